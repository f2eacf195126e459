"""What is done to workers while people work and letters leave, in a short form and a long one."""

import time

from competition.models import Notice
from competition.models.notice import NoticeState
from tests.faults.killing import HEALING_SECONDS, Victim, owe_letters
from tests.faults.submitting import Crowd
from tests.fixtures.rounds import Round
from tools.site import WebServer


def stay_away(victim: Victim, round_: Round, web: WebServer, *, seconds: float) -> None:
    """The worker is killed and nobody starts it: submissions are acknowledged as before, what is
    owed waits, and all of it leaves once a worker is back."""
    victim.start()
    crowd = Crowd(round_, web.port, count=2)
    victim.kill()
    gone_since = time.monotonic()
    with crowd.submitting():
        crowd.wait_for(2)
        time.sleep(max(0, gone_since + seconds - time.monotonic()))
    assert not victim.worker.running()
    assert max(crowd.journal.statuses()) < 500
    receipts = Notice.objects.filter(kind="receipt")
    assert receipts.count() == sum(each.turns for each in crowd.applicants)
    assert receipts.filter(state=NoticeState.SENT).count() == 0
    victim.wait_for_letters()
    victim.assert_letters_whole()
    crowd.assert_whole()


def update_while_sending(victim: Victim, *, letters: int, everybody: bool) -> None:
    """An update ends the worker while it sends and starts the next one. Nothing is
    sent twice by one that may finish what it is at; where its child is ended with it
    (``everybody``), one letter may be."""
    victim.mail.delay(0.02)
    victim.start()
    owe_letters(letters)
    victim.mail.wait_for(letters // 6, seconds=HEALING_SECONDS)
    victim.end_as_an_update_does(everybody=everybody)
    victim.worker.start()
    victim.wait_for_letters()
    victim.assert_letters_whole()
