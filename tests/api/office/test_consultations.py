"""Consultations by the office's API: written, published, moderated, closed."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from programme.models import Comment, Consultation
from tests.api.caller import Caller, assert_problem, caller_of
from tests.fixtures.consultations import DOCUMENT, ENDS_AT, OPENS_AT, comment, confirmed, published
from tests.fixtures.programmes import Years
from tests.fixtures.refusals import unchanged

pytestmark = pytest.mark.django_db
DRAFT: dict[str, Any] = {
    "slug": "ergebnisse",
    "title": "Was offene Verwaltung braucht",
    "introduction": "Sagen Sie uns Ihre Meinung.",
    "opens_at": OPENS_AT.isoformat(),
    "ends_at": ENDS_AT.isoformat(),
    "document": DOCUMENT,
}


@pytest.fixture
def dora(begun_years: Years) -> Caller:
    return caller_of(begun_years.dora, "read", "run", "decide")


@pytest.fixture
def path(begun_years: Years) -> str:
    return f"office/calls/{begun_years.call.slug}/programme/consultations/"


def test_a_consultation_goes_its_way(begun_years: Years, dora: Caller, path: str) -> None:
    made = dora.post(path, **DRAFT)
    one = f"{path}ergebnisse/"
    assert (made.status, made.header("Location")) == (201, f"/api/v1/{one}")
    assert made.value["document"].split() == DOCUMENT.split()
    with unchanged():
        assert_problem(dora.post(path, **DRAFT), "consultation_slug_taken", 409, "slug")
        assert_problem(dora.put(one, **DRAFT), "precondition_required", 428, "version")
        assert_problem(dora.put(one, **DRAFT, version=7), "version_conflict", 409)
        early = dora.post(f"{one}extend/", version=1, ends_at="2017-12-01T00:00:00Z")
        assert_problem(early, "consultation_unpublished", 409)
    assert dora.put(one, **{**DRAFT, "title": "Neu"}, version=1).value["title"] == "Neu"
    assert dora.post(f"{one}publish/", version=2).value["version"] == 3
    with unchanged():
        assert_problem(dora.put(one, **DRAFT, version=3), "consultation_fixed", 409)
        earlier = dora.post(f"{one}extend/", version=3, ends_at="2017-08-01T00:00:00Z")
        assert_problem(earlier, "consultation_end_earlier", 400, "ends_at")
        running = dora.post(f"{one}close/", report="Zu früh.")
        assert_problem(running, "consultation_running", 409)
    assert dora.post(f"{one}extend/", version=3, ends_at="2017-12-01T00:00:00Z").status == 200
    begun_years.round.at(Consultation.objects.get().ends_at)
    closed = dora.post(f"{one}close/", report="Drei Vorschläge sind aufgenommen.").value
    assert (closed["report"], bool(closed["reported_at"])) == (
        "Drei Vorschläge sind aufgenommen.",
        True,
    )
    again = dora.post(f"{one}close/", report="Anderes.")
    assert_problem(again, "consultation_reported", 409)


def test_comments_are_shown_withheld_and_answered(
    begun_years: Years, dora: Caller, path: str
) -> None:
    section = published(begun_years).sections.get(position=1)
    waiting = confirmed(section)
    comment(section, address="nie@example.org")
    comments = f"{path}ergebnisse/comments/"
    one = f"{comments}{waiting.number}/"
    row = dora.get(f"{comments}?state=waiting").rows[0]
    assert (row["number"], "gisela@example.org" in str(row)) == (waiting.number, False)
    assert len(dora.get(comments).rows) == 1
    read = {"sha256": row["sha256"]}
    with unchanged():
        assert_problem(dora.post(f"{one}show/"), "precondition_required", 428, "sha256")
        early = dora.post(f"{one}answer/", **read, answer="Ja.")
        assert_problem(early, "comment_not_shown", 409)
        assert_problem(dora.post(f"{one}show/", sha256="0" * 64), "comment_changed", 409)
    shown = dora.post(f"{one}show/", **read).value
    assert shown["state"] == "shown"
    stale = dora.post(f"{one}withhold/", **read, reason="Nennt jemanden.")
    assert_problem(stale, "comment_changed", 409)
    told = dora.post(f"{one}answer/", sha256=shown["sha256"], answer="Ja.").value
    assert (told["answer"], told["answered_by"]) == ("Ja.", "Dora Beispiel")
    gone = dora.post(f"{one}withhold/", sha256=told["sha256"], reason="Nennt jemanden.").value
    assert (gone["state"], gone["withheld_reason"]) == ("withheld", "Nennt jemanden.")
    unconfirmed = Comment.objects.get(address="nie@example.org").number
    for number in (unconfirmed, "x", "0"):
        answer = dora.post(f"{comments}{number}/show/", **read)
        assert_problem(answer, "not_found", 404)


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"slug": "Groß"}, "consultation_slug_invalid", "slug"),
        ({"ends_at": OPENS_AT.isoformat()}, "period_reversed", "ends_at"),
        ({"document": "Text zuerst"}, "document_text_first", "document"),
        ({"document": "## A\n" * 201}, "document_too_many_sections", "document"),
        ({"document": "## " + "x" * 201}, "too_long", "document"),
        ({"introduction": "a\x07"}, "control_characters", "introduction"),
        ({"opens_at": "2017-07-01"}, "instant_invalid", "opens_at"),
    ],
)
def test_a_wrong_draft(
    dora: Caller, path: str, wrong: dict[str, Any], code: str, field: str
) -> None:
    with unchanged():
        assert_problem(dora.post(path, **{**DRAFT, **wrong}), code, 400, field)


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_at_most_five_queries(
    begun_years: Years,
    dora: Caller,
    path: str,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    section = None
    for number in range(count):
        section = published(begun_years, slug=f"beteiligung-{number}").sections.get(position=1)
    assert section
    for number in range(count):
        confirmed(section, address=f"person-{number}@example.org")
    with django_assert_num_queries(4):
        assert len(dora.get(path).rows) == count
    with django_assert_num_queries(5):
        comments = dora.get(f"{path}{section.consultation.slug}/comments/")
    assert len(comments.rows) == count
