"""The pictures of a run for the office, on a proven case."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.standings import Standings
from reviews.pictures import OfficePictures, dots
from tests.fixtures.rounds import MakeRound, Stage

CASES = Path(__file__).parent / "selection" / "cases"


def pictures(**changes: Any) -> OfficePictures:
    case = json.loads((CASES / "c01-full-panel.json").read_text())
    standings = Standings(case, case["expected"] | changes)
    return OfficePictures(standings, {}, {}, lambda _attribute, value: value, dots(case))


def marks(found: OfficePictures, label: str) -> list[str]:
    assert found.without_jurors
    rows = {row.label: row for row in found.without_jurors.groups[0].rows}
    return [sign.mark if sign else "" for sign in rows[label].signs]


def test_the_mean_of_the_dots_is_the_score() -> None:
    found = pictures()
    for each, given in found.dots.items():
        assert sum(given, Fraction(0)) / len(given) == found.standings.scores[each]


def test_only_reviews_that_count_have_a_dot() -> None:
    case = json.loads((CASES / "c05-conflicts.json").read_text())
    counts = {each: len(given) for each, given in dots(case).items()}
    assert counts == {n: k for n, k in case["expected"]["valid_reviews"].items() if k}


def test_a_case_of_very_many_has_no_dots() -> None:
    case = json.loads((CASES / "c01-full-panel.json").read_text())
    assert dots(case | {"applications": case["applications"] * 20}) == {}


def test_the_table_tells_every_jurors_points() -> None:
    strip = pictures().strip
    assert strip
    assert strip.table.rows[0][3] == "12,00, 13,00, 13,00, 13,50, 13,50, 14,50"


def test_a_place_that_hangs_on_single_jurors_is_seen() -> None:
    found = pictures()
    assert marks(found, "A11") == ["disc", "disc", "disc", "cross", "cross", "cross", "cross"]
    assert marks(found, "A20") == ["", "", "", "", "diamond", "diamond", "diamond"]
    assert found.without_jurors
    assert found.without_jurors.note.startswith("14 weitere Bewerbungen")
    assert found.without_jurors.table.rows[0][-1] == "in 6 von 6"


def test_a_jury_without_a_decision_is_marked_as_such() -> None:
    found = pictures(leave_one_juror_out={"J1": {"status": "tie", "selected": None}})
    assert marks(found, "A12") == ["disc", "dash"]


@pytest.mark.parametrize("changes", [{"leave_one_juror_out": {}}, {"selected": None}])
def test_where_nothing_was_compared_there_is_no_grid(changes: dict[str, Any]) -> None:
    assert pictures(**changes).without_jurors is None


@pytest.mark.django_db
def test_the_runs_page_shows_dots_and_the_public_page_does_not(
    client: Client, make_round: MakeRound
) -> None:
    rules = [{"key": "land", "label": "Je Land", "attribute": "state", "value": "*", "maximum": 2}]
    round_ = make_round(Stage.ANNOUNCED, rules=rules)
    assert round_.run
    public = client.get(reverse("decision", args=[round_.call.slug])).content.decode()
    client.force_login(round_.dora)
    office = client.get(reverse("office-run", args=[round_.call.slug, round_.run.public_id]))
    seen = office.content.decode()
    for key in ("strip", "coverage", "prices", "ladder"):
        assert f'id="{key}-title"' in public
        assert f'id="{key}-title"' in seen
    assert "chart-dot" in seen
    assert "chart-dot" not in public
    assert 'id="jurors-title"' not in public
