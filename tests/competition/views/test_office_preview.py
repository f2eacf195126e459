"""The office reads what becomes visible before it does; nobody else does."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Announcement
from competition.services import announcement
from tests.fixtures import as_read
from tests.fixtures.amendments import AMENDED_AT, REASON, corrected
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MICROSECOND, PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def path(name: str, round_: Round, *parts: object) -> str:
    return reverse(name, args=[round_.call.slug, *parts])


def page(client: Client, address: str) -> str:
    with unchanged():
        answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


def test_preview_is_the_public_page_as_it_will_be(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PREPARED)
    client.force_login(round_.emil)
    assert path("office-announcement-preview", round_) in page(
        client, path("office-announcement", round_)
    )
    before = client.get(path("office-announcement-preview", round_)).context

    assert "Vorschau, nur für die Geschäftsstelle" in page(
        client, path("office-announcement-preview", round_)
    )
    round_.announce()
    round_.at(PUBLIC_AT)
    after = Client().get(path("decision", round_)).context
    for told in ("told", "publication", "announced_at"):
        assert before[told] == after[told]
    assert before["outcome"] == after["outcome"]


def test_c16_without_a_preparation_there_is_no_preview(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.DECIDED)
    client.force_login(round_.emil)
    assert client.get(path("office-announcement-preview", round_)).status_code == 404


def test_letters_are_counted_by_kind(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=4)
    as_read.exclude(application=round_.applications[3], by=round_.dora, reason="Nein.")
    round_.advance(Stage.PREPARED)
    standing = Announcement.objects.get()
    letters = announcement.letters_of(standing, announcement.addressees(round_.call))
    wanted = sorted(Counter(letter.kind for letter in letters).items())

    assert announcement.counts_of(standing) == wanted
    round_.announce()
    standing.refresh_from_db()
    assert announcement.counts_of(standing) == wanted
    assert wanted == [("award", 2), ("exclusion", 1), ("rejection", 1)]


def test_second_person_is_told_what_to_check(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.PREPARED)
    client.force_login(round_.emil)

    told = page(client, path("office-announcement", round_))

    assert "Mittwoch, 21. Juni 2017, 0:00 Uhr" in told
    assert "Prüfen Sie, bevor Sie bestätigen:" in told
    assert "Zusage: 2" in told


def test_amendment_is_shown_with_reason_letters_and_instant(
    client: Client, announced: Round
) -> None:
    corrected(announced)
    client.force_login(announced.dora)
    assert path("office-amendment", announced, 1) in page(
        client, path("office-announcement", announced)
    )

    told = page(client, path("office-amendment", announced, 1))

    assert REASON in told
    assert "Die Förderung von Beispielstadt über 50.000,00 € endet." in told
    assert "Beispielort 3 wird mit 50.000,00 € gefördert." in told
    assert "Bis dahin ist nirgends etwas zu sehen" in told
    assert "Aufhebung der Förderung: 1" in told


def test_preview_of_an_amendment_is_the_public_page_from_its_instant_on(
    client: Client, announced: Round
) -> None:
    corrected(announced)
    client.force_login(announced.dora)
    before = client.get(path("office-amendment-preview", announced, 1)).context["outcome"]
    announced.at(AMENDED_AT - 60_000_000 * MICROSECOND)
    assert Client().get(path("decision", announced)).context["outcome"] != before
    announced.at(AMENDED_AT)

    assert Client().get(path("decision", announced)).context["outcome"] == before


@pytest.mark.parametrize("number", [0, 2, 10**9])
def test_amendment_that_is_not_there_is_not_found(
    client: Client, announced: Round, number: int
) -> None:
    corrected(announced)
    client.force_login(announced.dora)
    for name in ("office-amendment", "office-amendment-preview"):
        assert client.get(path(name, announced, number)).status_code == 404


def test_announcement_shows_what_was_announced_also_later(client: Client, announced: Round) -> None:
    corrected(announced)
    client.force_login(announced.dora)

    awards = client.get(path("office-announcement", announced)).context["awards"]

    assert {award.application for award in awards} == set(announced.applications[:2])
