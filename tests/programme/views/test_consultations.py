"""The public pages of a document open for discussion."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from programme.models import Comment, Consultation
from programme.models.consultation import CommentState
from programme.services import consultations, moderation
from tests.fixtures.consultations import (
    ENDS_AT,
    comment,
    confirmed,
    consultation_fields,
    published,
    secret_of,
)
from tests.fixtures.programmes import Years

pytestmark = pytest.mark.django_db
SECTION = "/beteiligung/ergebnisse/abschnitt/1/"
TYPED = {"name": "Gisela", "organisation": "", "address": "g@example.org", "text": "Gut so."}


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def show(years: Years, waiting: Comment) -> Comment:
    return moderation.show(comment=waiting, by=years.dora, read=moderation.read_of(waiting))


def test_a_draft_is_nowhere(client: Client, begun_years: Years) -> None:
    consultations.create(
        programme=begun_years.programme, by=begun_years.dora, fields=consultation_fields()
    )
    assert "Was offene Verwaltung braucht" not in text_of(client, "/beteiligung/")
    for path in ("/beteiligung/ergebnisse/", SECTION, "/beteiligung/ergebnisse/eingegangen/"):
        assert client.get(path).status_code == 404
    assert client.post(SECTION, TYPED).status_code == 404


def test_a_citizen_comments_and_confirms(client: Client, running: Consultation) -> None:
    response = client.post(SECTION, TYPED, follow=True)
    assert "Ihr Kommentar zählt noch nicht" in response.content.decode()
    kept = Comment.objects.get()
    page = client.get(f"/beteiligung/bestaetigen/{secret_of(kept)}/", follow=True)
    assert "Das ist mein Kommentar" in page.content.decode()
    assert Comment.objects.get().state == CommentState.UNCONFIRMED

    page = client.post("/beteiligung/bestaetigung/")

    assert "Ihr Kommentar ist bestätigt" in page.content.decode()
    assert Comment.objects.get().state == CommentState.WAITING


def test_a_refusal_keeps_what_was_typed(client: Client, running: Consultation) -> None:
    response = client.post(SECTION, {**TYPED, "address": "keine"})
    assert response.status_code == 400
    assert "Gut so." in response.content.decode()


@pytest.mark.parametrize("part", ["0", "4", str(10**30)])
def test_a_section_that_is_not_there(client: Client, running: Consultation, part: str) -> None:
    path = f"/beteiligung/ergebnisse/abschnitt/{part}/"
    assert client.get(path).status_code == 404
    assert client.post(path, TYPED).status_code == 404


def test_a_wrong_link_is_told(client: Client, running: Consultation) -> None:
    page = client.get("/beteiligung/bestaetigen/geraten/", follow=True)
    assert page.status_code == 400
    assert client.get("/beteiligung/bestaetigung/").status_code == 400
    assert client.post("/beteiligung/bestaetigung/").status_code == 400
    assert Client().get("/beteiligung/bestaetigung/").status_code == 200


def test_only_shown_comments_are_read(
    client: Client, begun_years: Years, running: Consultation
) -> None:
    section = running.sections.get(position=1)
    show(begun_years, confirmed(section, text="Öffentlich gesagt."))
    confirmed(section, text="Noch ungeprüft.", address="hans@example.org")
    comment(section, text="Nie bestätigt.", address="ida@example.org")
    page = text_of(client, SECTION)
    assert "Öffentlich gesagt." in page
    for hidden in ("Noch ungeprüft.", "Nie bestätigt.", "example.org"):
        assert hidden not in page
    assert "(1 Kommentar)" in text_of(client, "/beteiligung/ergebnisse/")


def test_after_the_end_the_form_is_gone(
    client: Client, begun_years: Years, running: Consultation
) -> None:
    assert "Kommentar absenden" in text_of(client, SECTION)
    begun_years.round.at(ENDS_AT)
    page = text_of(client, SECTION)
    assert "Kommentar absenden" not in page
    assert "Kommentare waren bis Freitag, 13. Oktober 2017, 24:00" in page
    response = client.post(SECTION, TYPED)
    assert response.status_code == 409
    assert "Gut so." in response.content.decode()


def test_the_closing_report_is_read_with_the_document(
    client: Client, begun_years: Years, running: Consultation
) -> None:
    begun_years.round.at(ENDS_AT)
    consultations.close(consultation=running, by=begun_years.dora, report="Wir danken allen.")
    assert "Wir danken allen." in text_of(client, "/beteiligung/ergebnisse/")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(
    client: Client,
    begun_years: Years,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for number in range(rows):
        running = published(begun_years, slug=f"beteiligung-{number}")
        person = f"person{number}@example.org"
        section = running.sections.get(position=1)
        for each in range(rows):
            show(begun_years, confirmed(section, text=f"Kommentar {each}", address=person))
    with django_assert_num_queries(3):
        client.get("/beteiligung/")
    with django_assert_num_queries(3):
        client.get("/beteiligung/beteiligung-0/")
    with django_assert_num_queries(5):
        client.get("/beteiligung/beteiligung-0/abschnitt/1/")
    with django_assert_num_queries(2):
        client.get("/beteiligung/beteiligung-0/eingegangen/")
