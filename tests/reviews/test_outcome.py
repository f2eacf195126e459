"""A result as people read it, on the proven cases of the selection."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from competition.models import Application, Call, Municipality
from reviews.models import SelectionRun
from reviews.outcome import Outcome
from reviews.selection import select
from reviews.templatetags.points import points

CASES = Path(__file__).parent / "selection" / "cases"


class Named(Outcome):
    """An outcome whose applications are named like their ids, so that it needs no database."""

    @property
    def _applications(self) -> dict[str, Application]:
        return {
            row["id"]: Application(
                pk=number, public_id=row["id"], municipality=Municipality(name=row["id"])
            )
            for number, row in enumerate(self.case["applications"], 1)
        }

    @property
    def _labels(self) -> dict[str, str]:
        return {"criterion:persuasiveness": "Überzeugungskraft", "size-spread": "Größen gemischt"}

    def _perspectives(self) -> dict[str, str]:
        return {}


def outcome(name: str) -> Named:
    case: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text())
    return Named(SelectionRun(call=Call(), input=case, result=select(case, insight=True)))


def names(rows: list[Application]) -> list[str]:
    return [row.public_id for row in rows]


def test_selected_and_totals_are_those_of_the_result() -> None:
    found = outcome("c01-full-panel")
    ids = [row.application.public_id for row in found.selected]
    assert ids == ["A02", "A03", "A11", "A12", "A13", "A19", "A22", "A25", "A26"]
    assert (found.total, found.second_total) == (Fraction(397, 4), Fraction(1189, 12))


def test_rows_are_ranked_by_exact_score_and_equals_share_their_place() -> None:
    rows = outcome("c01-full-panel").rows
    places = {row.application.public_id: row.place for row in rows}
    assert [row.application.public_id for row in rows[:3]] == ["A12", "A25", "A02"]
    assert (places["A07"], places["A17"], places["A08"]) == (9, 9, 11)


def test_the_nearest_lacks_three_half_points_of_one_juror() -> None:
    found = outcome("c01-full-panel")
    assert found.nearest
    assert found.nearest.application.public_id == "A20"
    assert (found.nearest.margin, found.nearest_steps) == (Fraction(1, 6), 3)


def test_near_is_within_two_steps_of_one_juror() -> None:
    near = {row.application.public_id for row in outcome("c01-full-panel").rows if row.is_near}
    assert near == {"A11", "A20"}


def test_prices_name_who_enters_and_who_leaves() -> None:
    price = outcome("c01-full-panel").prices[0]
    assert (price.label, price.points) == ("Größen gemischt", Fraction(10, 3))
    assert (names(price.enters or []), names(price.leaves or [])) == (
        ["A08", "A20"],
        ["A03", "A22"],
    )


def test_the_criterion_that_broke_a_tie_is_named() -> None:
    assert outcome("c07-tie-criterion").decided_by == "Überzeugungskraft"


def test_the_lot_has_no_criterion() -> None:
    assert outcome("c08-tie-lot").decided_by == ""


def test_an_unresolved_tie_lists_its_sets() -> None:
    found = outcome("c09-tie-unresolved")
    assert not found.selected
    assert [names(each) for each in found.tied_sets] == found.result["tied_sets"]
    assert names(found.contested) == found.result["contested"]


def test_rules_in_conflict_are_told_with_their_values() -> None:
    assert outcome("c11-infeasible-interaction").conflict[0].endswith("(Land: Hessen)")


def test_a_run_without_result_has_no_outcome() -> None:
    with pytest.raises(ValueError, match="no result"):
        Outcome(SelectionRun(call=Call(), input={}))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (Fraction(8), "8,00"),
        (Fraction(397, 4), '<abbr title="genau 397/4">99,25</abbr>'),
        (Fraction(1, 8), '<abbr title="genau 1/8">0,13</abbr>'),
        (Fraction(1, 3), '<abbr title="genau 1/3">0,33</abbr>'),
    ],
)
def test_points_are_rounded_half_up_with_the_exact_value_in_reach(
    value: Fraction | None, shown: str
) -> None:
    assert points(value) == shown
