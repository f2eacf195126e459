"""Who is funded, on the map and in the table beside it, and the sums of all who applied."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from competition import clock
from competition.models import Application, Award, Municipality, Participant
from competition.models.application import ParticipantRole
from competition.models.call import PublicationLevel
from competition.views import funded
from tests.fixtures.people import place
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
NUMBERS = r'class="map-number[^"]*"[^>]*>([^<]+)<'


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


def join(application: Application, town: Municipality, *, confirmed: bool = True) -> None:
    at, by = clock.now(), application.contact
    Participant.objects.create(
        application=application,
        call=application.call,
        municipality=town,
        role=ParticipantRole.PARTNER,
        place={},
        invited_at=at,
        invited_by=by,
        confirmed_at=at if confirmed else None,
        confirmed_by=by if confirmed else None,
    )


def page(client: Client, name: str = "call") -> str:
    return client.get(reverse(name, args=["beispielrunde"])).content.decode()


def award(name: str, **fields: str) -> Award:
    town = Municipality(ags="99001001", name=name, kind="town", state="HE", **fields)
    return Award(municipality=town, title="Ein Vorhaben", amount_cents=5_000_000)


@pytest.mark.parametrize("name", ["call", "decision"])
def test_every_pin_has_the_number_of_a_row(client: Client, announced: Round, name: str) -> None:
    text = page(client, name)

    assert re.findall(NUMBERS, text) == ["1", "2"]
    assert re.findall(r'class="funded-number">([^<]+)<', text) == ["1", "2"]
    assert 'role="img" aria-labelledby="map-title map-desc"' in text


@pytest.mark.parametrize("name", ["call", "decision"])
def test_partners_of_the_funded_have_pins_and_nobody_elses_are_told_of(
    client: Client, announced: Round, name: str
) -> None:
    first, _second, third = announced.applications
    join(first, place("99801001", "Beispielpartner"))
    join(first, place("99802001", "Muster ungefragt"), confirmed=False)
    join(third, place("99803001", "Muster fremd"))

    text = page(client, name)

    assert re.findall(NUMBERS, text) == ["1", "1a", "2"]
    assert "Partner von Beispielstadt" in text
    assert "Muster ungefragt" not in text
    assert "Muster fremd" not in text


def test_nobody_is_on_a_map_before_the_announcement(client: Client, make_round: MakeRound) -> None:
    make_round(Stage.CONFIRMED)

    assert "map-picture" not in page(client)


def test_reason_is_told_as_published(client: Client, announced: Round) -> None:
    assert "15,00 Punkte, Rang 1: ausgewählt nach Punkten" in page(client)


def test_reason_stays_out_where_only_the_awards_are_published(
    client: Client, make_round: MakeRound
) -> None:
    make_round(Stage.ANNOUNCED, fields={"publication_level": PublicationLevel.AWARDS})

    text = page(client)

    assert "map-picture" in text
    assert "Rang 1" not in text
    assert "in Zahlen" not in text


def test_sums_of_all_applications_single_nobody_out(client: Client, announced: Round) -> None:
    """Three applied and two are known: by no property may the third be told."""
    text = page(client)

    assert "Alle Bewerbungen in Zahlen" in text
    assert 'id="applied-' not in text
    assert "Beispielort 3" not in text


def test_places_without_coordinates_are_named_and_the_table_stands() -> None:
    found = funded.of([award("Ortlos"), award("Verortet", latitude="50.5", longitude="9.0")])

    assert [row.number for row in found.rows] == ["1", "2"]
    assert found.missing == ["Ortlos"]
    assert found.map is not None
    assert [pin.number for pin in found.map.pins] == ["2"]


def test_without_any_coordinates_there_is_no_map() -> None:
    assert funded.of([award("Ortlos")]).map is None
    assert funded.of([]).rows == []
