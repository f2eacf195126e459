"""The worker away for longer, and updated in the middle of many letters."""

from collections.abc import Iterator

import pytest

from tests.faults.killing import Victim
from tests.faults.workers import stay_away, update_while_sending
from tests.fixtures.mail import MailServer
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.site import Site
from tools.site import WebServer


@pytest.fixture
def victim(site: Site, mail_server: MailServer) -> Iterator[Victim]:
    made = Victim(site, mail_server)
    yield made
    made.stop()


def test_x02_a_minute_without_any_worker_loses_no_letter(
    victim: Victim, make_round: MakeRound, live_web: WebServer
) -> None:
    stay_away(victim, make_round(Stage.OPEN), live_web, seconds=60)


@pytest.mark.parametrize("everybody", [False, True])
def test_x03_a_worker_that_is_updated_during_300_letters_loses_none(
    victim: Victim, everybody: bool
) -> None:
    update_while_sending(victim, letters=300, everybody=everybody)
