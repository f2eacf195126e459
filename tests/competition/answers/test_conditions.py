"""Conditional questions: asked only where an earlier answer says so."""

from typing import Any

import pytest

from competition import answers
from competition.models import Question

CHOICES = [{"value": "yes", "label": "Ja"}, {"value": "no", "label": "Nein"}]


def question(key: str, kind: str = "line", on: str = "", *values: Any) -> Question:
    condition = {"question": on, "values": list(values)} if on else {}
    return Question(key=key, kind=kind, choices=CHOICES, condition=condition)


def asked(given: dict[str, Any], *questions: Question) -> list[str]:
    return [each.key for each in answers.asked(questions, given)]


@pytest.mark.parametrize(
    ("kind", "wanted", "answer", "is_asked"),
    [
        ("choice", "yes", "yes", True),
        ("choice", "yes", "no", False),
        ("choice", "yes", "", False),
        ("choices", "yes", ["no", "yes"], True),
        ("choices", "yes", ["no"], False),
        ("choices", "yes", [], False),
        ("perspectives", "yes", {"yes": ""}, True),
        ("perspectives", "yes", {"no": "weil"}, False),
        ("declaration", True, True, True),
        ("declaration", True, False, False),
        ("declaration", False, False, True),
    ],
)
def test_question_is_asked_where_the_answer_holds_a_value(
    kind: str, wanted: object, answer: object, is_asked: bool
) -> None:
    first, second = question("first", kind), question("second", "line", "first", wanted)

    assert asked({"first": answer}, first, second) == ["first", "second"][: 1 + is_asked]


def test_unanswered_question_lets_nothing_follow_but_what_hangs_on_no_tick() -> None:
    first = question("first", "declaration")
    ticked, unticked = question("a", "line", "first", True), question("b", "line", "first", False)

    assert asked({}, first, ticked, unticked) == ["first", "b"]


def test_answer_to_a_question_that_is_not_asked_decides_nothing() -> None:
    chain = [
        question("first", "choice"),
        question("second", "choice", "first", "yes"),
        question("third", "line", "second", "yes"),
    ]

    assert asked({"first": "yes", "second": "yes"}, *chain) == ["first", "second", "third"]
    assert asked({"first": "no", "second": "yes"}, *chain) == ["first"]


def test_question_without_condition_is_always_asked() -> None:
    assert answers.is_asked(question("first"), {})
