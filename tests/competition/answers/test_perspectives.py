"""Perspectives: ticked ones, each with its explanation."""

from typing import Any

import pytest

from competition import answers
from competition.errors import Refusal
from competition.models import Question

CHOICES = [{"value": "data", "label": "Offene Daten"}, {"value": "a b", "label": "Kultur"}]


def question(**fields: Any) -> Question:
    return Question(key="q", kind="perspectives", **{"choices": CHOICES, "max_chars": 10, **fields})


def row(value: object, text: object, *, is_ticked: bool = True) -> dict[str, object]:
    return {"value": value, "is_ticked": is_ticked, "text": text}


def codes(value: dict[str, str], **fields: Any) -> list[tuple[str, str]]:
    return [(gap.refusal.code, gap.place) for gap in answers.gaps(question(**fields), value)]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({}, {}),
        ([], {}),
        ({"a b": "so", "data": " weil\r\n"}, {"data": "weil", "a b": "so"}),
        ({"data": ""}, {"data": ""}),
        ({"data": "1234567890"}, {"data": "1234567890"}),
        ([row("a b", "Mut"), row("data", "", is_ticked=False)], {"a b": "Mut"}),
    ],
)
def test_clean_stores_in_the_order_of_the_question(typed: object, stored: dict[str, str]) -> None:
    found = answers.clean(question(), typed)

    assert list(found.items()) == list(stored.items())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("data", "malformed"),
        (None, "malformed"),
        (["data"], "malformed"),
        ([{"value": "data"}], "malformed"),
        ({"data": None}, "malformed"),
        ({"data": ["weil"]}, "malformed"),
        ({"unknown": "weil"}, "unknown_choice"),
        ({5: "weil"}, "unknown_choice"),
        ([row(["data"], "weil")], "unknown_choice"),
        ({"data": "\x00"}, "control_characters"),
        ({"data": "12345678901"}, "explanation_too_long"),
        ([row("data", "weil", is_ticked=False)], "explanation_unticked"),
        ([row(5, 5, is_ticked=False)], "explanation_unticked"),
    ],
)
def test_clean_refuses(typed: object, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        answers.clean(question(), typed)

    assert (caught.value.code, caught.value.field) == (code, "q")
    assert caught.value.sentence


def test_refusal_of_a_long_explanation_names_its_perspective_and_place() -> None:
    with pytest.raises(Refusal) as caught:
        answers.clean(question(), {"a b": "x" * 11})

    assert caught.value.sentence == "Höchstens 10 Zeichen bei „Kultur“; es sind 11."
    assert caught.value.details["part"] == "_1_text"


def test_gaps_name_each_ticked_perspective_without_explanation() -> None:
    assert codes({"data": "weil", "a b": ""}) == [("explanation_missing", "q_1_text")]
    assert codes({"data": "weil"}) == []


def test_gap_of_an_unanswered_question_leads_to_its_first_tick_box() -> None:
    assert codes({}) == [("required", "q_0")]
    assert codes({}, is_required=False) == []


def test_what_was_begun_must_be_finished_even_where_it_is_optional() -> None:
    assert codes({"data": ""}, is_required=False) == [("explanation_missing", "q_0_text")]
