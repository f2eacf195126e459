"""A real worker, beat and mail server, the worker killed again and again, also in a round of 26."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from competition import audit, clock
from competition.models import Award, Call, Notice, Receipt
from competition.services import announcement
from demo import definition, play
from demo.places import PLACES
from reviews.models import Decision, SelectionRun
from reviews.models.selection_run import RunState
from reviews.selection import select
from reviews.services import decision, rubric, selection
from tests.faults.killing import HEALING_SECONDS, Victim, log_held, marking_held, owe_letters
from tests.faults.workers import stay_away, update_while_sending
from tests.fixtures.announcing import confirm_as_read
from tests.fixtures.mail import MailServer
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.site import Site
from tests.races.holds import wait_for_waiting
from tools.processes import wait_until
from tools.site import WebServer

SEED = 2017
RANDOM_KILLS = 10
PATIENCE_SECONDS = 2 * HEALING_SECONDS
"""The jurors have all their say between two letters, while the worker is started again."""
LETTERS = 28 + 149 + 26
"""Of receipt and invitation, to jurors, of the announcement: about as many are sent in a round."""


@pytest.fixture
def victim(site: Site, mail_server: MailServer) -> Iterator[Victim]:
    made = Victim(site, mail_server)
    yield made
    made.stop()


class Played:
    """The example round of 26, six jurors and nine places, act by act through the services."""

    def __init__(self) -> None:
        self.office = play.office()
        self.towns = play.settle()
        self.call: Call = play.announce_call(
            slug="runde", title="Beispielrunde", opens=-90, deadline=-30, by=self.office
        )
        play.move_clock(self.call, self.call.deadline_at - timedelta(days=4), self.office)

    def submit_all(self) -> None:
        for place in PLACES:
            play.submit(self.call, place, self.towns[place.ags], self.towns)

    def review(self) -> None:
        play.move_clock(self.call, self.call.deadline_at + timedelta(days=3), self.office)
        play.screen(self.call, self.office)
        rubric.open_reviewing(call=self.call, by=self.office.first)
        play.judge(self.call, list(self.call.jury_members.all()), lambda: None)
        rubric.lock_scores(call=self.call, by=self.office.first)
        value = definition.LOT_PUBLIC_VALUE
        rubric.reveal_lot(call=self.call, public_value=value, by=self.office.first)

    def request(self) -> SelectionRun:
        return selection.request(call=self.call, by=self.office.first)

    def decide(self) -> Decision:
        proposal = play.decide(SelectionRun.objects.get(), self.office)
        return decision.confirm(decision=proposal, read=proposal.digest, by=self.office.second)

    def announce(self) -> None:
        public_at = clock.now(self.call) + timedelta(seconds=5)
        announcement.prepare(call=self.call, public_at=public_at, by=self.office.first)
        confirm_as_read(self.call, self.office.second)

    def nine(self) -> set[str]:
        """The keys of the awards as everybody sees them."""
        return {award.municipality.ags for award in play.awards(self.call)}


def nine_without_kills() -> set[str]:
    """Whom the same case selects where no worker is involved at all."""
    run = SelectionRun.objects.get()
    chosen = select(run.input)["selected"]
    places = run.call.applications.filter(public_id__in=chosen)
    return set(places.values_list("municipality__ags", flat=True))


def wait_until_computed(victim: Victim) -> None:
    def computed() -> bool:
        victim.supervise()
        return SelectionRun.objects.get().state == RunState.DONE

    wait_until(computed, seconds=HEALING_SECONDS, what="the run computed")


def assert_round_whole(victim: Victim, played: Played) -> None:
    victim.wait_for_letters()
    wait_until(lambda: len(played.nine()) > 0, seconds=60, what="announcement public")
    assert len(played.nine()) == 9
    assert played.nine() == nine_without_kills()
    assert Award.objects.count() == 9
    assert Receipt.objects.count() == 26
    assert Notice.objects.filter(occasion="announcement").count() == 26
    victim.assert_letters_whole()
    assert [state for state in audit.verify() if not state.is_whole] == []


def test_x01_a_child_killed_while_sending_loses_no_letter(victim: Victim) -> None:
    """The worker makes another child; nobody has to start anything."""
    victim.mail.hold_after(3)
    victim.start()
    owe_letters(10)
    killed_between_sending_and_marking(victim, after_letters=3, child_only=True)
    victim.wait_for_letters()
    victim.assert_letters_whole()
    assert (victim.kills, victim.starts) == (1, 0)


def test_x02_while_the_worker_stays_away_the_web_goes_on(
    victim: Victim, make_round: MakeRound, live_web: WebServer
) -> None:
    stay_away(victim, make_round(Stage.OPEN), live_web, seconds=3)


def test_x03_a_worker_that_is_updated_while_it_sends_loses_no_letter(victim: Victim) -> None:
    update_while_sending(victim, letters=60, everybody=False)


def test_x01_x02_killed_at_five_points_of_the_round_it_changes_nothing(victim: Victim) -> None:
    played = Played()
    played.submit_all()
    victim.mail.hold_after(10)
    victim.start()
    killed_between_sending_and_marking(victim, after_letters=10, child_only=True)
    played.review()
    killed_before_a_run_is_picked_up(victim, played)
    killed_while_computing(victim)
    killed_before_it_acknowledges(victim)
    wait_until_computed(victim)
    played.decide()
    victim.wait_for_letters()
    in_the_middle = len(victim.mail.delivered) + 8
    victim.mail.hold_after(in_the_middle)
    played.announce()
    killed_between_sending_and_marking(victim, after_letters=in_the_middle, child_only=False)
    assert_round_whole(victim, played)
    assert victim.kills == 5


def killed_between_sending_and_marking(
    victim: Victim, *, after_letters: int, child_only: bool
) -> None:
    """A letter has arrived at the mail server, and is not yet marked as sent."""
    victim.mail.wait_for(after_letters, seconds=HEALING_SECONDS)
    with marking_held():
        victim.mail.hold_after(None)
        wait_for_waiting(1)
        if child_only:
            victim.kill_child()
        else:
            victim.kill()
    victim.supervise()


def killed_before_a_run_is_picked_up(victim: Victim, played: Played) -> None:
    """The run is a row and a message in the queue, and nobody has taken it."""
    victim.wait_for_letters()
    victim.worker.freeze()
    played.request()
    victim.kill()


def killed_while_computing(victim: Victim) -> None:
    """The run is computed, and not yet committed."""
    with log_held():
        victim.worker.start()
        wait_for_waiting(1)
        victim.kill()
    assert SelectionRun.objects.get().state == RunState.QUEUED


def killed_before_it_acknowledges(victim: Victim) -> None:
    """The run is committed, and the broker does not know: it will hand the task out again."""
    broker = victim.site.redis
    with log_held():
        victim.worker.start()
        wait_for_waiting(1)
        broker.freeze()
    try:
        done = SelectionRun.objects.filter(state=RunState.DONE)
        wait_until(done.exists, seconds=30, what="the run committed")
        victim.kill()
    finally:
        broker.thaw()


@pytest.mark.timeout(900)
def test_x02_killed_at_ten_random_instants_of_the_round_it_changes_nothing(victim: Victim) -> None:
    victim.mail.delay(0.05)
    victim.start()
    with ThreadPoolExecutor(1) as pool:
        killing = pool.submit(kill_at_random, victim)
        played = Played()
        played.submit_all()
        played.review()
        played.request()
        wait_until(
            lambda: SelectionRun.objects.get().state == RunState.DONE,
            seconds=HEALING_SECONDS,
            what="the run computed",
        )
        played.decide()
        played.announce()
        killing.result(PATIENCE_SECONDS)
    assert_round_whole(victim, played)
    assert victim.kills == RANDOM_KILLS


def kill_at_random(victim: Victim) -> None:
    """Kill at instants drawn from a fixed seed: after so many letters, and a moment later."""
    draw = random.Random(SEED)  # noqa: S311 - the same instants in every run
    for letters in sorted(draw.sample(range(1, LETTERS - 10), RANDOM_KILLS)):
        victim.mail.wait_for(letters, seconds=PATIENCE_SECONDS)
        time.sleep(draw.uniform(0, 0.1))
        victim.kill_and_restart()
