from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import Call
from tests.api.caller import Caller, assert_problem
from tests.fixtures.rounds import DEADLINE_AT, OPENS_AT, PUBLISHED_AT, MakeRound, Stage

pytestmark = pytest.mark.django_db


def test_a_call_is_told_with_its_dates_places_and_sums(
    anybody: Caller, make_round: MakeRound
) -> None:
    make_round(Stage.OPEN)
    assert anybody.get("public/calls/").rows == [
        {
            "slug": "beispielrunde",
            "title": "Beispielrunde",
            "summary": "Zwei Kommunen erproben offenes Verwaltungshandeln.",
            "phase": "open",
            "opens_at": "2017-02-01T01:00:00+01:00",
            "deadline_at": "2017-04-22T00:00:00+02:00",
            "announced_at": None,
            "places_count": 2,
            "award_cents": 5_000_000,
            "budget_cents": 10_000_000,
            "eligible_kinds": ["county", "independent_city", "town", "municipality"],
            "population_min": None,
            "population_max": None,
            "contact_email": "",
            "synthetic": True,
            "archive": False,
        }
    ]


def test_a_draft_is_nobody_s_to_see(anybody: Caller, make_round: MakeRound) -> None:
    make_round(Stage.DRAFTED)
    assert anybody.get("public/calls/").rows == []
    assert_problem(anybody.get("public/calls/beispielrunde/"), "not_found", 404)


def test_a_call_is_hidden_before_its_own_publication(
    anybody: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN)
    round_.at(PUBLISHED_AT - timedelta(days=1))
    assert anybody.get("public/calls/").rows == []
    assert_problem(anybody.get("public/calls/beispielrunde/"), "not_found", 404)


@pytest.mark.parametrize(
    ("stage", "phase", "announced_at", "documents"),
    [
        (Stage.OPEN, "open", None, ["rubric", "rules"]),
        (Stage.CLOSED, "closed", None, ["rubric", "rules"]),
        (Stage.LOCKED, "closed", None, ["rubric", "rules"]),
        (Stage.CONFIRMED, "closed", None, ["rubric", "rules"]),
        (
            Stage.ANNOUNCED,
            "announced",
            "2017-06-21T00:00:00+02:00",
            ["decision", "rubric", "rules"],
        ),
    ],
)
def test_what_is_told_of_a_call_follows_its_stage(
    anybody: Caller,
    make_round: MakeRound,
    stage: Stage,
    phase: str,
    announced_at: str | None,
    documents: list[str],
) -> None:
    make_round(stage)
    call = anybody.get("public/calls/beispielrunde/").value
    assert (call["phase"], call["announced_at"]) == (phase, announced_at)
    assert [document["kind"] for document in call["documents"]] == documents


def test_the_questions_of_a_call_are_told_in_order(anybody: Caller, make_round: MakeRound) -> None:
    make_round(Stage.OPEN)
    questions = anybody.get("public/calls/beispielrunde/").value["questions"]
    assert [question["key"] for question in questions] == [
        "title",
        "concept",
        "perspectives",
        "own_share",
        "not_begun",
        "remark",
    ]
    assert questions[1] == {
        "key": "concept",
        "section": "",
        "kind": "text",
        "label": "Beschreiben Sie Ihre Idee.",
        "hint": "",
        "required": True,
        "max_chars": 200,
        "choices": [],
        "minimum": None,
        "maximum": None,
        "condition": {},
        "deadline_at": None,
    }


def test_frozen_documents_are_told_with_their_digest(
    anybody: Caller, make_round: MakeRound
) -> None:
    call = make_round(Stage.REVIEWING).call
    told = anybody.get("public/calls/beispielrunde/").value["documents"]
    stored = call.publications.get(kind="rules")
    rules = told[1]
    assert (rules["content"], rules["sha256"]) == (stored.content, stored.digest)


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    anybody: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        make_round(Stage.OPEN, fields={"slug": f"runde-{number}"})
    with django_assert_num_queries(3):
        assert len(anybody.get("public/calls/").rows) == rows
    with django_assert_num_queries(4):
        anybody.get("public/calls/runde-0/")
    assert Call.objects.count() == rows


PHASES = [
    (Stage.DRAFTED, None),
    (Stage.OPEN, "open"),
    (Stage.CLOSED, "closed"),
    (Stage.CONFIRMED, "closed"),
    (Stage.ANNOUNCED, "announced"),
]


@pytest.mark.parametrize(("stage", "phase"), PHASES)
def test_a_phase_is_found_as_it_is_told(
    anybody: Caller, make_round: MakeRound, stage: Stage, phase: str | None
) -> None:
    make_round(stage, applications=3)
    for asked in ("scheduled", "open", "closed", "announced"):
        told = [row["phase"] for row in anybody.get(f"public/calls/?phase={asked}").rows]
        assert told == ([phase] if asked == phase else [])


def test_a_phase_changes_at_its_instant(anybody: Caller, make_round: MakeRound) -> None:
    """The clock of the database goes on meanwhile: an instant before is a second before."""
    round_ = make_round(Stage.OPEN)
    second = timedelta(seconds=1)
    for instant, phase in [
        (OPENS_AT - 30 * second, "scheduled"),
        (OPENS_AT, "open"),
        (DEADLINE_AT - 30 * second, "open"),
        (DEADLINE_AT, "closed"),
    ]:
        round_.at(instant)
        rows = anybody.get(f"public/calls/?phase={phase}").rows
        assert [row["phase"] for row in rows] == [phase]


def test_calls_are_chosen_and_ordered(anybody: Caller, make_round: MakeRound) -> None:
    make_round(Stage.OPEN, fields={"slug": "runde-b", "title": "B"})
    make_round(Stage.OPEN, fields={"slug": "runde-a", "title": "A"})

    def slugs(query: str) -> list[str]:
        return [row["slug"] for row in anybody.get(f"public/calls/?{query}").rows]

    assert slugs("order=title") == ["runde-a", "runde-b"]
    assert slugs("order=-title") == ["runde-b", "runde-a"]
    assert slugs("order=deadline_at") == ["runde-a", "runde-b"]
    assert slugs("synthetic=true&archive=false") == ["runde-a", "runde-b"]
    assert slugs("synthetic=false") == slugs("archive=true") == []
