"""The office's pages of consultations and their comments."""

import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from programme.models import Comment, Consultation
from programme.models.consultation import CommentState
from programme.services import moderation
from tests.fixtures.consultations import DOCUMENT, ENDS_AT, comment, confirmed, published
from tests.fixtures.programmes import Years

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Was offene Verwaltung braucht",
    "slug": "ergebnisse",
    "opens_day": "2017-07-02",
    "ends_day": "2017-10-13",
    "introduction": "Sagen Sie uns Ihre Meinung.",
    "document": DOCUMENT,
}


@pytest.fixture
def dora(begun_years: Years) -> Client:
    client = Client()
    client.force_login(begun_years.dora)
    return client


def place(years: Years, path: str = "") -> str:
    return f"/geschaeftsstelle/{years.call.slug}/umsetzung/beteiligungen/{path}"


def test_a_document_is_written_changed_and_published(begun_years: Years, dora: Client) -> None:
    assert dora.get(place(begun_years)).status_code == 200
    response = dora.post(place(begun_years, "neu/"), TYPED)
    found = Consultation.objects.get()
    assert response.headers["Location"] == place(begun_years, f"{found.pk}/")
    assert found.ends_at == ENDS_AT

    edit = place(begun_years, f"{found.pk}/bearbeiten/")
    page = dora.get(edit).content.decode()
    assert "[ohne Kommentare]" in page
    assert dora.post(edit, {**TYPED, "version": 1, "title": "Neuer Titel"}).status_code == 302
    assert dora.post(edit, {**TYPED, "version": 1}).status_code == 409

    dora.post(place(begun_years, f"{found.pk}/"), {"act": "publish", "version": 2})
    found.refresh_from_db()
    assert (found.title, found.published_by) == ("Neuer Titel", begun_years.dora)
    assert dora.get(edit).status_code == 409


def test_what_was_typed_stays_where_it_is_refused(begun_years: Years, dora: Client) -> None:
    response = dora.post(place(begun_years, "neu/"), {**TYPED, "document": "Ohne Überschrift"})
    assert response.status_code == 400
    assert "Ohne Überschrift" in response.content.decode()
    response = dora.post(place(begun_years, "neu/"), {**TYPED, "title": ""})
    assert response.status_code == 400


def test_a_comment_is_read_and_shown(
    begun_years: Years, running: Consultation, dora: Client
) -> None:
    waiting = confirmed(running.sections.get(position=1))
    page = dora.get(place(begun_years, f"{running.pk}/")).content.decode()
    assert "Als Nächstes: 1 Kommentar prüfen" in page
    address = place(begun_years, f"{running.pk}/kommentare/{waiting.number}/")
    assert "gisela@example.org" in dora.get(address).content.decode()
    read = moderation.read_of(waiting)
    assert dora.post(address, {"act": "show", "read": read}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == CommentState.SHOWN
    assert dora.post(address, {"act": "withhold", "read": read}).status_code == 400
    given = {"act": "answer", "read": moderation.read_of(waiting), "answer": "Danke."}
    assert dora.post(address, given).status_code == 302
    given = {"act": "withhold", "read": read, "reason": "Zu spät gelesen."}
    assert dora.post(address, given).status_code == 409
    assert dora.post(address, {"act": "etwas"}).status_code == 400


def test_unconfirmed_comments_and_their_addresses_are_nowhere(
    begun_years: Years, running: Consultation, dora: Client
) -> None:
    kept = comment(running.sections.get(position=1))
    for path in ("", f"{running.pk}/", f"{running.pk}/kommentare.json"):
        answer = dora.get(place(begun_years, path))
        body = b"".join(answer) if answer.streaming else answer.content
        assert kept.number.encode() not in body
        assert b"gisela" not in body
    path = place(begun_years, f"{running.pk}/kommentare/{kept.number}/")
    assert dora.get(path).status_code == 404


def test_files_hold_no_address_and_compute_nothing(
    begun_years: Years, running: Consultation, dora: Client
) -> None:
    section = running.sections.get(position=1)
    waiting = confirmed(section, text='=HYPERLINK("https://boese.example")')
    moderation.show(comment=waiting, by=begun_years.dora, read=moderation.read_of(waiting))
    table = b"".join(dora.get(place(begun_years, f"{running.pk}/kommentare.csv"))).decode()
    assert "'=HYPERLINK" in table
    document = b"".join(dora.get(place(begun_years, f"{running.pk}/kommentare.json"))).decode()
    assert json.loads(document)["comments"][0]["state"] == "shown"
    assert "gisela@example.org" not in table + document
    assert dora.get(place(begun_years, f"{running.pk}/kommentare.pdf")).status_code == 404


def test_it_runs_longer_and_is_closed(
    begun_years: Years, running: Consultation, dora: Client
) -> None:
    address = place(begun_years, f"{running.pk}/")
    given = {"act": "extend", "version": running.version, "ends_day": "2017-10-20"}
    assert dora.post(address, given).status_code == 302
    assert dora.post(address, given).status_code == 409
    assert dora.post(address, {"act": "close", "report": "Danke."}).status_code == 409
    running.refresh_from_db()
    begun_years.round.at(running.ends_at)
    assert "Als Nächstes: Abschlussbericht" in dora.get(address).content.decode()
    assert dora.post(address, {"act": "close", "report": "Danke."}).status_code == 302
    assert "Zu tun ist nichts mehr." in dora.get(address).content.decode()
    assert dora.post(address, {}).status_code == 400


def test_what_waits_stands_in_the_list_of_what_is_due(
    begun_years: Years, running: Consultation, dora: Client
) -> None:
    confirmed(running.sections.get(position=1))
    page = dora.get(f"/geschaeftsstelle/{begun_years.call.slug}/umsetzung/").content.decode()
    assert f"Beteiligung „{running.title}“: 1 Kommentar prüfen" in page
    assert place(begun_years, f"{running.pk}/") in page


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(
    begun_years: Years,
    dora: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for number in range(rows):
        running = published(begun_years, slug=f"beteiligung-{number}")
        section = running.sections.get(position=1)
        for each in range(rows):
            waiting = confirmed(
                section, text=f"Kommentar {each}", address=f"person{number}@example.org"
            )
    assert Comment.objects.count() == rows * rows
    dora.get(place(begun_years))
    with django_assert_num_queries(9):
        dora.get(place(begun_years))
    with django_assert_num_queries(11):
        dora.get(place(begun_years, f"{running.pk}/"))
    with django_assert_num_queries(8):
        dora.get(place(begun_years, f"{running.pk}/kommentare/{waiting.number}/"))
    with django_assert_num_queries(8):
        b"".join(dora.get(place(begun_years, f"{running.pk}/kommentare.csv")))
