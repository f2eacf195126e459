"""Questions and answers: everybody reads the same, and nobody learns who asked."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Call, Enquiry, User
from competition.services import enquiries
from tests.fixtures.rounds import ENQUIRIES_UNTIL_AT, OPEN_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
QUESTION, ANSWER = "Dürfen Eigenbetriebe Partner sein?", "Nein, nur Kommunen."


def answered(call: Call, by: User, office: User, text: str = QUESTION) -> Enquiry:
    enquiry = enquiries.ask(call=call, text=text, by=by, received_at=OPEN_AT)
    return enquiries.answer(enquiry=enquiry, published_text=text, answer=ANSWER, by=office)


def page(client: Client, name: str, call: Call) -> str:
    answer = client.get(reverse(name, args=[call.slug]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_reads_question_and_answer(
    client: Client, call: Call, anna: User, dora: User
) -> None:
    answered(call, anna, dora)

    text = page(client, "enquiries", call)

    assert QUESTION in text
    assert ANSWER in text
    assert "Anna" not in text
    assert "Beispielstadt" not in text


def test_open_questions_are_nobody_elses(client: Client, call: Call, anna: User) -> None:
    enquiries.ask(call=call, text=QUESTION, by=anna, received_at=OPEN_AT)
    assert "Noch ist keine Antwort veröffentlicht" in page(client, "enquiries", call)


def test_the_page_says_until_when(client: Client, open_round: Round) -> None:
    call = open_round.call
    assert "Freitag, 14. April 2017, 24:00 Uhr" in page(client, "enquiries", call)
    assert reverse("enquiry-ask", args=[call.slug]) in page(client, "enquiries", call)

    open_round.at(ENQUIRIES_UNTIL_AT)

    after = page(client, "enquiries", call)
    assert "Fragen waren bis Freitag, 14. April 2017, 24:00 Uhr möglich" in after
    assert reverse("enquiry-ask", args=[call.slug]) not in after


def test_the_calls_page_leads_there(client: Client, call: Call) -> None:
    assert reverse("enquiries", args=[call.slug]) in page(client, "call", call)


def test_a_call_without_questions_has_no_page(client: Client, make_round: MakeRound) -> None:
    call = make_round(Stage.OPEN, fields={"enquiries_until_at": None}).call
    assert client.get(reverse("enquiries", args=[call.slug])).status_code == 404
    assert reverse("enquiries", args=[call.slug]) not in page(client, "call", call)
