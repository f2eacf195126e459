"""X15: clocks that jump or go wrong, and the hour that a night of October has twice."""

import email.utils
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from celery.schedules import schedule
from django.conf import settings

from competition.models import ApplicationVersion, Attempt
from config.celery import app
from tests.faults.journal import CREATED, DONE, Browser, Exchange, Journal, Program
from tests.faults.killing import HEALING_SECONDS, Victim
from tests.faults.shifted_clock import ShiftedClock
from tests.faults.whole import assert_round_whole
from tests.fixtures.mail import MailServer
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Round, Stage
from tests.fixtures.site import Site
from tools.processes import wait_until
from tools.site import WebServer

HOUR = 3600.0
JUMPS = (HOUR, -HOUR, 90.0, -90.0)
REFUSED = 409
BACK_AT = datetime(2027, 10, 31, 1, tzinfo=UTC)
"""Sunday, 31 October 2027: 3:00 in Germany becomes 2:00."""


def test_x15_whatever_the_web_server_s_clock_says_the_database_s_decides_about_the_deadline(
    site: Site, make_round: MakeRound, tmp_path: Path
) -> None:
    round_ = make_round(Stage.OPEN)
    wrong = ShiftedClock(tmp_path, site.environment)
    web = site.web.start()
    journal = Journal()
    for number, seconds in enumerate(JUMPS):
        wrong.shift(seconds)
        assert_off_by(journal.ask(web.port, "HEAD", "/"), seconds)
        margin = timedelta(seconds=abs(seconds) - 15)
        in_time, late = draft_of(round_, 2 * number), draft_of(round_, 2 * number + 1)
        round_.at(DEADLINE_AT - margin)
        assert submitted(round_, in_time, journal, web).status == CREATED
        round_.at(DEADLINE_AT)
        assert submitted(round_, late, journal, web).status == REFUSED
        round_.at(DEADLINE_AT - timedelta(days=1))
    versions = ApplicationVersion.objects.values_list("received_at", flat=True)
    assert len(versions) == len(JUMPS)
    assert max(versions) < DEADLINE_AT
    attempts = Attempt.objects.filter(code="deadline_passed")
    assert attempts.count() == len(JUMPS)
    assert min(attempts.values_list("received_at", flat=True)) >= DEADLINE_AT
    assert_round_whole(journal)


def draft_of(round_: Round, number: int) -> int:
    """The place in the round's list of another complete draft."""
    round_.draft(number)
    return len(round_.applications) - 1


def submitted(round_: Round, place: int, journal: Journal, web: WebServer) -> Exchange:
    """Submit through the API what the draft holds now."""
    draft = round_.applications[place]
    program = Program.of(draft.contact, journal, web.port)
    seen = program.asks("GET", f"/api/v1/portal/applications/{draft.public_id}/")
    assert seen.status == DONE, seen
    return program.submits(draft.public_id, seen.value["sha256"], key=f"k{place}")


def assert_off_by(answer: Exchange, seconds: float) -> None:
    """The web server's own clock really is off: it dates its answers by it."""
    dated = email.utils.parsedate_to_datetime(answer.headers["Date"]).timestamp()
    assert abs(dated - time.time() - seconds) < 60


def test_x15_a_clock_that_is_a_little_off_or_set_back_signs_nobody_out(
    site: Site, make_round: MakeRound, tmp_path: Path
) -> None:
    round_ = make_round(Stage.OPEN)
    draft = round_.draft(0)
    wrong = ShiftedClock(tmp_path, site.environment)
    web = site.web.start()
    browser = Browser.of(draft.contact, Journal(), web.port)
    page = f"/portal/bewerbungen/{draft.public_id}/"
    # An hour forward counts as an hour without a request: signed out, and nothing else.
    for seconds in (90.0, -90.0, -HOUR, 0.0):
        wrong.shift(seconds)
        assert browser.reads(page).status == DONE, seconds


@pytest.fixture
def victim(site: Site, mail_server: MailServer) -> Iterator[Victim]:
    made = Victim(site, mail_server)
    yield made
    made.stop()


def test_x15_worker_and_beat_go_on_while_their_clock_passes_the_hour_that_comes_twice(
    site: Site, mail_server: MailServer, make_round: MakeRound, tmp_path: Path
) -> None:
    round_ = make_round(Stage.OPEN)
    until = (BACK_AT - datetime.now(UTC)).total_seconds()
    wrong = ShiftedClock(tmp_path, site.environment, seconds=until - 30)
    site.environment["TZ"] = "Europe/Berlin"
    victim = Victim(site, mail_server).start()
    try:
        round_.wanted = 2
        round_.advance(Stage.SUBMITTED)
        victim.wait_for_letters()
        for seconds in (until - 2, until + HOUR - 2, until - HOUR):
            wrong.shift(seconds)  # across the change, an hour on, and back again
            sweeps_go_on(victim)
        victim.assert_letters_whole()
    finally:
        victim.stop()


def sweeps_go_on(victim: Victim) -> None:
    """Three more sweeps are asked for and done."""
    before = done(victim)
    wait_until(lambda: done(victim) >= before + 3, seconds=HEALING_SECONDS, what="three sweeps")


def done(victim: Victim) -> int:
    return victim.worker.logged().count("Task competition.sweep")


def test_x15_every_minute_of_the_night_of_october_has_its_sweeps() -> None:
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        period = float(str(entry["schedule"]))
        runs = runs_between(period, BACK_AT - timedelta(hours=2), BACK_AT + timedelta(hours=2))
        gaps = {after - before for before, after in pairwise(runs)}
        assert max(gaps) <= timedelta(seconds=period + 1), name
    assert settings.CELERY_TIMEZONE == "UTC"


def runs_between(period: float, begin: datetime, end: datetime) -> list[datetime]:
    """When beat runs a task of this period, asked every second."""
    at = begin
    asked = schedule(period, nowfun=lambda: at, app=app)
    runs = [begin]
    while at < end:
        at += timedelta(seconds=1)
        if asked.is_due(runs[-1]).is_due:
            runs.append(at)
    return runs
