"""What anybody reads of events, and the way from the form to a confirmed place."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from programme.models import Registration
from programme.services import events
from tests.fixtures.events import AGENDA, Held, MakeEvent, event_fields
from tests.fixtures.programmes import Years
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
FORM = {"name": "Ida Muster", "address": "ida@example.org"}
PAGE = "/veranstaltungen/abschlusskonferenz/"


def test_from_the_form_to_a_confirmed_place(make_event: MakeEvent, client: Client) -> None:
    held = make_event()
    # No fragment takes the reader past the message, which stands at the top.
    assert f'<form method="post" action="{PAGE}" novalidate>' in client.get(PAGE).text
    answer = client.post(PAGE, FORM, follow=True)
    assert "Ein Platz ist für Sie gehalten" in answer.text
    page = client.get(held.link_in_letter(), follow=True)
    assert "Anmeldung bestätigen" in page.text
    assert held.event.link not in page.text
    confirmed = client.post("/veranstaltungen/anmeldung/", {"act": "confirm"}, follow=True)
    assert "Ihr Platz ist bestätigt." in confirmed.text
    assert held.event.link in confirmed.text
    client.post("/veranstaltungen/anmeldung/", {"act": "cancel"})
    assert Registration.objects.get().state == "cancelled"


def test_agenda_and_place_are_public_the_link_is_not(make_event: MakeEvent, client: Client) -> None:
    held = make_event()
    page = client.get(PAGE).text
    assert "Begrüßung" in page
    assert "Ada Muster (Beispielministerium)" in page
    assert "Stufenloser Zugang." in page
    assert held.event.link not in page
    listed = client.get("/veranstaltungen/").text
    assert "Abschlusskonferenz" in listed
    assert f'Uhr, <span lang="de">{held.event.place}' in listed


def test_a_prepared_event_is_no_page(make_round: MakeRound, client: Client) -> None:
    Held(Years(make_round(Stage.ANNOUNCED)).set_up())
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}termin.ics").status_code == 404
    assert client.post(PAGE, FORM).status_code == 404
    assert "Abschlusskonferenz" not in client.get("/veranstaltungen/").text


def test_a_wrong_form_keeps_what_was_typed(make_event: MakeEvent, client: Client) -> None:
    make_event()
    answer = client.post(PAGE, {"name": "Ida Muster", "address": "keine"})
    assert answer.status_code == 400
    assert "Ida Muster" in answer.text


def test_the_calendar_file_names_time_and_place(make_event: MakeEvent, client: Client) -> None:
    held = make_event()
    events.cancel(event=held.event, by=held.dora, reason="Hochwasser.")
    lines = client.get(f"{PAGE}termin.ics").content.decode().split("\r\n")
    assert "DTSTART:20170905T070000Z" in lines
    assert "LOCATION:Beispielstadt\\, Rathaus" in lines
    assert "STATUS:CANCELLED" in lines
    assert "X-MODELLKOMMUNE-SYNTHETIC:TRUE" in lines


def test_an_act_that_there_is_not_is_refused(make_event: MakeEvent, client: Client) -> None:
    held = make_event()
    held.register()
    client.get(held.link_in_letter())
    assert client.post("/veranstaltungen/anmeldung/", {"act": "x"}).status_code == 400


def test_without_a_link_nothing_is_shown(db: None, client: Client) -> None:
    assert "kein Link" in client.get("/veranstaltungen/anmeldung/").text
    answer = client.get("/veranstaltungen/anmeldung/ausgedacht/", follow=True)
    assert answer.status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_little(
    make_event: MakeEvent,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    held = make_event()
    for number in range(1, count):
        other = events.create(
            programme=held.years.programme,
            by=held.dora,
            fields=event_fields(slug=f"konferenz-{number}"),
            agenda=AGENDA,
        )
        events.publish(event=other, by=held.dora, read=1)
        held.register(f"person{number}@example.org")
    with django_assert_num_queries(2):
        client.get("/veranstaltungen/")
    with django_assert_num_queries(4):
        client.get(PAGE)


def test_the_list_says_where_one_can_only_wait(client: Client, make_event: MakeEvent) -> None:
    held = make_event(capacity=1)
    assert "Anmeldung offen" in client.get(reverse("events")).content.decode()
    held.register()
    assert "nur noch Warteliste" in client.get(reverse("events")).content.decode()
