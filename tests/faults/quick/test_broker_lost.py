"""Redis dies, freezes, fills up or comes back empty: nothing but delay."""

from collections.abc import Iterator

import pytest
import redis

from competition.models import ApplicationVersion, Notice, Receipt
from competition.models.notice import NoticeState
from reviews.models import SelectionRun
from reviews.models.selection_run import RunState
from reviews.services import selection
from tests.faults.brokers import (
    assert_all_sent,
    freeze_while_people_work,
    restart_while_acknowledging,
)
from tests.faults.killing import HEALING_SECONDS, Victim
from tests.fixtures.mail import MailServer
from tests.fixtures.rounds import MakeRound, Stage, submit
from tests.fixtures.site import Site
from tools.processes import wait_until
from tools.site import WebServer


@pytest.fixture
def victim(site: Site, mail_server: MailServer) -> Iterator[Victim]:
    made = Victim(site, mail_server)
    yield made
    made.stop()


def test_x04_redis_killed_and_back_with_empty_data_loses_no_letter_and_no_run(
    victim: Victim, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN, applications=4)
    redis_server = victim.site.redis
    victim.start()
    victim.worker.freeze()
    round_.advance(Stage.SUBMITTED)  # their nudges wait in Redis
    victim.kill_broker()
    late = round_.draft(4)
    assert isinstance(submit(late, late.contact), Receipt)  # a dead broker is no error
    redis_server.start()
    victim.worker.thaw()
    victim.wait_for_letters()
    assert ApplicationVersion.objects.count() == 5

    round_.advance(Stage.LOCKED)
    victim.kill_broker()
    selection.request(call=round_.call, by=round_.dora)
    redis_server.start()

    def computed() -> bool:
        victim.supervise()
        return SelectionRun.objects.get().state == RunState.DONE

    wait_until(computed, seconds=HEALING_SECONDS, what="the run computed")
    assert_all_sent(victim, applications=5)


def test_x05_a_frozen_redis_holds_up_no_page(
    victim: Victim, make_round: MakeRound, live_web: WebServer
) -> None:
    freeze_while_people_work(victim, live_web, make_round(Stage.OPEN), seconds=3)


@pytest.mark.parametrize("policy", ["noeviction", "allkeys-lru"])
def test_x06_a_full_redis_loses_no_letter(
    victim: Victim, make_round: MakeRound, policy: str
) -> None:
    """Whether it refuses what comes or throws away what it has, the rows are there."""
    round_ = make_round(Stage.OPEN, applications=3)
    victim.start()
    victim.limit_broker(policy)
    round_.advance(Stage.SUBMITTED)
    late = round_.draft(3)
    assert isinstance(submit(late, late.contact), Receipt)
    if policy == "noeviction":
        with (
            redis.Redis.from_url(victim.site.redis.url()) as broker,
            pytest.raises(redis.exceptions.OutOfMemoryError),
        ):
            broker.set("one more", "x" * 10_000)
    victim.empty_broker()
    assert_all_sent(victim, applications=4)


def test_x07_redis_restarts_while_work_is_acknowledged(
    victim: Victim, make_round: MakeRound
) -> None:
    restart_while_acknowledging(victim, make_round(Stage.OPEN, applications=2), times=2)


def test_x07_a_worker_that_has_ended_is_noticed_and_started_again(
    victim: Victim, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN, applications=2)
    victim.start()
    victim.kill()
    round_.advance(Stage.SUBMITTED)
    assert not victim.worker.running()
    assert_all_sent(victim, applications=2)
    assert victim.starts == 1


def test_without_a_worker_the_sweep_command_does_its_work(
    victim: Victim, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.LOCKED, applications=3)
    run = selection.request(call=round_.call, by=round_.dora)
    victim.site.manage("sweep")
    run.refresh_from_db()
    assert run.state == RunState.DONE
    victim.assert_letters_whole()
    assert Notice.objects.filter(state=NoticeState.WAITING).count() == 0
