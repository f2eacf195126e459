import pytest
from pytest_django import DjangoAssertNumQueries

from tests.api.caller import Caller, assert_problem
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db

PLACE = "office/calls/beispielrunde/ranking/"


def points(juror: int, application: int) -> dict[str, str]:
    """The first two alike, the third below them; the jurors differ by thirds."""
    if application == 2:
        return {"idea": "1", "breadth": "1"}
    return {"idea": "3" if juror else "2", "breadth": "3"}


def test_the_ranking_is_exact_with_ties_and_without_jurors(
    as_dora: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.LOCKED, points=points)
    answer = as_dora.get(PLACE)
    told = answer.value["applications"]
    assert [(row["name"], row["rank"], row["gate"]) for row in told] == [
        ("Beispielstadt", 1, "ok"),
        ("Musterdorf", 1, "ok"),
        ("Beispielort 3", 3, "ok"),
    ]
    first = told[0]
    assert (first["id"], first["ags"]) == (round_.applications[0].public_id, "99001001")
    assert first["total"] == told[1]["total"] != told[2]["total"]
    assert [each["criterion"] for each in first["criteria"]] == ["idea", "breadth"]
    assert first["reviews_count"] == len(round_.jurors)
    assert not any(str(juror.user.name) in answer.body.decode() for juror in round_.jurors)


def test_who_fails_the_gate_has_no_place(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.LOCKED, rubric_fields={"quorum": 3})
    told = as_dora.get(PLACE).value["applications"]
    assert {(row["rank"], row["gate"]) for row in told} == {(None, "quorum")}


def test_before_the_scores_are_locked_there_is_none(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.REVIEWING)
    with unchanged():
        assert_problem(as_dora.get(PLACE), "scores_unlocked", 409)


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    as_dora: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_round(Stage.LOCKED, applications=rows)
    with django_assert_num_queries(6):
        assert len(as_dora.get(PLACE).value["applications"]) == rows
