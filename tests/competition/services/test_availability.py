"""The record of availability: one row per minute, first wins, counts only add."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from celery import current_app
from django.db import OperationalError, connection
from django.test import Client
from kombu.connection import Connection
from pytest_django import Settings

from competition import clock
from competition.availability import probing
from competition.availability.timeline import minute_of
from competition.models import AvailabilityMinute
from competition.services import availability

pytestmark = pytest.mark.django_db
MINUTE = datetime(2027, 4, 30, 21, 58, tzinfo=UTC)


class Site(HTTPServer):
    """A site that answers each request with ``status``, and remembers what was asked."""

    status = 200
    asked: list[tuple[str, str | None]]


class _Answers(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Host"]))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere/")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def there(settings: Settings) -> Iterator[Site]:
    with Site(("127.0.0.1", 0), _Answers) as server:
        server.asked = []
        settings.SITE_ORIGIN = "http://site.example"
        settings.PROBE_URL = f"http://127.0.0.1:{server.server_port}/ready/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def row(minute: datetime = MINUTE) -> AvailabilityMinute:
    return AvailabilityMinute.objects.get(minute=minute)


def test_p11_each_minute_is_kept_with_what_came_back(there: Site) -> None:
    asked_at = MINUTE + timedelta(seconds=7)

    assert availability.observe(at=asked_at)

    kept = row()
    assert (kept.asked_at, kept.answered, kept.fault) == (asked_at, True, "")
    assert kept.milliseconds is not None
    assert kept.broker_answered is None  # the tests' site has none
    assert there.asked == [("/ready/", "site.example")]


def test_the_first_who_asks_in_a_minute_wins(there: Site) -> None:
    availability.observe(at=MINUTE)
    there.status = 500

    assert not availability.observe(at=MINUTE + timedelta(seconds=59))
    assert availability.observe(at=MINUTE + timedelta(seconds=60))

    assert len(there.asked) == 2
    assert row().answered is True
    assert row(MINUTE + timedelta(minutes=1)).fault == "status 500"


def test_whoever_was_slower_to_ask_changes_nothing(
    there: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow() -> probing.Answer:
        monkeypatch.undo()
        assert availability.observe(at=MINUTE)
        return probing.Answer(answered=False, milliseconds=1, fault="timeout")

    monkeypatch.setattr(probing, "site", slow)

    assert not availability.observe(at=MINUTE)
    assert row().answered is True


def test_without_an_instant_it_is_the_minute_of_the_database(there: Site) -> None:
    before = minute_of(clock.now())
    availability.observe()
    assert before <= AvailabilityMinute.objects.get().minute <= clock.now()


def test_what_was_counted_first_stays_when_the_minute_is_asked(there: Site) -> None:
    AvailabilityMinute.objects.create(minute=MINUTE, busy_count=3)

    assert availability.observe(at=MINUTE)

    assert (row().busy_count, row().answered) == (3, True)


def test_counts_are_added_to_the_minute_in_which_they_were_made() -> None:
    at = clock.now()
    AvailabilityMinute.objects.create(minute=minute_of(at), busy_count=5)
    availability.note_busy()
    availability.note_busy()
    availability.note_put_off()

    availability.write_notes(at_once=True)
    availability.write_notes(at_once=True)

    rows = AvailabilityMinute.objects.all()  # two, if the minute has just ended
    assert sum(each.busy_count for each in rows) == 7
    assert sum(each.put_off_count for each in rows) == 1
    assert {each.asked_at for each in rows} == {None}


def test_what_happened_while_the_database_was_away_is_written_into_its_minutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = MINUTE + timedelta(minutes=12, seconds=30)
    moments = iter([1000.0, 1000.0, 1180.0])
    monkeypatch.setattr(
        "competition.services.availability.time.monotonic", lambda: next(moments, 1600.0)
    )
    monkeypatch.setattr(clock, "now", lambda: now)
    for _request in range(3):
        availability.note_busy()

    availability.write_notes()

    told = AvailabilityMinute.objects.order_by("minute").values_list("minute", "busy_count")
    assert list(told) == [
        (MINUTE + timedelta(minutes=2), 2),
        (MINUTE + timedelta(minutes=5), 1),
    ]


def test_nothing_is_lost_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> datetime:
        raise OperationalError("the database is away")

    availability.note_busy()
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", away)
        availability.write_notes(at_once=True)
    assert not AvailabilityMinute.objects.exists()

    availability.write_notes(at_once=True)

    assert AvailabilityMinute.objects.get().busy_count == 1


def test_a_young_note_waits_and_costs_no_query(django_assert_num_queries: object) -> None:
    availability.note_busy()
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        availability.write_notes()


def test_a_busy_page_is_counted_after_its_answer(
    client: Client,
) -> None:
    def away(*_arguments: object) -> None:
        raise OperationalError("the database is away")

    with connection.execute_wrapper(away):
        assert client.get("/").status_code == 503

    availability.write_notes(at_once=True)

    assert AvailabilityMinute.objects.get().busy_count == 1


@pytest.mark.parametrize(("status", "fault"), [(200, ""), (302, "status 302"), (503, "status 503")])
def test_only_the_page_itself_counts_as_come(there: Site, status: int, fault: str) -> None:
    there.status = status

    answer = probing.site()

    assert (answer.answered, answer.fault) == (not fault, fault)
    assert len(there.asked) == 1  # a redirect is followed nowhere


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("http://127.0.0.1:9/ready/", "refused"),
        ("http://nowhere.invalid/ready/", "name"),
        ("https://127.0.0.1:{port}/ready/", "certificate"),
        ("http://127.0.0.1:99999/ready/", "broken"),
    ],
)
def test_what_went_wrong_has_a_code(
    there: Site, settings: Settings, address: str, fault: str
) -> None:
    settings.PROBE_URL = address.format(port=there.server_port)
    assert probing.site().fault == fault


def test_a_silent_site_is_given_up(settings: Settings) -> None:
    with Site(("127.0.0.1", 0), _Answers) as silent:  # takes the connection and answers never
        settings.PROBE_URL = f"http://127.0.0.1:{silent.server_port}/ready/"
        settings.PROBE_SECONDS = 0.1
        assert probing.site().fault == "timeout"


def test_a_broker_that_is_away_is_written_down(
    there: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    def away() -> Connection:
        return Connection(settings.REDIS_URL)  # type: ignore[no-untyped-call]  # kombu has no types

    monkeypatch.setattr(current_app, "connection_for_write", away)

    availability.observe(at=MINUTE)

    assert (row().answered, row().broker_answered) == (True, False)


def test_rows_go_after_five_years() -> None:
    old, young = MINUTE - availability.KEPT - timedelta(minutes=1), MINUTE - availability.KEPT
    for minute in (old, young):
        AvailabilityMinute.objects.create(minute=minute)

    assert availability.forget(at=MINUTE) == 1

    assert AvailabilityMinute.objects.get().minute == young
