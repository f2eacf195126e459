"""The office reads who asked, and answers to everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import Call, Enquiry, User
from competition.services import enquiries
from tests.fixtures.rounds import OPEN_AT

pytestmark = pytest.mark.django_db
QUESTION = "Dürfen Eigenbetriebe von Beispielstadt Partner sein?"


@pytest.fixture
def enquiry(call: Call, anna: User) -> Enquiry:
    return enquiries.ask(call=call, text=QUESTION, by=anna, received_at=OPEN_AT)


@pytest.fixture
def address(call: Call, enquiry: Enquiry) -> str:
    return reverse("office-enquiry", args=[call.slug, enquiry.pk])


def test_the_list_shows_what_waits_and_from_whom(
    client: Client, call: Call, enquiry: Enquiry, address: str, dora: User
) -> None:
    client.force_login(dora)
    text = client.get(reverse("office-enquiries", args=[call.slug])).content.decode()
    assert address in text
    assert "anna@example.org" in text


def test_the_form_begins_with_the_question_as_asked(
    client: Client, address: str, dora: User
) -> None:
    client.force_login(dora)
    assert client.get(address).context["form"].initial == {"published_text": QUESTION}


def test_an_answer_that_names_somebody_is_refused_with_the_text_kept(
    client: Client, address: str, dora: User
) -> None:
    client.force_login(dora)
    answer = client.post(address, {"published_text": QUESTION, "answer": "Nein, nie."})
    assert answer.status_code == 400
    assert "„Beispielstadt“" in answer.context["form"].errors["published_text"][0]
    assert "Nein, nie." in answer.content.decode()


def test_an_answer_is_published(
    client: Client, call: Call, enquiry: Enquiry, address: str, dora: User
) -> None:
    client.force_login(dora)
    texts = {"published_text": "Dürfen Eigenbetriebe Partner sein?", "answer": "Nein."}
    answer = client.post(address, texts, follow=True)
    assert "für alle veröffentlicht" in answer.content.decode()
    enquiry.refresh_from_db()
    assert (enquiry.answer, enquiry.answered_by) == ("Nein.", dora)

    again = client.post(address, texts)
    assert again.status_code == 409
    assert "Eine Berichtigung" in client.get(address).content.decode()


def test_a_note_is_published(client: Client, call: Call, dora: User) -> None:
    client.force_login(dora)
    address = reverse("office-enquiries", args=[call.slug])
    assert client.post(address, {"published_text": "", "answer": "A"}).status_code == 400
    assert not Enquiry.objects.exists()
    answer = client.post(address, {"published_text": "Hinweis", "answer": "Gilt."}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert Enquiry.objects.answered().get().answer == "Gilt."


def test_an_enquiry_of_another_round_is_not_found(
    client: Client, enquiry: Enquiry, dora: User
) -> None:
    client.force_login(dora)
    path = reverse("office-enquiry", args=["andere", enquiry.pk])
    assert client.get(path).status_code == 404
