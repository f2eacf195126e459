"""Costs and funding: rows, sums, and what a submission refuses about them."""

from typing import Any

import pytest
from django.utils import translation

from competition import answers
from competition.answers import budget
from competition.errors import Refusal
from competition.models import Call, Question

CALL = Call(award_cents=50_000_00)


def question(**fields: Any) -> Question:
    return Question(call=CALL, key="q", kind="budget", **fields)


def typed(
    *costs: tuple[object, object],
    grant: object = "",
    own: object = "",
    third: tuple[tuple[object, object], ...] = (),
) -> dict[str, list[dict[str, object]]]:
    """As the form sends it: the grant, the own share, then rows of third-party funds."""
    return {
        "costs": [{"label": label, "cents": cents} for label, cents in costs],
        "funding": [
            {"source": "grant", "label": "", "cents": grant},
            {"source": "own", "label": "", "cents": own},
            *({"source": "third_party", "label": label, "cents": cents} for label, cents in third),
        ],
    }


def stored(*costs: tuple[object, object], **funding: Any) -> Any:
    return answers.clean(question(), typed(*costs, **funding))


def gaps(value: Any, **fields: Any) -> list[tuple[str, str]]:
    return [(gap.refusal.code, gap.place) for gap in answers.gaps(question(**fields), value)]


def refusal_of(value: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        answers.clean(question(), value)
    assert caught.value.field == "q"
    assert caught.value.sentence
    return caught.value


def test_clean_keeps_rows_in_cents_and_drops_blank_ones() -> None:
    found = stored(
        ("Personal", "40.000,00"), ("", " "), (" Reisen ", "500"), grant="40000", third=(("", ""),)
    )

    assert found == {
        "costs": [{"label": "Personal", "cents": 4_000_000}, {"label": "Reisen", "cents": 50_000}],
        "funding": [{"source": "grant", "label": "", "cents": 4_000_000}],
    }


def test_clean_of_what_is_stored_changes_nothing() -> None:
    found = stored(("Personal", "1"), ("Ohne Betrag", ""), own="0", third=(("Land", "2"),))

    assert answers.clean(question(), found) == found


def test_clean_reads_english_sums_on_english_pages() -> None:
    with translation.override("en"):
        assert stored(("Staff", "1,000.50"))["costs"][0]["cents"] == 100_050


@pytest.mark.parametrize("amount", ["viel", "-1", "1,234", "NaN", True, -1, 10**13, [5]])
def test_unreadable_sums_are_all_named_with_their_rows(amount: object) -> None:
    refusal = refusal_of(
        typed(("Personal", "1"), ("Reisen", amount), grant=amount, third=(("Land", amount),))
    )

    assert refusal.code == "budget_amounts"
    assert refusal.details["part"] == ".costs.1.cents"
    assert refusal.details["rows"] == (
        "Kosten, Zeile 2; Beantragte Förderung; Mittel Dritter, Zeile 1"
    )


EMPTY: dict[str, Any] = {"costs": [], "funding": []}


@pytest.mark.parametrize(
    "value",
    [
        "viel",
        None,
        5,
        [],
        {},
        {"costs": []},
        {**EMPTY, "sum": 5},
        {**EMPTY, "costs": "Personal"},
        {**EMPTY, "costs": ["Personal"]},
        {**EMPTY, "costs": [{"label": "Personal"}]},
        {**EMPTY, "costs": [{"label": None, "cents": 1}]},
        {**EMPTY, "costs": [{"label": "Personal", "cents": 1, "year": 2027}]},
        {**EMPTY, "funding": [{"label": "Land", "cents": 1}]},
        {**EMPTY, "funding": [{"source": "lottery", "label": "", "cents": 1}]},
        {**EMPTY, "funding": [{"source": ["grant"], "label": "", "cents": 1}]},
        {**EMPTY, "funding": [{"source": "grant", "label": "Bund", "cents": 1}]},
        {**EMPTY, "funding": [{"source": "grant", "label": "", "cents": 1}] * 2},
    ],
)
def test_what_is_no_budget_is_refused(value: object) -> None:
    assert refusal_of(value).code == "malformed"


def test_text_of_a_row_has_its_limit_and_no_control_characters() -> None:
    assert refusal_of(typed(("x" * 201, "1"))).code == "too_long"
    assert refusal_of(typed(("Bell \x07", "1"))).code == "control_characters"
    assert refusal_of(typed(("Personal", "1\x00"))).code == "control_characters"


def test_more_rows_than_a_table_holds_are_refused() -> None:
    rows = [("Posten", "1")] * budget.MAX_ROWS

    assert len(stored(*rows, ("", ""))["costs"]) == budget.MAX_ROWS
    assert refusal_of(typed(*rows, ("Posten", "1"))).code == "too_many_rows"


def test_sums_that_agree_lack_nothing() -> None:
    value = stored(
        ("Personal", "50.000,00"),
        ("Reisen", "0,02"),
        grant="50000",
        own="0,01",
        third=(("A", "0,01"),),
    )

    assert gaps(value) == []


def test_sums_that_differ_by_a_cent_are_told_with_the_difference() -> None:
    found = answers.gaps(question(), stored(("Personal", "10,00"), grant="9,99"))

    assert [gap.sentence.replace("\xa0", " ") for gap in found] == [
        (
            "Kosten (10,00 €) und Finanzierung (9,99 €) stimmen nicht überein. "
            "Der Unterschied ist 0,01 €."
        )
    ]


def test_grant_may_reach_what_the_call_gives_and_no_cent_more() -> None:
    assert gaps(stored(("Personal", "50.000,00"), grant="50.000,00")) == []
    assert gaps(stored(("Personal", "50.000,01"), grant="50.000,01")) == [
        ("grant_too_high", "q.grant.cents")
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (EMPTY, [("required", "q.costs.0.label")]),
        (stored(grant="5"), [("costs_missing", "q.costs.0.label")]),
        (stored(("Personal", "5")), [("grant_missing", "q.grant.cents")]),
        (stored(("Personal", "5"), grant="0", own="5"), [("grant_missing", "q.grant.cents")]),
        (
            stored(("A", "5"), ("Personal", ""), ("", "5"), grant="5", third=(("Land", ""),)),
            [
                ("budget_amount_missing", "q.costs.1.cents"),
                ("budget_label_missing", "q.costs.2.label"),
                ("budget_amount_missing", "q.third_party.0.cents"),
            ],
        ),
    ],
)
def test_each_gap_leads_to_its_input(value: Any, found: list[tuple[str, str]]) -> None:
    assert gaps(value) == found


def test_optional_budget_may_be_left_out_but_not_left_half_done() -> None:
    assert gaps(EMPTY, is_required=False) == []
    assert gaps(stored(grant="5"), is_required=False) == [("costs_missing", "q.costs.0.label")]
