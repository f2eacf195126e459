"""The pages of redacted copies: choose, read, make, send again."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Application, RedactedCopy
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CLOSED_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
TYPED = {
    "withheld": ["own_share"],
    "passages": "Alle Vorlagen\n\noffene Daten",
    "ground": "Geschäftsgeheimnis",
}


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=2)


@pytest.fixture
def office(client: Client, closed: Round) -> Client:
    client.force_login(closed.dora)
    return client


def address(round_: Round, number: int = 0) -> str:
    args = [round_.call.slug, round_.applications[number].public_id]
    return reverse("office-redacted-copies", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def make(office: Client, round_: Round) -> RedactedCopy:
    page = text(office.post(address(round_), TYPED))
    digest = re.search('name="digest" value="([0-9a-f]{64})"', page)
    assert digest
    office.post(address(round_), {**TYPED, "step": "make", "digest": digest[1]})
    return RedactedCopy.objects.get()


def test_the_copy_is_read_before_it_is_made(office: Client, closed: Round) -> None:
    with unchanged():
        page = text(office.post(address(closed), TYPED))
    shown = page[page.index('class="prose"') : page.index("</section>")]
    assert "[geschwärzt: Geschäftsgeheimnis] des Rates werden" in shown
    assert "5.000,00" not in shown
    assert "offene Daten" not in shown
    assert "Namen von Personen, die nur im Text stehen" in page


def test_a_made_copy_is_listed_and_can_be_had_again(office: Client, closed: Round) -> None:
    made = make(office, closed)
    page = text(office.get(address(closed)))
    assert made.digest in page
    args = [closed.call.slug, closed.applications[0].public_id, made.pk]
    with unchanged():
        answer = office.get(reverse("office-redacted-copy", args=args))
        raw = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a stream
    assert raw.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="kopie-beispielstadt')
    assert "no-store" in answer["Cache-Control"]


def test_a_copy_belongs_to_its_application(office: Client, closed: Round) -> None:
    made = make(office, closed)
    foreign = [closed.call.slug, closed.applications[1].public_id, made.pk]
    assert office.get(reverse("office-redacted-copy", args=foreign)).status_code == 404
    Application.objects.update(erased_at=CLOSED_AT)
    own = [closed.call.slug, closed.applications[0].public_id, made.pk]
    assert office.get(reverse("office-redacted-copy", args=own)).status_code in (404, 410)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"withheld": ["x"]}, "x"),
        ({"ground": ""}, "Bitte begründen Sie diesen Schritt."),
        ({"passages": "Gibt es nicht"}, "Das steht so nicht in der Bewerbung"),
        ({"passages": "ab"}, "mindestens 3 Zeichen"),
        ({"ground": "offene daten"}, "Der Grund nennt selbst"),
        ({"ground": "x" * 301}, "300"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    office: Client, closed: Round, typed: dict[str, Any], sentence: str
) -> None:
    sent = {**TYPED, **typed}
    with unchanged():
        answer = office.post(address(closed), sent)
    assert answer.status_code == 400
    assert sentence in text(answer)
    assert str(sent["passages"]) in text(answer)


def test_going_back_keeps_everything(office: Client, closed: Round) -> None:
    with unchanged():
        answer = office.post(address(closed), {**TYPED, "step": "back", "digest": "0" * 64})
    assert answer.status_code == 200
    assert "Alle Vorlagen" in text(answer)
    assert 'value="Geschäftsgeheimnis"' in text(answer)


def test_another_digest_shows_the_copy_again(office: Client, closed: Round) -> None:
    with unchanged():
        answer = office.post(address(closed), {**TYPED, "digest": "0" * 64})
    assert answer.status_code == 409
    assert "Kopie machen" in text(answer)


def test_the_application_leads_here(office: Client, closed: Round) -> None:
    args = [closed.call.slug, closed.applications[0].public_id]
    page = text(office.get(reverse("office-application", args=args)))
    assert address(closed) in page
    assert reverse("office-court-file", args=args) in page
