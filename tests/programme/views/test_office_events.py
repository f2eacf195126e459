"""The office's pages: an event prepared, published, changed, called off; and who comes."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from competition.errors import Refusal
from competition.models import AuditEntry, User
from programme.models import Event
from tests.fixtures.events import Held, MakeEvent
from tests.fixtures.programmes import Years
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
HOME = "/geschaeftsstelle/beispielrunde/umsetzung/veranstaltungen/"
TYPED = {
    "title": "Digitale Lounge",
    "slug": "lounge",
    "kind": "lounge",
    "summary": "Austausch am Mittag.",
    "starts_day": "2017-09-05",
    "starts_time": "12:00",
    "ends_day": "2017-09-05",
    "ends_time": "13:00",
    "place": "digital",
    "agenda": "05.09.2017\n12:00-12:30 Begrüßung | | Ada Muster (Ministerium)",
    "erase_after_days": "30",
}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def years(make_round: MakeRound) -> Years:
    return Years(make_round(Stage.ANNOUNCED)).set_up()


def page_of(event: Event) -> str:
    return f"{HOME}{event.pk}/"


def test_an_event_is_prepared_and_published(years: Years) -> None:
    dora = signed_in(years.dora)
    answer = dora.post(f"{HOME}neu/", TYPED, follow=True)
    assert "Angelegt." in answer.text
    event = Event.objects.get()
    assert event.agenda.get().speakers == [{"name": "Ada Muster", "role": "Ministerium"}]
    answer = dora.post(page_of(event), {"act": "publish", "version": "1"}, follow=True)
    assert "Die Veranstaltung ist veröffentlicht." in answer.text
    assert Client().get("/veranstaltungen/lounge/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"agenda": "Begrüßung"}, "Zeile 1 ist nicht lesbar."),
        ({"agenda": "06.09.2017\n12:00-12:30 Danach"}, "Zeile 2: Das liegt vor dem Beginn"),
        ({"slug": "anmeldung"}, "Bitte nur Kleinbuchstaben"),
        ({"capacity": "9" * 30}, "100000"),
    ],
)
def test_what_makes_no_event_is_shown_at_its_field(
    years: Years, typed: dict[str, str], sentence: str
) -> None:
    answer = signed_in(years.dora).post(f"{HOME}neu/", {**TYPED, **typed})
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Austausch am Mittag." in answer.text


def form_of(page: Any) -> dict[str, Any]:
    """What stands in the form of a page, as a browser sends it back."""
    values = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    return {name: value for name, value in values.items() if value is not None}


def test_what_was_read_is_changed_and_called_off(make_event: MakeEvent) -> None:
    held = make_event()
    dora, page = signed_in(held.dora), page_of(held.event)
    shown = form_of(dora.get(page))
    changed = {**shown, "place": "Musterdorf", "act": "change"}
    assert "Gespeichert." in dora.post(page, changed, follow=True).text
    assert dora.post(page, changed).status_code == 409
    assert dora.post(page, {"act": "cancel", "reason": ""}).status_code == 400
    answer = dora.post(page, {"act": "cancel", "reason": "Hochwasser."}, follow=True)
    assert "Abgesagt." in answer.text
    assert dora.post(page, {"act": "cancel", "reason": "Noch einmal."}).status_code == 409
    held.event.refresh_from_db()
    assert (held.event.place, held.event.starts_at.hour) == ("Musterdorf", 7)


def test_an_unknown_act_or_event_is_refused(make_event: MakeEvent) -> None:
    held = make_event()
    dora = signed_in(held.dora)
    assert dora.post(page_of(held.event), {"act": "x"}).status_code == 400
    assert dora.post(page_of(held.event), {"act": "publish", "version": "x"}).status_code == 400
    assert dora.get(f"{HOME}{2**31}/").status_code == 404


def test_the_office_reads_needs_and_takes_the_list_out(make_event: MakeEvent) -> None:
    held = make_event()
    held.register(name="=Ida", access_needs="Induktionsschleife")
    dora = signed_in(held.dora)
    assert "Induktionsschleife" in dora.get(page_of(held.event)).text
    answer = dora.post(f"{page_of(held.event)}anmeldungen.csv")
    table = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]  # a stream
    assert "'=Ida;ida@example.org" in table
    assert "Zu löschen am" in table
    entry = AuditEntry.objects.get(act="registrations.exported")
    assert entry.payload == {"event": "abschlusskonferenz", "form": "csv", "count": 1}


def test_who_waits_without_having_confirmed_is_told_apart(make_event: MakeEvent) -> None:
    held = make_event(capacity=1)
    held.register("first@example.org")
    held.register("second@example.org")
    dora, told = signed_in(held.dora), "Adresse unbestätigt</span>"
    assert dora.get(page_of(held.event)).text.count(told) == 1
    visitor = Client()
    visitor.get(held.link_in_letter("second@example.org"))
    visitor.post("/veranstaltungen/anmeldung/", {"act": "confirm"})
    assert told not in dora.get(page_of(held.event)).text


def test_strangers_see_nothing(make_event: MakeEvent, anna: User) -> None:
    held = make_event()
    assert signed_in(anna).get(page_of(held.event)).status_code == 404
    assert Client().get(page_of(held.event)).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_little(
    make_event: MakeEvent, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    held = make_event()
    for number in range(1, count):
        Held(held.years, slug=f"konferenz-{number}")
        held.register(f"person{number}@example.org")
    held.register()
    dora = signed_in(held.dora)
    with django_assert_num_queries(8):
        dora.get(HOME)
    with django_assert_num_queries(12):
        dora.get(page_of(held.event))


def test_what_the_agenda_notation_cannot_read_has_a_code() -> None:
    refusal = Refusal("agenda_unreadable", line=3)
    assert (refusal.status, "Zeile 3" in refusal.sentence) == (400, True)


def test_the_office_is_told_of_an_event_that_waits_for_publication(years: Years) -> None:
    held = Held(years)
    page = signed_in(years.dora).get("/geschaeftsstelle/beispielrunde/umsetzung/").text
    assert "Veranstaltung „Abschlusskonferenz“ veröffentlichen" in page
    assert page_of(held.event) in page
