"""Questions that make a form, and those that do not."""

from datetime import timedelta
from typing import Any

import pytest

from competition import perspectives, questionnaire
from competition.models import User
from competition.services import calls
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import DEADLINE_AT, call_fields

pytestmark = pytest.mark.django_db

YES_NO = [{"value": "yes", "label": "Ja"}, {"value": "no", "label": "Nein"}]
FIRST = {"key": "first", "kind": "choice", "label": "Erste", "choices": YES_NO}
TICK = {"key": "tick", "kind": "declaration", "label": "Erklärung"}


def line(key: str, **fields: Any) -> dict[str, Any]:
    return {"key": key, "kind": "line", "label": key, **fields}


def on(question: str, *values: Any) -> dict[str, Any]:
    return {"question": question, "values": list(values)}


def create(by: User, *questions: dict[str, Any]) -> Any:
    return calls.create(fields=call_fields(), questions=questions, by=by)


def test_conditions_may_follow_one_another(dora: User) -> None:
    second = {**FIRST, "key": "second", "condition": on("first", "yes")}
    call = create(dora, FIRST, second, line("third", condition=on("second", "yes", "no")))

    assert [question.condition for question in call.questions.all()][2:] == [
        on("first", "yes"),
        on("second", "yes", "no"),
    ]


def test_condition_may_hang_on_a_tick(dora: User) -> None:
    call = create(dora, TICK, line("why", condition=on("tick", False)))

    assert call.questions.get(key="why").condition == on("tick", False)


@pytest.mark.parametrize(
    "questions",
    [
        pytest.param([line("a", condition=on("unknown", "yes"))], id="unknown"),
        pytest.param([line("a", condition=on("first", "yes")), FIRST], id="later"),
        pytest.param([{**FIRST, "condition": on("first", "yes")}], id="itself"),
        pytest.param(
            [
                {**FIRST, "condition": on("second", "yes")},
                {**FIRST, "key": "second", "condition": on("first", "yes")},
            ],
            id="circle",
        ),
        pytest.param([line("b"), line("a", condition=on("b", "x"))], id="answers not listed"),
        pytest.param([FIRST, line("a", condition=on("first", "maybe"))], id="unknown value"),
        pytest.param([FIRST, line("a", condition=on("first", ["yes"]))], id="list in values"),
        pytest.param([FIRST, line("a", condition=on("first"))], id="no value"),
        pytest.param([TICK, line("a", condition=on("tick", "on"))], id="text for a tick"),
        pytest.param([TICK, line("a", condition=on("tick", 1))], id="number for a tick"),
        pytest.param([FIRST, line("a", condition={"question": "first"})], id="without values"),
        pytest.param([FIRST, line("a", condition=["first"])], id="a list"),
        pytest.param([FIRST, line("a", condition={**on("first", "yes"), "not": 1})], id="more"),
        pytest.param([line("a", condition={"question": 5, "values": ["x"]})], id="number as key"),
    ],
)
def test_condition_that_cannot_be_asked_is_refused(
    dora: User, questions: list[dict[str, Any]]
) -> None:
    with refused("call_invalid") as caught:
        create(dora, *questions)

    assert caught.field == "questions"
    assert "Bedingung" in caught.sentence or "abhängen" in caught.sentence


@pytest.mark.parametrize(
    "question",
    [
        line("version-a"),
        line("a", choices=YES_NO),
        line("a", minimum=1),
        line("a", deadline_at=DEADLINE_AT + timedelta(days=30)),
        {"key": "a", "kind": "choice", "label": "A"},
        {"key": "a", "kind": "perspectives", "label": "A", "choices": "perspectives of winter"},
        {**FIRST, "choices": [{"value": "yes"}]},
        {**FIRST, "choices": [{"value": "yes", "label": ""}]},
        {**FIRST, "choices": [{"value": "yes", "label": "Ja"}] * 2},
        {**FIRST, "choices": [{"value": 1, "label": "Eins"}]},
        {**FIRST, "choices": ["yes"]},
        {**FIRST, "max_chars": 5},
        {"key": "a", "kind": "number", "label": "A", "minimum": -1},
        {"key": "a", "kind": "number", "label": "A", "minimum": 5, "maximum": 4},
        {"key": "a", "kind": "files", "label": "A", "deadline_at": DEADLINE_AT},
    ],
)
def test_question_that_cannot_be_answered_is_refused(dora: User, question: dict[str, Any]) -> None:
    with refused("call_invalid"):
        create(dora, question)


def test_title_is_asked_of_everybody(dora: User) -> None:
    title = line("title", max_chars=150, condition=on("first", "yes"))
    with refused("call_invalid"):
        create(dora, FIRST, title)


def test_ready_list_of_perspectives_is_spelt_out(dora: User) -> None:
    named = {"key": "a", "kind": "perspectives", "label": "A", "choices": perspectives.LIST_NAME}

    call = create(dora, named)

    assert call.questions.get(key="a").choices == perspectives.choices()
    assert len(perspectives.choices()) == 7


def test_files_may_follow_after_the_deadline(dora: User) -> None:
    until = DEADLINE_AT + timedelta(days=30)
    call = create(dora, {"key": "a", "kind": "files", "label": "A", "deadline_at": until})

    assert call.questions.get(key="a").deadline_at == until


LIMITS: dict[str, dict[str, Any]] = {
    "empty label": {"label": " "},
    "null character": {"label": "a\x00b"},
    "long label": {"label": "x" * 2_001},
    "two lines of section": {"section": "a\nb"},
    "no character": {"max_chars": 0},
    "too many characters": {"max_chars": 100_001},
    "key of the form": {"key": "then"},
    "unknown file": {"kind": "files", "choices": [{"value": "exe", "label": "EXE"}]},
    "more files than taken": {"kind": "files", "minimum": 6},
    "no file": {"kind": "files", "maximum": 0},
    "huge number": {"kind": "number", "maximum": 10**12},
    "huge sum": {"kind": "money", "maximum": 10**13},
    "own deadline of a text": {"deadline_at": DEADLINE_AT + timedelta(days=1)},
    "choice twice": {
        "kind": "choice",
        "choices": [{"value": "a", "label": "Ja"}, {"value": "b", "label": "ja"}],
    },
}


@pytest.mark.parametrize("name", LIMITS)
def test_file_keeps_to_the_limits_of_the_builder(dora: User, name: str) -> None:
    with refused("call_invalid"):
        create(dora, {**line("a"), **LIMITS[name]})


def test_fault_is_told_by_key_and_part(dora: User) -> None:
    call = create(dora, FIRST, line("a", condition=on("first", "yes")))
    rows = list(call.questions.all())
    rows[1].choices, rows[2].max_chars = [], 0

    assert [(each.key, each.part) for each in questionnaire.faults(rows)] == [
        ("first", "choices"),
        ("a", "max_chars"),
        ("a", "condition"),
    ]


def test_form_without_a_title_is_none(dora: User) -> None:
    rows = list(create(dora, FIRST).questions.exclude(key="title"))

    assert [each.key for each in questionnaire.faults(rows)] == ["title"]


def test_form_that_became_unusable_is_not_published(dora: User) -> None:
    until = DEADLINE_AT + timedelta(days=1)
    call = create(dora, {"key": "a", "kind": "files", "label": "A", "deadline_at": until})
    call.questions.filter(key="a").update(deadline_at=DEADLINE_AT)

    with refused("call_invalid"):
        calls.publish(call=call, by=dora)
