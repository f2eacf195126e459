"""Saving by API: over the version that was read, with both texts where somebody was faster."""

from typing import Any

import pytest

from competition.models import Application, User
from tests.api.caller import Answer, Caller, assert_problem, portal_caller_of
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import DEADLINE_AT, Round

pytestmark = pytest.mark.django_db


def save(caller: Caller, application: Application, *answers: dict[str, Any]) -> Answer:
    path = f"portal/applications/{application.public_id}/"
    return caller.patch(path, answers=list(answers))


def title(value: Any, **members: Any) -> dict[str, Any]:
    return {"key": "title", "value": value, "version": 1, **members}


def test_changed_answers_are_saved_over_their_versions(draft: Application, as_anna: Caller) -> None:
    remark = {"key": "remark", "value": "Dazu", "version": 0}
    answer = save(as_anna, draft, title("Neu"), remark)
    assert answer.value["versions"] == {"title": 2, "remark": 1}
    assert answer.value["next_save_in"] == 20
    stored = dict(draft.answers.values_list("question__key", "value"))
    assert (stored["title"], stored["remark"]) == ("Neu", "Dazu")


def test_t09_the_second_of_two_colleagues_gets_both_texts(
    draft: Application, as_anna: Caller, berta: User
) -> None:
    save(portal_caller_of(berta), draft, title("Bertas Titel"))
    with unchanged():
        answer = save(as_anna, draft, title("Annas Titel"))
    problem = assert_problem(answer, "version_conflict", 409, "title")
    (conflict,) = problem["errors"]
    assert (conflict["version"], conflict["theirs"], conflict["mine"]) == (
        *(2, "Bertas Titel"),
        "Annas Titel",
    )
    assert save(as_anna, draft, title("Beider Titel", version=2)).status == 200


def test_t10_saving_without_a_version_is_refused(draft: Application, as_anna: Caller) -> None:
    with unchanged():
        answer = save(as_anna, draft, {"key": "title", "value": "Neu"})
    assert_problem(answer, "precondition_required", 428, "answers.title")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Straße, nicht Strasse, GROẞE STRAẞE", "Straße, nicht Strasse, GROẞE STRAẞE"),
        ("Œuvre Łódź Ærø ĳ", "Œuvre Łódź Ærø ĳ"),
        ("ﬁ ² Ⅳ", "ﬁ ² Ⅳ"),
        ("Lu\u0308beck", "Lübeck"),
        ("  Lübeck\u00a0\u2003", "Lübeck"),
        # A Cyrillic letter stays one: names of places come from the register alone.
        ("C\u043ettbus", "C\u043ettbus"),
    ],
)
def test_i11_i12_letters_are_kept_and_composed(
    draft: Application, as_anna: Caller, typed: str, kept: str
) -> None:
    assert save(as_anna, draft, title(typed)).status == 200
    address = f"portal/applications/{draft.public_id}/"
    told = {row["key"]: row["value"] for row in as_anna.get(address).value["answers"]}
    assert told["title"] == draft.answers.get(question__key="title").value == kept


@pytest.mark.parametrize("sign", ["ß", "Œ", "🏛"])
def test_i12_letters_are_counted_and_not_bytes(
    draft: Application, as_anna: Caller, sign: str
) -> None:
    """The concept holds 200 letters, which may be 800 bytes."""
    long, fitting = (
        {"key": "concept", "value": sign * count, "version": 1} for count in (201, 200)
    )
    assert_problem(save(as_anna, draft, long), "too_long", 400, "concept")
    assert save(as_anna, draft, fitting).status == 200


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\ufeff", "\x7f", "\x1b"])
def test_i11_marks_that_turn_or_hide_are_refused(
    draft: Application, as_anna: Caller, mark: str
) -> None:
    with unchanged():
        answer = save(as_anna, draft, title(f"Lübeck{mark}txt"))
    assert_problem(answer, "control_characters", 400, "title")


def test_t03_the_clock_of_the_sender_decides_nothing(
    open_round: Round, draft: Application, as_anna: Caller
) -> None:
    open_round.at(DEADLINE_AT)
    path = f"portal/applications/{draft.public_id}/"
    headers = {"date": "Fri, 21 Apr 2017 21:00:00 GMT"}
    body = b'{"answers": [{"key": "title", "value": "Neu", "version": 1}]}'
    with unchanged():
        answer = as_anna.call("PATCH", path, body, headers=headers)
    assert_problem(answer, "deadline_passed", 409)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ([], "out_of_range", "answers"),
        (None, "required", "answers"),
        ({}, "malformed", "answers"),
        ([1], "malformed", "answers"),
        ([{"key": 1}], "malformed", "answers"),
        ([title("a", by="x")], "malformed", "answers.title"),
        ([title("a", version=True)], "malformed", "answers.title"),
        ([title("a", version="1")], "malformed", "answers.title"),
        ([title("a", version=-1)], "out_of_range", "answers.title"),
        ([title("a", version=10**30)], "out_of_range", "answers.title"),
        ([title("a"), title("b")], "duplicate_field", "answers.title"),
        ([title("x" * 151)], "too_long", "title"),
        ([title(None)], "malformed", "title"),
        ([title("a", key="foreign", version=0)], "unknown_question", "foreign"),
        ([title("a")] * 201, "out_of_range", "answers"),
    ],
)
def test_wrong_answers_are_refused_by_place(
    draft: Application, as_anna: Caller, given: Any, code: str, field: str
) -> None:
    path = f"portal/applications/{draft.public_id}/"
    with unchanged():
        answer = as_anna.patch(path, answers=given)
    assert_problem(answer, code, 400, field)


def test_all_are_saved_or_none(draft: Application, as_anna: Caller) -> None:
    with unchanged():
        answer = save(as_anna, draft, title("Neu"), {"key": "remark", "value": "x", "version": 7})
    assert_problem(answer, "version_conflict", 409, "remark")
