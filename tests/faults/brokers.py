"""What is done to Redis while people work, in a short form and in a long one."""

import re
import time
from functools import partial

from competition import drafts
from competition.models import Application, Receipt, User
from competition.nudge import QUIET_SECONDS
from tests.competition.accounts.hands import PASSWORD, give_password
from tests.faults.journal import CREATED, DONE, Journal, Program, insisting
from tests.faults.killing import HEALING_SECONDS, Victim
from tests.faults.whole import assert_round_whole
from tests.fixtures.rounds import Round, Stage, submit
from tests.races.citizens import Citizen
from tools.processes import wait_until
from tools.site import WebServer

LOST = re.compile(r"nudge \S+ lost")
WEB_PROCESSES = 2


def assert_all_sent(victim: Victim, *, applications: int) -> None:
    victim.wait_for_letters()
    victim.assert_letters_whole()
    assert_round_whole()
    assert Receipt.objects.count() == applications


class Portal:
    """A signatory's program at the web server, and what it was told."""

    def __init__(self, web: WebServer, person: User) -> None:
        self.journal = Journal()
        self.program = Program.of(person, self.journal, web.port)

    def save(self, application: Application, title: str) -> None:
        path = f"/api/v1/portal/applications/{application.public_id}/"
        read = self.program.asks("GET", path).value
        version = next(each["version"] for each in read["answers"] if each["key"] == "title")
        change = {"key": "title", "value": title, "version": version}
        saved = insisting(lambda: self.program.asks("PATCH", path, {"answers": [change]}))
        assert saved.status == DONE

    def submit(self, application: Application) -> None:
        name, read = application.public_id, drafts.digest(application)
        act = partial(self.program.submits, name, read, key=f"submission-{name}")
        assert insisting(act).status == CREATED


def sign_in(web: WebServer, person: User) -> None:
    """With a password, in a browser that has never been here."""
    citizen = Citizen(web, 1)
    assert citizen.sends("/anmelden/", login=person.email, password=PASSWORD) == 302
    assert "Abmelden" in citizen.reads("/portal/")


def freeze_while_people_work(
    victim: Victim, web: WebServer, round_: Round, *, seconds: float
) -> None:
    """Saving, submitting and signing in go on; few of them wait for the broker, and shortly."""
    own = [round_.draft(number) for number in range(2, 8)]
    frida = own[0].contact
    give_password(frida)
    portal = Portal(web, frida)
    victim.start()
    began = time.monotonic()
    victim.site.redis.freeze()
    try:
        for number, application in enumerate(own):
            portal.save(application, f"Vorhaben {number}, in neuer Fassung")
            portal.submit(application)
        sign_in(web, frida)
        time.sleep(max(0, began + seconds - time.monotonic()))
    finally:
        frozen = time.monotonic() - began
        victim.site.redis.thaw()
        victim.kills += 1
    waited = len(LOST.findall(web.logged()))
    assert 1 <= waited <= WEB_PROCESSES * (1 + frozen / QUIET_SECONDS)
    assert_all_sent(victim, applications=len(own))
    assert_round_whole(portal.journal)


def restart_while_acknowledging(victim: Victim, round_: Round, *, times: int) -> None:
    """Redis goes and comes again and again, each time a few letters later, under a supervisor."""
    victim.mail.delay(0.05)
    victim.start()
    round_.advance(Stage.SUBMITTED)
    for number in range(times):
        late = round_.draft(round_.wanted + number)
        submit(late, late.contact)
        arrived = len(victim.mail.delivered)
        victim.restart_broker()

        def goes_on(arrived: int = arrived) -> bool:
            victim.supervise()
            return len(victim.mail.delivered) > arrived

        wait_until(goes_on, seconds=HEALING_SECONDS, what="letters go on")
    assert_all_sent(victim, applications=round_.wanted + times)
