"""The statement in figures: what is stored of what was typed, and when it may be filed."""

from typing import Any

import pytest

from competition.errors import Refusal
from programme.reports import money
from programme.reports.money import Money, Row

EMPTY: dict[str, Any] = {"expenses": [], "income": [], "grant_cents": ""}


def codes(stated: Money, received_cents: int = 100_00) -> list[str]:
    return [each.code for each in money.faults(stated, received_cents)]


def refused(value: object) -> Refusal:
    with pytest.raises(Refusal) as raised:
        money.clean(value)
    return raised.value


def test_typed_sums_become_cents_and_blank_rows_go() -> None:
    rows = [{"label": " Plattform ", "cents": "1.500,50"}, {"label": "", "cents": " "}]
    assert money.clean({**EMPTY, "expenses": rows, "grant_cents": "0"}) == {
        "expenses": [{"label": "Plattform", "cents": 1_500_50}],
        "income": [],
        "grant_cents": 0,
    }


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {**EMPTY, "more": 1},
        {**EMPTY, "expenses": "x"},
        {**EMPTY, "expenses": ["x"]},
        {**EMPTY, "expenses": [{"label": 1, "cents": 1}]},
        {**EMPTY, "grant_cents": [1]},
        {**EMPTY, "grant_cents": True},
        {**EMPTY, "grant_cents": 1.5},
    ],
)
def test_what_is_no_statement_is_malformed(value: object) -> None:
    assert refused(value).code == "malformed"


def test_every_row_with_an_unreadable_sum_is_named() -> None:
    rows = [{"label": "a", "cents": "1"}, {"label": "b", "cents": "viel"}]
    refusal = refused({**EMPTY, "expenses": rows, "income": rows, "grant_cents": 10**30})
    assert refusal.code == "budget_amounts"
    assert refusal.details["rows"] == (
        "Ausgaben, Zeile 2; Eigenmittel und Mittel Dritter, Zeile 2; Verbrauchte Förderung"
    )


def test_a_table_has_an_end() -> None:
    rows = [{"label": "a", "cents": 1}] * (money.MAX_ROWS + 1)
    assert refused({**EMPTY, "expenses": rows}).code == "too_many_rows"


def test_an_even_statement_within_the_grant_may_be_filed() -> None:
    assert codes(Money((Row("a", 150_00),), (Row("Haushalt", 50_00),), 100_00)) == []
    assert codes(Money((), (), 0), received_cents=0) == []


def test_sums_that_differ_and_a_grant_beyond_what_was_received_are_told() -> None:
    assert codes(Money((Row("a", 150_00),), (), 100_00)) == ["money_sums_differ"]
    assert codes(Money((Row("a", 100_01),), (), 100_01)) == ["grant_overspent"]
    assert codes(Money((Row("a", 1),), (), 100_01)) == ["money_sums_differ", "grant_overspent"]


def test_a_half_written_row_is_told_before_the_sums() -> None:
    assert codes(Money((Row("a", None), Row("", 5)), (), 0)) == [
        "money_amount_missing",
        "money_label_missing",
    ]


def test_the_grant_is_stated_even_where_it_is_nothing() -> None:
    assert Money().is_empty
    assert codes(Money()) == ["required"]
