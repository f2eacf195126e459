"""The deadline as a browser meets it: through the web server, as in production."""

import http.client
import time
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from competition import clock
from competition.models import Application, ApplicationVersion, Attempt, Notice, User
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Stage
from tests.races.hands import at_once
from tests.races.holds import call_held
from tools.processes import LOCALHOST
from tools.site import WebServer

OFFERS, CONNECTIONS = 64, 16
TOKEN = "t" * 32  # any, as long as cookie and form agree
PLACED, REFUSED, BUSY = 302, 409, 503


def session_of(person: User) -> str:
    """The cookies of a signed-in browser."""
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


def posting(web: WebServer, application: Application, cookies: str, at: float) -> Callable[[], int]:
    """The form of submission sent at an instant of the machine's clock; gives the status."""

    def post() -> int:
        time.sleep(max(0, at - time.monotonic()))
        line = http.client.HTTPConnection(LOCALHOST, web.port, timeout=30)
        try:
            line.request(
                "POST",
                f"/portal/bewerbungen/{application.public_id}/einreichen/",
                urlencode({"csrfmiddlewaretoken": TOKEN}),
                {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"},
            )
            return line.getresponse().status
        finally:
            line.close()

    return post


def test_forms_sent_across_the_deadline_are_in_or_out_and_answered_so(
    live_web: WebServer, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN)
    drafts = [round_.draft(number) for number in range(2, OFFERS + 2)]
    cookies = session_of(drafts[0].contact)
    round_.at(DEADLINE_AT - timedelta(seconds=3))
    begin = time.monotonic()

    def hold() -> int:
        time.sleep(max(0, begin + 2 - time.monotonic()))
        with call_held(round_.call.pk):
            while clock.now(round_.call) < DEADLINE_AT:
                time.sleep(0.02)
        return 0

    pace = 6 / OFFERS
    posts = [
        posting(live_web, each, cookies, begin + pace * number)
        for number, each in enumerate(drafts)
    ]
    statuses = at_once([hold, *posts], hands=CONNECTIONS)[1:]
    answered = dict(zip([each.pk for each in drafts], statuses, strict=True))

    sealed = dict(ApplicationVersion.objects.values_list("application_id", "received_at"))
    logged = dict(Attempt.objects.values_list("application_id", "code"))
    assert {pk for pk, status in answered.items() if status == PLACED} == sealed.keys()
    assert {pk for pk, status in answered.items() if status in (REFUSED, BUSY)} == logged.keys()
    assert len(sealed) + Attempt.objects.count() == OFFERS
    assert max(sealed.values()) < DEADLINE_AT
    late = Attempt.objects.filter(code="deadline_passed").values_list("received_at", flat=True)
    assert min(late) >= DEADLINE_AT
    assert Notice.objects.filter(kind="receipt").count() == len(sealed)
