"""X13 at length: a mail server so slow that a full batch would outlast the time of a task."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from competition.letters.outbox import BATCH
from competition.models import Notice
from tests.faults.killing import Victim, owe_letters
from tests.fixtures.mail import MailServer
from tests.fixtures.site import Site

LETTERS = BATCH + 20


@pytest.fixture
def victim(site: Site, mail_server: MailServer) -> Iterator[Victim]:
    made = Victim(site, mail_server)
    yield made
    made.stop()


def test_x13_a_batch_at_a_slow_server_ends_before_its_task_is_killed(victim: Victim) -> None:
    seconds = 1.2 * settings.CELERY_TASK_TIME_LIMIT / BATCH
    victim.mail.delay(seconds)
    owe_letters(LETTERS)
    victim.start()
    victim.wait_for_letters()
    victim.assert_letters_whole()
    assert Notice.objects.count() == len(victim.mail.delivered) == LETTERS
    for told in ("time limit", "TimeLimitExceeded"):
        assert told not in victim.worker.logged()
