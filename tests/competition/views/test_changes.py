"""What everybody sees of a change after the announcement: nothing by any door before it."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from api import tokens
from api.models import Audience, PortalScope
from competition import clock, queries
from competition.models import Call, Notice, Publication, User
from tests.fixtures.amendments import AMENDED_AT, REASON, amended, corrected, declined, succeeded
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
PUBLIC = ("call", "decision", "decision-case")
OWN = ("application", "application-versions", "application-decline")


@pytest.fixture
def announced(make_round: MakeRound) -> Round:
    return make_round(Stage.ANNOUNCED)


def text(client: Client, name: str, *parts: object) -> str:
    answer = client.get(reverse(name, args=parts))
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def doors(round_: Round, instant: datetime) -> dict[str, bytes]:
    """Every answer that somebody outside may ask for at this instant, by door."""
    slug = round_.call.slug
    paths = [reverse(name, args=[slug]) for name in PUBLIC]
    paths += [reverse("decision-document", args=[slug, version]) for version in (1, 2)]
    paths += [f"/api/v1/public/{path}/" for path in ("awards", "calls", f"calls/{slug}")]
    found = {path: _read(Client(), path, round_, instant) for path in paths}
    for application in round_.applications:
        person = application.contact
        client = Client()
        client.force_login(person)
        token = tokens.issue(
            user=person, scopes=PortalScope.values, minutes=5, audience=Audience.PORTAL
        )[1]
        headers = {"Authorization": f"Bearer {token}"}
        own = [reverse(name, args=[application.public_id]) for name in OWN]
        for path in (reverse("portal"), *own):
            found[f"{person} {path}"] = _read(client, path, round_, instant)
        for rest in ("", f"{application.public_id}/"):
            path = f"/api/v1/portal/applications/{rest}"
            found[f"{person} {path}"] = _read(Client(headers=headers), path, round_, instant)
    return found


def _read(client: Client, path: str, round_: Round, instant: datetime) -> bytes:
    """The answer at exactly the instant: the round's clock goes on while others are read."""
    Call.objects.filter(pk=round_.call.pk).update(clock_shift=instant - clock.now())
    return client.get(path).content


def letters(round_: Round) -> int:
    """Letters that may leave or be seen by now."""
    at = AMENDED_AT - SECOND - round_.call.clock_shift
    return Notice.objects.due(at).count() + Notice.objects.visible(at).count()


Change = Callable[[Round], object]


def later(round_: Round) -> object:
    return amended(round_, grants=[2])


@pytest.mark.parametrize("change", [corrected, later])
def test_one_second_before_the_instant_every_door_is_silent(
    announced: Round, change: Change
) -> None:
    if change is later:
        declined(announced)
    owed = letters(announced)
    before = doors(announced, AMENDED_AT - SECOND)
    announced.at(AMENDED_AT - DAY)

    change(announced)

    after = doors(announced, AMENDED_AT - SECOND)
    assert {door for door in before if _plain(before[door]) != _plain(after[door])} == set()
    assert letters(announced) == owed


def _plain(content: bytes) -> bytes:
    """Without what time alone changes: nothing of these pages counts the time any more."""
    lines = [line for line in content.splitlines() if b"csrfmiddlewaretoken" not in line]
    return b"\n".join(lines)


def test_one_second_after_the_instant_everything_is_there(announced: Round) -> None:
    first, _, third = announced.applications
    corrected(announced)
    announced.at(AMENDED_AT + SECOND)
    slug = announced.call.slug

    call, decision = text(Client(), "call", slug), text(Client(), "decision", slug)
    for page in (call, decision):
        assert "Die Förderung von Beispielstadt ist aufgehoben." in page
        assert "Beispielort 3 wird mit" in page
        assert REASON in page
    assert "2 Kommunen, zusammen 100.000,00 €" in call
    assert "Fassung 2 (JSON)" in decision

    awards = Client().get("/api/v1/public/awards/").json()["results"]
    assert {row["municipality"]["name"] for row in awards} == {"Musterdorf", "Beispielort 3"}
    told = Client().get(f"/api/v1/public/calls/{slug}/").json()
    assert [(row["kind"], row["version"]) for row in told["documents"]][:2] == [
        ("decision", 1),
        ("decision", 2),
    ]
    [row] = told["changes"]
    assert (row["kind"], row["reason"], row["document_version"]) == ("amendment", REASON, 2)
    assert [each["municipality"]["name"] for each in row["granted"]] == ["Beispielort 3"]
    assert [each["municipality"]["name"] for each in row["ended"]] == ["Beispielstadt"]

    for application, badge in ((first, "Förderung aufgehoben"), (third, "Gefördert")):
        client = Client()
        client.force_login(application.contact)
        assert badge in text(client, "application", application.public_id)


def test_letters_are_read_in_the_portal_from_the_instant_on(announced: Round) -> None:
    first, _, third = announced.applications
    corrected(announced)
    at = AMENDED_AT - announced.call.clock_shift

    for application, kind in ((first, "revocation"), (third, "succession")):
        person = application.contact
        before = queries.letters_of(person, at - SECOND, [kind])
        assert [list(before), len(queries.letters_of(person, at, [kind]))] == [[], 1]


def test_declined_award_is_told_at_once_without_its_reason(announced: Round) -> None:
    declined(announced)
    slug = announced.call.slug

    for name in ("call", "decision"):
        page = text(Client(), name, slug)
        assert "Beispielstadt hat auf die Förderung von" in page
        assert "Kein Eigenanteil." not in page
    assert "1 Kommune, 50.000,00 €" in text(Client(), "call", slug)
    assert "wird 1 Kommune mit 50.000,00 € gefördert" in text(Client(), "decision", slug)
    [row] = Client().get(f"/api/v1/public/calls/{slug}/").json()["changes"]
    assert (row["kind"], row["reason"], row["granted"]) == ("declined", "", [])
    assert [each["municipality"]["name"] for each in row["ended"]] == ["Beispielstadt"]


def test_totals_name_who_declined_as_such(announced: Round) -> None:
    declined(announced)

    page = text(Client(), "decision", announced.call.slug)

    assert '<span class="nowrap">hat auf die Förderung verzichtet</span>' in page


def test_successor_is_told_as_one_who_moves_up(announced: Round) -> None:
    succeeded(announced)
    announced.at(AMENDED_AT)

    page = text(Client(), "decision", announced.call.slug)

    assert "Beispielort 3 rückt nach und wird mit" in page


def test_each_document_is_the_file_that_its_digest_says(announced: Round) -> None:
    corrected(announced)
    announced.at(AMENDED_AT)
    slug = announced.call.slug
    page = text(Client(), "decision", slug)

    for number in (1, 2):
        file = Client().get(reverse("decision-document", args=[slug, number]))
        digest = hashlib.sha256(file.content).hexdigest()
        assert digest in page
        assert Publication.objects.filter(kind="decision", digest=digest).exists()
        assert file["Content-Disposition"] == (
            f'attachment; filename="{slug}-entscheidung-{number}.json"'
        )
    case = Client().get(reverse("decision-case", args=[slug])).content
    assert json.loads(case) == Publication.objects.get(amendment__number=1).content["case"]


@pytest.mark.parametrize("version", [0, 3, 10**9])
def test_document_that_is_not_there_is_not_found(announced: Round, version: int) -> None:
    corrected(announced)
    announced.at(AMENDED_AT)
    path = reverse("decision-document", args=[announced.call.slug, version])

    assert Client().get(path).status_code == 404


def test_page_shows_the_version_in_force(announced: Round, berta: User) -> None:
    corrected(announced)
    announced.at(AMENDED_AT)

    assert (
        Client()
        .get(reverse("decision", args=[announced.call.slug]))
        .context["publication"]
        .amendment.number
        == 1
    )
