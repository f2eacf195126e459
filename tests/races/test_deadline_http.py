"""The deadline as a browser meets it: through the web server, as in production."""

import http.client
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from competition import clock
from competition.models import Application, ApplicationVersion, Attempt, Notice, User
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Stage
from tests.fixtures.site import Site
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


def posting(
    web: WebServer, application: Application, cookies: str, at: float, last_byte_at: float = 0
) -> Callable[[], int]:
    """The form of submission sent at an instant of the machine's clock; gives the status."""
    form = urlencode({"csrfmiddlewaretoken": TOKEN}).encode()

    def post() -> int:
        wait_until_instant(at)
        line = http.client.HTTPConnection(LOCALHOST, web.port, timeout=30)
        try:
            line.putrequest("POST", f"/portal/bewerbungen/{application.public_id}/einreichen/")
            line.putheader("Cookie", cookies)
            line.putheader("Content-Type", "application/x-www-form-urlencoded")
            line.putheader("Content-Length", str(len(form)))
            line.endheaders(form[:-1])
            wait_until_instant(last_byte_at)
            line.send(form[-1:])
            return line.getresponse().status
        finally:
            line.close()

    return post


def wait_until_instant(at: float) -> None:
    time.sleep(max(0, at - time.monotonic()))


def test_forms_sent_across_the_deadline_are_in_or_out_and_answered_so(
    live_web: WebServer, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN)
    drafts = [round_.draft(number) for number in range(2, OFFERS + 2)]
    cookies = session_of(drafts[0].contact)
    round_.at(DEADLINE_AT - timedelta(seconds=3))
    begin = time.monotonic()

    def hold() -> int:
        wait_until_instant(begin + 2)
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


def test_t01_whoever_waited_for_a_thread_counts_from_the_last_byte(
    site: Site, make_round: MakeRound
) -> None:
    site.environment |= {"WEB_WORKERS": "1", "WEB_THREADS": "1"}
    web = site.web.start()
    round_ = make_round(Stage.OPEN)
    holding, in_time, late = (round_.draft(number) for number in (2, 3, 4))
    cookies = session_of(holding.contact)
    round_.at(DEADLINE_AT - timedelta(seconds=2))
    begin = time.monotonic()
    before = clock.now(round_.call)

    with call_held(round_.call.pk) as let_go:

        def hold() -> int:
            while clock.now(round_.call) < DEADLINE_AT + timedelta(seconds=1):
                time.sleep(0.02)
            let_go.set()
            return 0

        posts = [
            posting(web, holding, cookies, begin),
            posting(web, in_time, cookies, begin + 0.5),
            posting(web, late, cookies, begin + 0.6, last_byte_at=begin + 2.4),
        ]
        statuses = at_once([hold, *posts])[1:]

    assert statuses == [PLACED, PLACED, REFUSED]
    sealed = ApplicationVersion.objects.get(application=in_time)
    sent_at = before + timedelta(seconds=0.5)
    assert sent_at <= sealed.received_at < DEADLINE_AT < sealed.sealed_at
    refused = Attempt.objects.get(application=late)
    assert refused.code == "deadline_passed"
    last_byte_at = before + timedelta(seconds=2.4)
    assert DEADLINE_AT < last_byte_at <= refused.received_at < DEADLINE_AT + timedelta(seconds=1)


def test_t01_form_that_breaks_off_counts_for_nothing(
    live_web: WebServer, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN)
    draft = round_.draft(2)
    cookies = session_of(draft.contact)
    round_.at(DEADLINE_AT - timedelta(seconds=2))
    form = urlencode({"csrfmiddlewaretoken": TOKEN}).encode()
    head = (
        f"POST /portal/bewerbungen/{draft.public_id}/einreichen/ HTTP/1.1\r\n"
        f"Host: {LOCALHOST}:{live_web.port}\r\nCookie: {cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(form) + 1}\r\n\r\n"
    )
    with socket.create_connection((LOCALHOST, live_web.port), timeout=30) as line:
        line.sendall(head.encode() + form)
        while clock.now(round_.call) < DEADLINE_AT:
            time.sleep(0.05)
        line.shutdown(socket.SHUT_WR)
        status = line.recv(12).decode()

    assert not ApplicationVersion.objects.exists()
    assert status == "HTTP/1.1 400"
