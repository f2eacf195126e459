"""Two web servers, two workers and two beats on one database: whatever is done, is done once.

A whole round goes by over HTTP, and whoever acts sends each act to both web servers at the same
moment. Both beats find the same letters, runs and reminders every other second.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.db.models import Count

from competition.models import (
    Announcement,
    Application,
    ApplicationVersion,
    AuditEntry,
    Award,
    Notice,
    Publication,
    Receipt,
)
from competition.models.notice import NoticeState
from programme.models import Agreement
from reviews.models import Decision, Review, SelectionRun
from reviews.models.selection_run import RunState
from reviews.services import selection
from tests.faults.acting import PLACES, TOWNS, Acting
from tests.faults.killing import HEALING_SECONDS, assert_letters_whole, owe_letters
from tests.faults.pairs import Pair
from tests.faults.whole import assert_round_whole
from tests.fixtures.mail import MailServer
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.site import Site
from tests.races.hands import at_once, successes
from tools.processes import ChildProcess, wait_until
from tools.site import Beat, WebServer, Worker

LETTERS = {
    "reminder": TOWNS,
    "receipt": TOWNS,
    "award": PLACES,
    "rejection": TOWNS - PLACES,
    "agreement": PLACES,
    "agreement_accepted": PLACES,
    "report_reminder": PLACES,
}


@pytest.fixture
def pair(site: Site, mail_server: MailServer, tmp_path: Path) -> Iterator[Pair]:
    """Started, each in a folder of its own, as if on two machines."""
    site.environment |= {"SWEEP_SECONDS": "2", "REMIND_SECONDS": "2"}
    site.manage("collectstatic", "--noinput")
    made = Pair(mail_server)
    for name in ("eins", "zwei"):
        folder = tmp_path / name
        folder.mkdir()
        made.webs.append(WebServer(environment=site.environment, folder=folder, workers=1))
        made.workers.append(Worker(environment=site.environment, folder=folder))
        made.beats.append(Beat(environment=site.environment, folder=folder))
    processes = [*made.webs, *made.workers, *made.beats]
    # A process ends with the thread that has started it: the pool lasts as long as they do.
    with ThreadPoolExecutor(len(processes)) as pool:
        try:
            list(pool.map(ChildProcess.start, processes))
            yield made
        finally:
            for process in processes:
                process.kill9()


def wait_for_letters() -> None:
    waiting = Notice.objects.filter(state=NoticeState.WAITING)
    wait_until(lambda: not waiting.exists(), seconds=HEALING_SECONDS, what="all letters sent")


def test_x16_two_webs_two_workers_two_beats_play_a_round_and_nothing_is_done_twice(
    pair: Pair, make_round: MakeRound
) -> None:
    acting = Acting(pair, make_round(Stage.OPEN))
    for act in (
        *(acting.apply, acting.screen, acting.review, acting.decide),
        *(acting.announce, acting.fund),
    ):
        act()
    wait_for_letters()
    assert_letters_whole(pair.mail)
    assert_round_whole(pair.journal)
    counted = Counter(Notice.objects.values_list("kind", flat=True))
    assert {kind: counted[kind] for kind in LETTERS} == LETTERS
    assert Application.objects.count() == TOWNS
    assert ApplicationVersion.objects.count() == Receipt.objects.count() == TOWNS
    assert Review.objects.filter(state="final").count() == TOWNS * len(acting.round.jurors)
    assert SelectionRun.objects.count() == Decision.objects.count() == 1
    assert Award.objects.count() == Agreement.objects.count() == PLACES
    assert Announcement.objects.count() == 1
    published = Publication.objects.filter(application=None).values("kind").annotate(Count("id"))
    assert {row["id__count"] for row in published} == {1}


def test_x16_two_sweepers_at_once_send_each_letter_once_and_compute_one_run(
    site: Site, mail_server: MailServer, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.LOCKED, applications=3)
    selection.request(call=round_.call, by=round_.dora)
    owe_letters(30)
    sweeping = [partial(site.manage, "sweep")] * 2
    assert len(successes(at_once(sweeping))) == 2
    assert_letters_whole(mail_server)
    assert_round_whole()
    assert SelectionRun.objects.get().state == RunState.DONE
    assert AuditEntry.objects.filter(act="selection.computed").count() == 1
