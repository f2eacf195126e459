"""Redis away for longer, and again and again."""

from collections.abc import Iterator

import pytest

from tests.faults.brokers import freeze_while_people_work, restart_while_acknowledging
from tests.faults.killing import Victim
from tests.fixtures.mail import MailServer
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.site import Site
from tools.site import WebServer


@pytest.fixture
def victim(site: Site, mail_server: MailServer) -> Iterator[Victim]:
    made = Victim(site, mail_server)
    yield made
    made.stop()


def test_x05_redis_frozen_for_twenty_seconds_holds_up_no_page(
    victim: Victim, make_round: MakeRound, live_web: WebServer
) -> None:
    freeze_while_people_work(victim, live_web, make_round(Stage.OPEN), seconds=20)


def test_x07_redis_restarts_eight_times_while_work_is_acknowledged(
    victim: Victim, make_round: MakeRound
) -> None:
    restart_while_acknowledging(victim, make_round(Stage.OPEN, applications=2), times=8)
