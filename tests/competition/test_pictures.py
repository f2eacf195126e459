"""The pictures of a published decision, on a proven case in its public form."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from competition.pictures import MOST_ROWS, Pictures, value_name
from competition.standings import Standings
from kern.charts import Number, Strip
from reviews.bundles import public_case

CASES = Path(__file__).parents[1] / "reviews" / "selection" / "cases"
RULES = {"size-spread": "Größen gemischt", "state-max": "Höchstens zwei je Land"}


def pictures(name: str = "c01-full-panel", **changes: Any) -> Pictures:
    case = json.loads((CASES / f"{name}.json").read_text())
    result = case["expected"] | changes
    named = {each: f"Stadt {each}" for each in result["selected"] or ()}
    standings = Standings(public_case(case | {"synthetic": True}), result)
    return Pictures(standings, named, RULES, lambda _attribute, value: value)


def strip(found: Pictures) -> Strip:
    assert found.strip
    return found.strip


def test_the_strip_has_a_row_per_application_by_score_and_no_juror() -> None:
    found = strip(pictures())
    assert [row.label for row in found.rows[:3]] == ["Stadt A12", "Stadt A25", "Stadt A02"]
    assert len(found.rows) == 26
    assert not any(row.dots for row in found.rows)


def test_marks_tell_why_each_is_in_or_out() -> None:
    found = pictures()
    assert found.sign("A12").meaning == "ausgewählt nach Punkten"
    assert found.sign("A22").meaning == "ausgewählt wegen der Regeln"
    assert found.sign("A20").meaning == "durch die Regeln verdrängt, knapp"
    assert found.sign("A20").framed
    assert found.sign("A23").meaning == "nicht ausgewählt"


def test_marks_follow_the_insight_where_the_result_has_it() -> None:
    told = pictures(insight={"class": {"A07": "displaced"}})
    assert (told.sign("A07").mark, pictures().sign("A07").mark) == ("diamond-open", "ring")


def test_the_line_stands_at_the_last_place_by_points() -> None:
    line = strip(pictures()).line
    assert line
    assert (line[0].value, line[1]) == (Fraction(41, 4), "Platz 9: 10,25")


def test_without_anybody_left_over_there_is_no_line() -> None:
    found = pictures()
    round_ = found.standings.case["round"] | {"seats": 26}
    everybody = Standings({**found.standings.case, "round": round_}, found.standings.result)
    assert strip(replace(found, standings=everybody)).line is None


def test_the_strips_table_has_the_exact_points() -> None:
    row = strip(pictures()).table.rows[2]
    assert row == ["Stadt A02", Number(Fraction(143, 12), "11,92", "genau 143/12"), *row[2:]]


def test_very_many_are_shown_in_part_with_all_selected() -> None:
    found = pictures()
    scores = {f"X{number:03}": str(number % 7) for number in range(200)}
    result = {
        **found.standings.result,
        "scores": found.standings.result["scores"] | scores,
        "gate": found.standings.result["gate"] | dict.fromkeys(scores, "threshold"),
    }
    shown = strip(replace(found, standings=Standings(found.standings.case, result)))
    assert len(shown.rows) == MOST_ROWS
    assert found.standings.selected <= {row.label[6:] for row in shown.rows}
    assert shown.note == "Gezeigt sind 60 von 226."


def test_coverage_counts_the_selected_of_every_value() -> None:
    found = pictures().coverage
    assert found
    assert [group.heading for group in found.groups][:2] == list(RULES.values())
    small = found.groups[0].rows[1]
    assert (small.label, small.text) == ("S2", "3, zulässig 1 bis 3")
    assert sum(sign is not None for sign in small.signs) == 3
    assert {sign.mark for sign in small.signs if sign} == {"square"}
    assert found.table.rows[1] == [
        "S2",
        "Größen gemischt",
        small.text,
        "Stadt A11, Stadt A12, Stadt A25",
    ]


def test_a_rule_of_one_value_has_one_row() -> None:
    found = pictures().coverage
    assert found
    assert [(row.label, row.text) for row in found.groups[2].rows] == [
        ("kreis", "2, zulässig 1 bis 3")
    ]


def test_values_that_count_together_share_a_row() -> None:
    found = pictures("c18-grouped-values").coverage
    assert found
    assert any(" / " in row.label for group in found.groups for row in group.rows)


def test_prices_are_exact_and_name_who_changes_places() -> None:
    found = pictures().prices
    assert found
    assert [bar.at.value for bar in found.upper if bar.at][:2] == [Fraction(10, 3), 0]
    assert found.table.rows[0] == [
        "Größen gemischt",
        Number(Fraction(10, 3), "3,33", "genau 10/3"),
        "A08, A20",
        "Stadt A03, Stadt A22",
    ]


def test_the_ladder_meets_at_the_closest() -> None:
    found = pictures().ladder
    assert found
    assert (found.upper[-1].label, found.upper[-1].text) == ("Stadt A11", "0,17 · 3 Schritte")
    assert (found.lower[0].label, found.lower[0].text) == ("A20", "0,17 · 3 Schritte")
    assert found.note == "8 weitere Bewerbungen liegen ferner."


def test_the_ladder_says_who_is_fixed_and_who_is_level() -> None:
    margins = dict.fromkeys(pictures().standings.scores, "1")
    found = pictures(margin=margins | {"A12": None, "A20": "0"}).ladder
    assert found
    assert found.upper[0].text == "durch die Regeln gesetzt"
    assert (found.lower[0].label, found.lower[0].text) == ("A20", "gleichauf")


def test_medians_have_distances_but_no_steps() -> None:
    found = pictures("c16-median").ladder
    assert found
    assert not any("Schritt" in bar.text for bar in (*found.upper, *found.lower))


@pytest.mark.parametrize("name", ["c09-tie-unresolved", "c11-infeasible-interaction"])
def test_without_a_decision_only_the_strip_is_left(name: str) -> None:
    found = pictures(name)
    assert strip(found).line is None
    assert (found.coverage, found.prices, found.ladder) == (None, None, None)


def test_values_are_named_and_unknown_ones_stay() -> None:
    assert value_name("state", "BY", {}) == "Bayern"
    assert value_name("perspectives", "transparency", {"transparency": "Transparenz"}) == (
        "Transparenz"
    )
    assert value_name("themes", "culture", {}) == "culture"
