"""Redis dies and comes back empty: nothing but delay."""

from collections.abc import Iterator

import pytest

from competition import audit
from competition.models import ApplicationVersion, Notice, Receipt
from competition.models.notice import NoticeState
from reviews.models import SelectionRun
from reviews.models.selection_run import RunState
from reviews.services import selection
from tests.faults.killing import HEALING_SECONDS, Victim
from tests.fixtures.mail import MailServer
from tests.fixtures.rounds import MakeRound, Stage, submit
from tests.fixtures.site import Site
from tools.processes import wait_until


@pytest.fixture
def victim(site: Site, mail_server: MailServer) -> Iterator[Victim]:
    made = Victim(site, mail_server)
    yield made
    made.stop()


def test_redis_killed_and_back_with_empty_data_loses_no_letter_and_no_run(
    victim: Victim, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN, applications=4)
    redis = victim.site.redis
    victim.start()
    victim.worker.freeze()
    round_.advance(Stage.SUBMITTED)  # their nudges wait in Redis
    victim.kill_broker()
    late = round_.draft(4)
    assert isinstance(submit(late, late.contact), Receipt)  # a dead broker is no error
    redis.start()
    victim.worker.thaw()
    victim.wait_for_letters()
    assert ApplicationVersion.objects.count() == 5

    round_.advance(Stage.LOCKED)
    victim.kill_broker()
    selection.request(call=round_.call, by=round_.dora)
    redis.start()

    def computed() -> bool:
        victim.supervise()
        return SelectionRun.objects.get().state == RunState.DONE

    wait_until(computed, seconds=HEALING_SECONDS, what="the run computed")
    victim.wait_for_letters()
    victim.assert_letters_whole()
    assert [state for state in audit.verify() if not state.is_whole] == []


def test_a_frozen_redis_holds_up_no_submission(victim: Victim, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    draft = round_.draft(0)
    victim.site.redis.freeze()
    try:
        assert isinstance(submit(draft, draft.contact), Receipt)
    finally:
        victim.site.redis.thaw()
    assert Notice.objects.filter(kind="receipt", state=NoticeState.WAITING).exists()


def test_without_a_worker_the_sweep_command_does_its_work(
    victim: Victim, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.LOCKED, applications=3)
    run = selection.request(call=round_.call, by=round_.dora)
    victim.site.manage("sweep")
    run.refresh_from_db()
    assert run.state == RunState.DONE
    victim.assert_letters_whole()


def test_two_beats_and_two_workers_send_each_letter_once(
    victim: Victim, make_round: MakeRound
) -> None:
    victim.start()
    victim.site.worker.start()
    make_round(Stage.SUBMITTED, applications=12)
    victim.wait_for_letters()
    victim.assert_letters_whole()
    assert len(victim.mail.delivered) == 12
