"""Documents open for discussion, by program: read by anybody, commented on after confirming."""

import pytest
from pytest_django import DjangoAssertNumQueries

from programme.models import Comment, Consultation
from programme.services import moderation
from tests.api.caller import Caller, assert_problem
from tests.fixtures.consultations import (
    begun,
    comment,
    confirmed,
    published,
)
from tests.fixtures.programmes import Years

pytestmark = pytest.mark.django_db
COMMENTS = "public/comments/"


def show(years: Years, waiting: Comment) -> Comment:
    return moderation.show(comment=waiting, by=years.dora, read=moderation.read_of(waiting))


def test_a_document_is_read_with_its_sections(anybody: Caller, running: Consultation) -> None:
    told = anybody.get("public/consultations/ergebnisse/").value
    assert [each["heading"] for each in told["sections"]] == [
        "Was wir gelernt haben",
        "Zeitplan",
        "Was wir empfehlen",
    ]
    assert (told["report"], told["report_at"], told["synthetic"]) == ("", None, True)
    assert [each["slug"] for each in anybody.get("public/consultations/").rows] == ["ergebnisse"]


def test_drafts_are_not_there(anybody: Caller, begun_years: Years) -> None:
    begun(begun_years)
    assert anybody.get("public/consultations/").rows == []
    assert_problem(anybody.get("public/consultations/ergebnisse/"), "not_found", 404)


def test_only_published_comments_are_told(
    anybody: Caller, begun_years: Years, running: Consultation
) -> None:
    section = running.sections.get(position=1)
    shown = show(begun_years, confirmed(section, text="Öffentlich."))
    confirmed(section, text="Ungeprüft.", address="hans@example.org")
    comment(section, text="Nie bestätigt.", address="ida@example.org")
    answer = anybody.get(COMMENTS)
    assert [each["number"] for each in answer.rows] == [shown.number]
    assert answer.rows[0]["consultation"] == "ergebnisse"
    assert b"example.org" not in answer.body
    assert anybody.get(f"{COMMENTS}?consultation=andere").rows == []


def test_no_program_comments(anybody: Caller, running: Consultation) -> None:
    refused = anybody.post(COMMENTS, section=1, name="Gisela", text="Gut so.")
    assert_problem(refused, "method_not_allowed", 405)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(
    anybody: Caller,
    begun_years: Years,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    for number in range(rows):
        section = published(begun_years, slug=f"beteiligung-{number}").sections.get(position=1)
        for each in range(rows):
            person = f"person{number}@example.org"
            show(begun_years, confirmed(section, text=f"Kommentar {each}", address=person))
    with django_assert_num_queries(2):
        anybody.get("public/consultations/")
    with django_assert_num_queries(3):
        anybody.get("public/consultations/beteiligung-0/")
    with django_assert_num_queries(2):
        assert len(anybody.get(f"{COMMENTS}?consultation=beteiligung-0").rows) == rows
