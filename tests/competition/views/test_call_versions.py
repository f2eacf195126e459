"""Changing texts of a published call, and what everybody sees of it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.call_setup import texts
from competition.models import Call, CallVersion
from competition.services import call_versions
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Beispielrunde",
    "summary": "Drei Kommunen erproben offenes Verwaltungshandeln.",
    "contact_email": "",
    "remedy_notice": "",
    "reason": "Es sind drei.",
}


@pytest.fixture
def office(client: Client, open_round: Round) -> Client:
    client.force_login(open_round.dora)
    return client


def address(round_: Round, name: str = "office-revision") -> str:
    return reverse(name, args=[round_.call.slug])


def text(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def typed(**changes: str) -> dict[str, str]:
    read = texts.digest(Call.objects.get())
    return {**TYPED, "read": read, "act": "publish", **changes}


def revise(round_: Round, **changes: str) -> CallVersion:
    return call_versions.revise_texts(
        call=round_.call,
        changes=changes,
        reason="Ein Grund.",
        read=texts.digest(Call.objects.get()),
        by=round_.emil,
    )


def test_changes_are_seen_word_by_word_before_anything_happens(
    office: Client, open_round: Round
) -> None:
    with unchanged():
        answer = office.post(address(open_round), typed(act="check"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r"<del>.*?Zwei</del>", page)
    assert re.search(r"<ins>.*?Drei</ins>", page)
    assert "[entfernt:]" in page
    assert "Noch ist nichts veröffentlicht." in page


def test_a_new_version_is_public_at_once(office: Client, open_round: Round) -> None:
    answer = office.post(address(open_round), typed(), follow=True)
    assert "Fassung 2 ist veröffentlicht; wer beteiligt ist, bekommt ein Schreiben." in text(answer)

    public = Client()
    page = text(public.get(address(open_round, "call")))
    assert "Drei Kommunen erproben" in page
    assert "(Fassung 2): was sich geändert hat" in page
    page = public.get(address(open_round, "call-versions")).content.decode()
    assert re.search(r"<del>.*?Zwei</del>", page)
    assert "Es sind drei." in page
    assert "Fassung 1 vollständig lesen" in page
    assert open_round.dora.name not in page


def test_without_a_change_the_public_page_says_nothing_of_versions(open_round: Round) -> None:
    assert "Fassung" not in text(Client().get(address(open_round, "call")))
    assert "Fassung 1" in text(Client().get(address(open_round, "call-versions")))


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"reason": " "}, 400, "Bitte begründen Sie diesen Schritt."),
        ({"title": ""}, 400, "Titel"),
        (
            {"summary": "Zwei Kommunen erproben offenes Verwaltungshandeln."},
            409,
            "nichts zu ändern",
        ),
        ({"contact_email": "keine"}, 400, "E-Mail-Adresse"),
        ({"summary": "x" * 10_001}, 400, "10.000"),
        ({"read": "0" * 64}, 409, "Inzwischen hat jemand anderes Texte veröffentlicht"),
        ({"read": "x" * 9_000}, 400, "64"),
    ],
)
def test_bad_input_publishes_nothing_and_is_kept(
    office: Client, open_round: Round, changes: dict[str, str], status: int, sentence: str
) -> None:
    with unchanged():
        answer = office.post(address(open_round), typed(**changes))

    assert answer.status_code == status
    assert sentence in text(answer)
    if "reason" not in changes:
        assert "Es sind drei." in text(answer)


def test_dates_and_sums_that_are_sent_along_are_ignored(office: Client, open_round: Round) -> None:
    office.post(address(open_round), typed(places_count="9", deadline_at="2030-01-01"))

    assert Call.objects.get().places_count == 2
    assert Call.objects.get().deadline_at == open_round.call.deadline_at


def test_a_draft_leads_to_its_set_up(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)
    client.force_login(round_.dora)

    assert client.get(address(round_)).status_code == 302
    with unchanged():
        answer = client.post(address(round_), typed())
    assert answer.status_code == 409
    assert "noch nicht veröffentlicht" in text(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    open_round: Round, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count - 1):
        revise(open_round, title=f"Titel {number}")

    with django_assert_num_queries(3):
        Client().get(address(open_round, "call-versions"))


def test_nothing_of_a_draft_is_public(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)

    assert Client().get(address(round_, "call-versions")).status_code == 404
