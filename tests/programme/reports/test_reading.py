"""A filed report as people read it, and what a new version changed."""

from typing import Any

from programme.models import Requirement
from programme.reports import outline, reading

PROOF = Requirement(**{**outline.requirements()[3], "position": 4})
STATED: dict[str, Any] = {
    "expenses": [{"label": "Plattform", "cents": 150_000}],
    "income": [{"label": "Haushalt", "cents": 50_000}],
    "grant_cents": 100_000,
    "received_cents": 120_000,
    "unspent_cents": 20_000,
}
BEFORE: dict[str, Any] = {"sections": {"s1": "Eine Plattform.", "s2": "Nötig."}, "money": STATED}


def test_sections_come_in_the_outlines_order_with_their_comments() -> None:
    shown = reading.shown(PROOF, BEFORE, {"s2": "Warum?"})
    assert [(each.key, each.text, each.comment) for each in shown] == [
        ("s1", "Eine Plattform.", ""),
        ("s2", "Nötig.", "Warum?"),
    ]


def test_a_statement_names_its_sums_and_what_is_left() -> None:
    statement = reading.statement(BEFORE, {"money": "Belege fehlen."})
    assert statement
    assert (statement.expenses_cents, statement.income_cents) == (150_000, 150_000)
    assert (statement.unspent_cents, statement.comment) == (20_000, "Belege fehlen.")


def test_changes_name_the_section_and_the_words() -> None:
    spent = {**STATED, "grant_cents": 110_000, "unspent_cents": 10_000}
    after = {"sections": {"s1": "Zwei Plattformen.", "s2": "Nötig."}, "money": spent}
    changed = reading.changes(PROOF, BEFORE, after)
    assert [each.label for each in changed] == [
        "1 Verwendung der Zuwendung im Einzelnen",
        "Zahlenmäßiger Nachweis",
    ]
    pieces = [(each.kind, each.words) for each in changed[0].pieces]
    assert pieces[:2] == [("gone", "Eine"), ("new", "Zwei")]
    assert "1.100,00" in "".join(each.words for each in changed[1].pieces if each.kind == "new")


def test_the_same_twice_has_no_changes() -> None:
    assert reading.changes(PROOF, BEFORE, BEFORE) == []
