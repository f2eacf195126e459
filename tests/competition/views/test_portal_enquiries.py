"""Asking, and one's own questions."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Call, Enquiry, User
from competition.services import enquiries
from tests.fixtures.rounds import ENQUIRIES_UNTIL_AT, OPEN_AT, Round

pytestmark = pytest.mark.django_db
QUESTION = "Dürfen Eigenbetriebe Partner sein?"


@pytest.fixture
def address(call: Call) -> str:
    return reverse("enquiry-ask", args=[call.slug])


def test_a_question_is_asked_and_shown_as_open(client: Client, address: str, anna: User) -> None:
    client.force_login(anna)

    answer = client.post(address, {"text": QUESTION}, follow=True)

    assert Enquiry.objects.get().asked_by == anna
    assert answer.redirect_chain == [(address, 302)]
    text = answer.content.decode()
    assert "Ihre Frage ist eingegangen" in text
    assert QUESTION in text
    assert "Noch nicht beantwortet" in text


def test_only_ones_own_questions_are_shown(
    client: Client, call: Call, address: str, anna: User, berta: User
) -> None:
    enquiries.ask(call=call, text=QUESTION, by=anna, received_at=OPEN_AT)
    client.force_login(berta)
    assert QUESTION not in client.get(address).content.decode()


def test_an_answer_is_shown_beside_the_own_question(
    client: Client, call: Call, address: str, anna: User, dora: User
) -> None:
    enquiry = enquiries.ask(call=call, text=QUESTION, by=anna, received_at=OPEN_AT)
    enquiries.answer(enquiry=enquiry, published_text="F", answer="Nein, leider.", by=dora)
    client.force_login(anna)
    assert "Nein, leider." in client.get(address).content.decode()


def test_a_late_question_is_refused_and_its_text_kept(
    client: Client, open_round: Round, address: str, anna: User
) -> None:
    open_round.at(ENQUIRIES_UNTIL_AT)
    client.force_login(anna)

    answer = client.post(address, {"text": QUESTION})

    assert answer.status_code == 409
    assert not Enquiry.objects.exists()
    text = answer.content.decode()
    assert "Rückfragen waren bis Freitag, 14. April 2017, 24:00 Uhr möglich" in text
    assert QUESTION in text


def test_an_empty_question_is_refused_at_its_field(
    client: Client, address: str, anna: User
) -> None:
    client.force_login(anna)
    answer = client.post(address, {"text": " "})
    assert answer.status_code == 400
    assert "text" in answer.context["form"].errors


def test_whoever_is_not_signed_in_signs_in_first(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
