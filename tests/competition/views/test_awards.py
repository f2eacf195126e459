"""The page of an award: what became of it, for people and for programs, and from when."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.models import Award
from competition.models.call import PublicationLevel
from tests.fixtures.amendments import AMENDED_AT, REASON, amended, corrected, declined, succeeded
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN
from tests.fixtures.rounds import MICROSECOND, PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
THIRD_TOWN = "99003001"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


def page(client: Client, ags: str = OWN_TOWN) -> str:
    answer = client.get(reverse("award", args=["beispielrunde", ags]))
    assert answer.status_code == 200
    return plain(answer.content.decode())


def plain(text: str) -> str:
    """Without line ends, the token against forgery and the page's own address."""
    text = re.sub(r'<input type="hidden" name="csrfmiddlewaretoken"[^>]*>', "", text)
    return " ".join(text.split())


def data(client: Client, ags: str = OWN_TOWN) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(BLOCK.findall(page(client, ags))[0])
    return found


def test_award_says_who_gets_what_and_links_to_the_decision(
    client: Client, announced: Round
) -> None:
    text = page(client)

    for words in ("Förderung für Beispielstadt", "Vorhaben 1", "50.000,00 €", OWN_TOWN):
        assert words in text
    assert reverse("decision", args=["beispielrunde"]) in text
    assert "Beispielrunde:" in text


def test_award_says_why_as_far_as_it_is_published(
    client: Client, announced: Round, make_round: MakeRound
) -> None:
    assert "15,00 Punkte, Rang 1: ausgewählt nach Punkten" in page(client)

    fields = {"slug": "nur-namen", "publication_level": PublicationLevel.AWARDS}
    make_round(Stage.ANNOUNCED, fields=fields)

    other = client.get(reverse("award", args=["nur-namen", OWN_TOWN])).content.decode()
    assert "Rang 1" not in other


def test_reason_ends_with_the_award(client: Client, announced: Round) -> None:
    declined(announced)

    assert "Rang 1" not in page(client)


def test_data_names_the_same_and_marks_the_example_round(client: Client, announced: Round) -> None:
    found = data(client)

    assert found["datePublished"] == PUBLIC_AT.isoformat()
    assert found["synthetic"] is True
    [grant] = found["mainEntity"]
    assert grant["fundedItem"]["identifier"]["value"] == OWN_TOWN
    assert grant["amount"]["value"] == "50000.00"


def test_i10_title_that_is_markup_stays_text(client: Client, announced: Round) -> None:
    title = "</script><script>alert(1)</script>"
    Award.objects.filter(municipality__ags=OWN_TOWN).update(title=title)

    text = page(client)

    assert "alert(1)</script>" not in text.replace(BLOCK.findall(text)[0], "")
    assert data(client)["mainEntity"][0]["name"] == title


def test_lists_of_the_round_link_to_each_award(client: Client, announced: Round) -> None:
    for name in ("call", "decision"):
        text = client.get(reverse(name, args=["beispielrunde"])).content.decode()
        for ags in (OWN_TOWN, OTHER_TOWN):
            assert reverse("award", args=["beispielrunde", ags]) in text


def test_no_award_and_one_that_is_not_public_are_not_found_alike(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CONFIRMED)
    round_.at(PUBLIC_AT - timedelta(seconds=30))

    answers = [
        client.get(reverse("award", args=[slug, ags]))
        for slug, ags in (
            ("beispielrunde", OWN_TOWN),
            ("beispielrunde", "99999999"),
            ("gibt-es-nicht", OWN_TOWN),
        )
    ]

    assert [each.status_code for each in answers] == [404] * 3
    bodies = {re.sub(r'/wettbewerbe/[^"]*', "", plain(each.content.decode())) for each in answers}
    assert len(bodies) == 1


def test_who_declined_is_told_with_the_instant_and_without_the_reason(
    client: Client, announced: Round
) -> None:
    declined(announced)

    text = page(client)

    assert "hat auf die Förderung verzichtet" in text
    assert "wird im Wettbewerb" not in text
    assert "Kein Eigenanteil" not in text
    assert (
        reverse("award", args=["beispielrunde", OWN_TOWN])
        in client.get(reverse("decision", args=["beispielrunde"])).content.decode()
    )


def test_correction_is_told_from_its_instant_and_nothing_before(
    client: Client, announced: Round
) -> None:
    before = page(client)
    corrected(announced)
    announced.at(AMENDED_AT - timedelta(seconds=30))
    assert page(client) == before
    assert client.get(reverse("award", args=["beispielrunde", THIRD_TOWN])).status_code == 404

    announced.at(AMENDED_AT + MICROSECOND)

    text = page(client)
    assert "Förderung aufgehoben" in text
    assert REASON in text
    assert data(client)["dateModified"] == AMENDED_AT.isoformat()
    assert "durch eine spätere Entscheidung mit" in page(client, THIRD_TOWN)


def test_two_awards_of_one_place_are_one_history(client: Client, announced: Round) -> None:
    corrected(announced)
    announced.at(AMENDED_AT + MICROSECOND)
    again = AMENDED_AT + timedelta(days=7)
    amended(announced, ends=[2], grants=[0], public_at=again, reason="Doch richtig.")
    announced.at(again + MICROSECOND)

    text, found = page(client), data(client)

    assert "wird im Wettbewerb" in text
    assert text.index("als gefördert bekannt gegeben") < text.index(REASON)
    assert text.index(REASON) < text.index("Doch richtig.")
    assert [each["identifier"] for each in found["mainEntity"]] == [
        f"{OWN_TOWN}-1",
        f"{OWN_TOWN}-2",
    ]


def test_archive_round_names_its_funder_and_has_no_decision(client: Client) -> None:
    call_command("import_register")
    call_command("load_archive")
    award = Award.objects.select_related("call", "municipality").filter(call__is_archive=True)[0]

    answer = client.get(reverse("award", args=[award.call.slug, award.municipality.ags]))

    text = answer.content.decode()
    [grant] = json.loads(BLOCK.findall(text)[0])["mainEntity"]
    assert grant["funder"]["name"] == "Bundesministerium des Innern"
    assert "synthetic" not in grant["description"]
    assert reverse("decision", args=[award.call.slug]) not in text


def test_page_costs_the_same_with_one_award_and_with_three(
    client: Client, announced: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        page(client)

    succeeded(announced)
    announced.at(AMENDED_AT + MICROSECOND)
    with django_assert_num_queries(6):
        page(client)
