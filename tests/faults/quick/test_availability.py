"""The record of availability with real processes: what was away stands in it, nothing twice."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import Sum
from pytest_django import Settings

from competition import clock
from competition.availability import minutes
from competition.availability.timeline import MINUTE, Kind, minute_of
from competition.models import AvailabilityMinute
from competition.services import availability
from tests.faults.databases import killed
from tests.faults.journal import BUSY, Journal
from tests.fixtures.site import Site
from tools.processes import answers, wait_until
from tools.services import PostgresServer
from tools.site import Worker

PATIENCE_SECONDS = 120
REQUESTS = 7
REFUSED = re.compile(r"access \S+ \S+ 503 ")


@pytest.fixture(autouse=True)
def patient(settings: Settings) -> None:
    """The test itself asks, too, as a worker does: on a loaded machine a page may take long."""
    settings.PROBE_SECONDS = 30


def recording(site: Site, settings: Settings) -> Site:
    """The site with its web server, looking after its record every second."""
    site.environment["OBSERVE_SECONDS"] = "1"
    site.environment["PROBE_SECONDS"] = "30"
    site.web.start()
    site.environment["PROBE_URL"] = settings.PROBE_URL = f"{site.web.origin}/ready/"
    return site


def another_worker(site: Site, folder: Path) -> Worker:
    folder.mkdir()
    return Worker(environment=site.environment, folder=folder)


def test_p11_each_minute_is_recorded_once_by_two_workers(
    site: Site, settings: Settings, tmp_path: Path
) -> None:
    second = another_worker(recording(site, settings), tmp_path / "second")
    with second:
        site.worker.start()
        site.beat.start()
        wait_until(
            AvailabilityMinute.objects.exists, seconds=PATIENCE_SECONDS, what="the first row"
        )
        first = AvailabilityMinute.objects.earliest("minute")

        def both_have_looked() -> bool:
            """Each worker has gone through some tasks since."""
            done = "Task competition.observe"
            return all(each.logged().count(done) > 3 for each in (site.worker, second))

        wait_until(both_have_looked, seconds=PATIENCE_SECONDS, what="both workers looked")

    again = AvailabilityMinute.objects.get(minute=first.minute)
    assert (again.asked_at, again.milliseconds) == (first.asked_at, first.milliseconds)
    assert (again.answered, again.fault, again.broker_answered) == (True, "", True)
    assert again.minute == minute_of(first.asked_at or first.minute)


def test_p11_what_was_away_stands_in_the_record(site: Site, settings: Settings) -> None:
    recording(site, settings)
    at = minute_of(clock.now()) + timedelta(days=1)  # minutes that nothing else writes
    assert availability.observe(at=at)

    site.web.kill9()
    # Its children end a moment later; until then a line is taken, and broken.
    wait_until(lambda: not answers(site.web.port), seconds=60, what="the port closed")
    assert availability.observe(at=at + MINUTE)
    site.web.start()
    # Four minutes in which nobody could write, and then all is well again.
    assert availability.observe(at=at + 6 * MINUTE)

    record = minutes.record(since=at, until=at + 7 * MINUTE, at=at + 9 * MINUTE)
    assert [(each.kind, each.minutes_count, each.faults) for each in record.outages] == [
        (Kind.UNANSWERED, 1, ("refused",)),
        (Kind.UNRECORDED, 4, ()),
    ]


def test_p11_requests_refused_without_a_database_are_counted_when_it_is_back(
    durable_site: Site, own_postgres: PostgresServer, settings: Settings
) -> None:
    web = recording(durable_site, settings).web
    journal = Journal()
    begun = minute_of(clock.now())
    with killed(own_postgres):
        told = [journal.ask(web.port, "GET", "/").status for _request in range(REQUESTS)]
    assert told == [BUSY] * REQUESTS

    def written() -> bool:
        """Whatever is asked now makes each process write what it has counted; what the start has
        asked and given up may be among it."""
        journal.ask(web.port, "GET", "/")
        refused = len(REFUSED.findall(web.logged()))
        found = AvailabilityMinute.objects.aggregate(sum=Sum("busy_count"))["sum"]
        return refused >= REQUESTS and bool(found == refused)

    wait_until(written, seconds=PATIENCE_SECONDS, what="all refused requests counted")
    minutes_told = AvailabilityMinute.objects.values_list("minute", flat=True)
    assert begun - MINUTE <= min(minutes_told) <= max(minutes_told) <= clock.now()
    assert not AvailabilityMinute.objects.exclude(asked_at=None).exists()
