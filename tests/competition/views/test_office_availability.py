"""The office's page on the record of availability: words first, honest about what is unknown."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from competition import clock
from competition.availability.timeline import MINUTE, minute_of
from competition.models import Attempt, AvailabilityMinute, Disturbance, User
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
PAGE = "/geschaeftsstelle/verfuegbarkeit/"
FILE = "/geschaeftsstelle/verfuegbarkeit/minuten.csv"


@pytest.fixture
def office(client: Client, dora: User) -> Client:
    client.force_login(dora)
    return client


def text(client: Client, address: str = PAGE, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def kept(count: int, *, but: dict[int, dict[str, object]] | None = None) -> datetime:
    """``count`` minutes of record that have ended two minutes ago; returns its first."""
    first = minute_of(clock.now()) - (count + 2) * MINUTE
    for number in range(count):
        told = {"asked_at": first, "answered": True, **(but or {}).get(number, {})}
        if "missing" not in told:
            AvailabilityMinute.objects.create(minute=first + number * MINUTE, **told)
    return first


def period(first: datetime, count: int) -> dict[str, str]:
    """The fields of the period that these minutes are."""
    fields: dict[str, str] = {}
    for name, at in (("since", first), ("until", first + count * MINUTE)):
        local = timezone.localtime(at)
        fields |= {f"{name}_day": f"{local:%Y-%m-%d}", f"{name}_time": f"{local:%H:%M}"}
    return fields


def test_without_any_record_it_says_what_to_do(office: Client) -> None:
    shown = text(office)
    assert "Noch keine Aufzeichnung" in shown
    assert "sobald der Hintergrunddienst läuft" in shown


def test_a_period_before_the_record_is_not_told_as_fine(office: Client) -> None:
    first = kept(3)
    shown = text(office, **period(first - timedelta(hours=3), 60))
    assert "Keine Aufzeichnung aus dieser Zeit" in shown
    assert "auch nicht, dass alles in Ordnung war" in shown


def test_all_well_is_one_sentence(office: Client) -> None:
    first = kept(10)
    shown = text(office, **period(first, 10))
    assert "Von 10 Minuten sind 10 belegt." in shown
    assert "In jeder Minute kam eine Seite" in shown


def test_p11_the_office_sees_outages_with_what_was_refused_and_reported(
    office: Client, open_round: Round
) -> None:
    down = {"answered": False, "fault": "timeout", "broker_answered": False}
    first = kept(12, but={3: down, 4: down, 7: {"missing": True}, 9: {"busy_count": 14}})
    at = first + 3 * MINUTE
    Attempt.objects.create(kind="submission", code="deadline_passed", received_at=at, logged_at=at)
    Disturbance.objects.create(number="1" * 14, text="Nichts geht.", received_at=at)

    shown = text(office, **period(first, 12))

    assert "Von 12 Minuten sind 11 belegt; in 2 Minuten kam keine Seite." in shown
    assert "In 1 Minute kamen Seiten, aber Anfragen wurden mit 503 abgewiesen." in shown
    assert "Aus 1 Minute gibt es keine Aufzeichnung: Ob Seiten kamen, ist nicht bekannt." in shown
    assert "In 2 Minuten antwortete die Warteschlange nicht" in shown
    assert "keine Antwort innerhalb der Wartezeit" in shown
    assert "14 Anfragen mit 503 beantwortet" in shown
    begin = f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"
    assert f"versuche/?since={begin}&amp;until=" in shown
    assert f"stoerungen/?since={begin}&amp;until=" in shown
    listed = office.get("/geschaeftsstelle/stoerungen/", {"since": begin}).context["page"]
    assert len(listed) == 1
    listed = office.get("/geschaeftsstelle/stoerungen/", {"until": begin}).context["page"]
    assert len(listed) == 0


def test_put_off_saves_are_no_outage(office: Client) -> None:
    first = kept(5, but={2: {"put_off_count": 6}})
    shown = text(office, **period(first, 5))
    assert "nur Zwischenspeichern oder Lesen aufgeschoben; Einreichen ging" in shown
    assert "Frist verlängern" not in shown


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"since_day": "2027-04-30"}, "until_day", "Ein Zeitraum braucht Anfang und Ende."),
        ({"until_day": "2027-04-30"}, "since_day", "Ein Zeitraum braucht Anfang und Ende."),
        (
            {"since_day": "2027-04-30", "until_day": "2027-04-29"},
            "until_day",
            "Das Ende muss nach dem Anfang liegen.",
        ),
        (
            {"since_day": "2027-03-30", "until_day": "2027-04-30"},
            "until_day",
            "Höchstens 31 Tage auf einmal.",
        ),
        ({"since_day": "gestern", "until_day": "2027-04-30"}, "since_day", "gültiges Datum"),
        ({"call": "gibt-es-nicht"}, "call", "gültige Auswahl"),
    ],
)
def test_a_wrong_period_is_refused_at_its_field(
    office: Client, asked: dict[str, str], field: str, sentence: str
) -> None:
    answer = office.get(PAGE, asked)
    assert sentence in answer.context["form"].errors[field][0]
    assert "record" not in answer.context
    assert office.get(FILE, asked).status_code == 404


def test_a_call_means_the_day_before_its_deadline(office: Client, make_round: MakeRound) -> None:
    kept(5)
    call = make_round(Stage.CLOSED).call
    shown = text(office, call=call.slug)
    title = f"Die 24 Stunden vor dem Bewerbungsschluss von {call.title}"
    assert f"<h2>{title}</h2>" in shown


def test_an_open_call_means_the_last_day_and_is_told_so(office: Client, open_round: Round) -> None:
    first = kept(5)
    call = open_round.call
    shown = text(office, call=call.slug)
    coming = f"Die letzten 24 Stunden; der Bewerbungsschluss von {call.title} kommt noch"
    assert f"<h2>{coming}</h2>" in shown
    assert "<h2>In diesem Zeitraum</h2>" in text(office, call=call.slug, **period(first, 5))


def test_of_many_outages_the_page_shows_the_first_and_the_file_all(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("competition.views.office.availability.MOST_OUTAGES", 1)
    first = kept(9, but={1: {"answered": False}, 3: {"answered": False}, 5: {"missing": True}})

    answer = office.get(PAGE, period(first, 9))

    assert (len(answer.context["rows"]), answer.context["left_out"]) == (1, 2)


def test_the_file_has_every_minute_also_the_missing_ones(office: Client) -> None:
    first = kept(4, but={1: {"missing": True}, 2: {"answered": False, "fault": "status 503"}})

    answer = office.get(FILE, period(first, 5))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(";")[2] for line in lines[1:6]] == ["ja", "nein", "ja", "ja", "nein"]
    assert "Antwort mit Status 503" in lines[3]
    assert lines[-1] == "Zeilen;5"


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(
    office: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = kept(2 * count, but={2 * n: {"answered": False} for n in range(count)})
    with django_assert_num_queries(11):
        office.get(PAGE, period(first, 2 * count))


def test_other_pages_tell_it_in_one_line(office: Client, open_round: Round) -> None:
    kept(5, but={1: {"answered": False}, 3: {"missing": True}})
    line = "In den letzten 24 Stunden: 1 Minute mit Störung, "
    slug = open_round.call.slug

    assert line in text(office, "/geschaeftsstelle/stoerungen/")
    assert line in text(office, "/geschaeftsstelle/versuche/", call=slug)
    shown = text(office, f"/geschaeftsstelle/{slug}/frist/")
    assert line in shown
    assert f'{PAGE}?call={slug}"' in shown
    assert "Verfügbarkeit ansehen" not in text(office, "/geschaeftsstelle/versuche/")
