"""Building a form question by question: two colleagues lose nothing, and every rule is told."""

from datetime import timedelta
from typing import Any

import pytest

from competition import perspectives, questionnaire
from competition.models import AuditEntry, Call, Question
from competition.questionnaire import notation
from competition.services import questions
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import DEADLINE_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

YES_NO = "Ja\nNein"


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """A round that is not published yet: title and the five questions of the fixture."""
    return make_round(Stage.DRAFTED)


def typed(**fields: Any) -> dict[str, Any]:
    """A question as the form hands it on."""
    return {
        "kind": "line",
        "section": "",
        "label": "Neu?",
        "hint": "",
        "is_required": True,
        "condition": [],
        "choices": "",
        "max_chars": "",
        "minimum": "",
        "maximum": "",
        "file_kinds": [],
        "deadline_at": None,
        **fields,
    }


def order(call: Call) -> str:
    return questionnaire.order_digest(call.questions.all())


def add(round_: Round, *, after: str = "", **fields: Any) -> Question:
    return questions.add(
        call=round_.call,
        fields=typed(**fields),
        after=after,
        over=order(round_.call),
        by=round_.dora,
    )


def change(round_: Round, key: str, **fields: Any) -> Question:
    question = round_.call.questions.get(key=key)
    return questions.change(
        call=round_.call,
        key=key,
        fields=typed(**fields),
        over=questionnaire.digest(question),
        by=round_.dora,
    )


def move(round_: Round, key: str, to: str) -> None:
    questions.move(call=round_.call, key=key, to=to, over=order(round_.call), by=round_.dora)


def remove(round_: Round, key: str) -> None:
    question = round_.call.questions.get(key=key)
    over = questionnaire.digest(question)
    questions.remove(call=round_.call, key=key, over=over, by=round_.dora)


def keys(round_: Round) -> list[str]:
    return list(round_.call.questions.values_list("key", flat=True))


def test_question_is_added_at_the_end_and_logged(round_: Round) -> None:
    made = add(
        round_, label="  Wie groß ist  Ihr Rat? ", kind="number", minimum="1", maximum="1.000"
    )

    assert keys(round_)[-1] == made.key == "wie-gross-ist-ihr-rat"
    assert (made.minimum, made.maximum) == (1, 1000)
    assert AuditEntry.objects.order_by("pk").last().act == "question.added"  # type: ignore[union-attr]  # there is one
    assert list(round_.call.questions.values_list("position", flat=True)) == list(range(7))


def test_question_is_added_behind_another(round_: Round) -> None:
    add(round_, after="title", label="Zweite")

    assert keys(round_)[:3] == ["title", "zweite", "concept"]


def test_added_twice_by_a_double_click_it_is_there_once(round_: Round) -> None:
    over = order(round_.call)
    add(round_)

    with refused("version_conflict"):
        questions.add(call=round_.call, fields=typed(), after="", over=over, by=round_.dora)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Title", "title-2"),
        ("Version 2", "frage-version-2"),
        ("then", "then-2"),
        ("🎉", "frage"),
        ("x" * 60, "x" * 40),
    ],
)
def test_key_of_a_new_question_is_free_and_usable(round_: Round, label: str, key: str) -> None:
    assert add(round_, label=label).key == key


def test_first_question_for_perspectives_has_the_key_that_rules_know(round_: Round) -> None:
    remove(round_, "perspectives")
    lines = "\n".join(each["label"] for each in perspectives.choices())

    made = add(round_, label="Welche?", kind="perspectives", choices=lines, max_chars="300")

    assert (made.key, made.choices) == ("perspectives", perspectives.choices())


def test_settings_of_another_kind_are_dropped(round_: Round) -> None:
    made = change(round_, "concept", kind="declaration", max_chars="5", choices=YES_NO)

    assert (made.max_chars, made.choices) == (None, [])


def test_sum_is_read_in_euros(round_: Round) -> None:
    made = change(round_, "own_share", kind="money", minimum="5.000,00", maximum="50.000")

    assert (made.minimum, made.maximum) == (5_000_00, 50_000_00)


def test_reworded_choice_stays_the_same_and_a_new_one_gets_a_value(round_: Round) -> None:
    lines = "Offenheit\nBürgerbeteiligung"
    made = change(round_, "perspectives", kind="choices", choices=lines)
    assert [each["value"] for each in made.choices] == ["transparency", "participation"]

    made = change(round_, "perspectives", kind="choices", choices=f"Neues\n{lines}")
    assert [each["value"] for each in made.choices] == ["neues", "transparency", "participation"]


def test_condition_hangs_on_ticked_answers_of_an_earlier_question(round_: Round) -> None:
    made = change(round_, "remark", is_required=False, condition=["perspectives=transparency"])
    assert made.condition == {"question": "perspectives", "values": ["transparency"]}

    made = change(round_, "remark", is_required=False, condition=["not_begun=false"])
    assert made.condition == {"question": "not_begun", "values": [False]}


def test_documents_may_follow_after_the_deadline(round_: Round) -> None:
    until = DEADLINE_AT + timedelta(days=30)
    made = add(round_, kind="files", file_kinds=["docx", "pdf"], deadline_at=until, maximum="2")

    assert [each["value"] for each in made.choices] == ["pdf", "docx"]
    assert (made.deadline_at, made.maximum) == (until, 2)


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"label": " "}, "label", "question_invalid"),
        ({"label": "a\x00b"}, "label", "control_characters"),
        ({"label": "x" * 2_001}, "label", "question_invalid"),
        ({"hint": "x" * 4_001}, "hint", "question_invalid"),
        ({"section": "x" * 121}, "section", "question_invalid"),
        ({"section": "zwei\nZeilen"}, "section", "question_invalid"),
        ({"kind": "riddle"}, "kind", "unknown_choice"),
        ({"max_chars": "viele"}, "max_chars", "not_a_number"),
        ({"max_chars": "0"}, "max_chars", "question_invalid"),
        ({"max_chars": "9" * 30}, "max_chars", "not_a_number"),
        ({"max_chars": "100.001"}, "max_chars", "question_invalid"),
        ({"kind": "choice"}, "choices", "question_invalid"),
        ({"kind": "choice", "choices": "Ja\nja"}, "choices", "question_invalid"),
        ({"kind": "choice", "choices": "Ja\nJa"}, "choices", "question_invalid"),
        ({"kind": "choice", "choices": "x" * 301}, "choices", "question_invalid"),
        ({"kind": "choice", "choices": "a\x00"}, "choices", "question_invalid"),
        (
            {"kind": "choice", "choices": "\n".join(map(str, range(101)))},
            "choices",
            "question_invalid",
        ),
        ({"kind": "number", "minimum": "-1"}, "minimum", "not_a_number"),
        ({"kind": "number", "minimum": "5", "maximum": "4"}, "maximum", "question_invalid"),
        ({"kind": "money", "maximum": "1,234"}, "maximum", "not_an_amount"),
        ({"kind": "files", "maximum": "0"}, "maximum", "question_invalid"),
        ({"kind": "files", "maximum": "51"}, "maximum", "question_invalid"),
        ({"kind": "files", "minimum": "6"}, "minimum", "question_invalid"),
        ({"kind": "files", "file_kinds": ["exe"]}, "file_kinds", "question_invalid"),
        ({"kind": "files", "deadline_at": DEADLINE_AT}, "deadline_at", "question_invalid"),
        ({"condition": ["gone=yes"]}, "condition", "question_invalid"),
        ({"condition": ["perspectives=gone"]}, "condition", "question_invalid"),
        (
            {"condition": ["perspectives=transparency", "not_begun=true"]},
            "condition",
            "question_invalid",
        ),
        ({"condition": ["concept=x"]}, "condition", "question_invalid"),
        ({"condition": ["\x00"]}, "condition", "question_invalid"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_field(
    round_: Round, fields: dict[str, Any], field: str, code: str
) -> None:
    with refused(code) as caught:
        add(round_, **fields)
    assert caught.field == field


def test_all_wrong_fields_are_told_at_once(round_: Round) -> None:
    with refused("question_invalid") as caught:
        add(round_, label="", kind="choice")

    assert [cause.field for cause in caught.refusal.causes] == ["label", "choices"]


def test_colleague_s_change_is_not_overwritten(round_: Round) -> None:
    over = questionnaire.digest(round_.call.questions.get(key="remark"))
    change(round_, "remark", label="Anmerkung von Emil")

    with refused("version_conflict") as caught:
        questions.change(call=round_.call, key="remark", fields=typed(), over=over, by=round_.dora)
    assert caught.details["stored"].label == "Anmerkung von Emil"


def test_two_colleagues_change_two_questions(round_: Round) -> None:
    over = questionnaire.digest(round_.call.questions.get(key="concept"))
    change(round_, "remark", label="Emils Frage")

    questions.change(
        call=round_.call, key="concept", fields=typed(label="Doras"), over=over, by=round_.dora
    )

    assert round_.call.questions.get(key="remark").label == "Emils Frage"


def test_saved_unchanged_it_is_not_logged(round_: Round) -> None:
    change(round_, "remark", label="Neu")
    count = AuditEntry.objects.count()
    change(round_, "remark", label="Neu")

    assert AuditEntry.objects.count() == count


def test_question_moves_up_and_down(round_: Round) -> None:
    before = keys(round_)
    move(round_, "concept", "up")
    assert keys(round_)[:2] == ["concept", "title"]

    move(round_, "concept", "down")
    assert keys(round_) == before


@pytest.mark.parametrize(("key", "to"), [("title", "up"), ("remark", "down"), ("title", "left")])
def test_question_moves_no_further_than_the_form(round_: Round, key: str, to: str) -> None:
    with refused("malformed"):
        move(round_, key, to)


def test_move_of_what_a_condition_looks_back_at_is_refused(round_: Round) -> None:
    change(round_, "remark", label="Was?", condition=["not_begun=true"])

    with refused("question_invalid") as caught:
        move(round_, "not_begun", "down")
    assert "„Was?“" in caught.sentence


def test_move_over_another_order_is_refused(round_: Round) -> None:
    over = order(round_.call)
    add(round_)

    with refused("version_conflict"):
        questions.move(call=round_.call, key="remark", to="up", over=over, by=round_.dora)


def test_question_is_removed(round_: Round) -> None:
    remove(round_, "concept")

    assert keys(round_) == ["title", "perspectives", "own_share", "not_begun", "remark"]
    assert list(round_.call.questions.values_list("position", flat=True)) == list(range(5))


def test_question_that_another_hangs_on_is_not_removed(round_: Round) -> None:
    change(round_, "remark", label="Was?", condition=["not_begun=true"])

    with refused("question_needed") as caught:
        remove(round_, "not_begun")
    assert "„Was?“" in caught.sentence


def test_choice_that_another_hangs_on_is_not_removed(round_: Round) -> None:
    change(round_, "remark", label="Was?", condition=["perspectives=transparency"])

    with refused("question_invalid") as caught:
        change(round_, "perspectives", kind="choices", choices="Bürgerbeteiligung")
    assert "„Was?“" in caught.sentence


def test_removal_over_a_changed_question_is_refused(round_: Round) -> None:
    over = questionnaire.digest(round_.call.questions.get(key="remark"))
    change(round_, "remark", label="Anders")

    with refused("version_conflict"):
        questions.remove(call=round_.call, key="remark", over=over, by=round_.dora)


def test_title_stays(round_: Round) -> None:
    with refused("question_stays"):
        remove(round_, "title")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "text", "max_chars": "100"}, "kind"),
        ({"max_chars": "301"}, "max_chars"),
        ({"max_chars": ""}, "max_chars"),
        ({"max_chars": "100", "is_required": False}, "is_required"),
    ],
)
def test_title_stays_a_line_that_everybody_gives(
    round_: Round, fields: dict[str, Any], field: str
) -> None:
    with refused("question_invalid") as caught:
        change(round_, "title", **fields)
    assert caught.field == field


def test_form_has_an_end(round_: Round) -> None:
    rows = [
        Question(call=round_.call, key=f"q-{n}", position=n, kind="line", label=str(n))
        for n in range(10, 104)
    ]
    Question.objects.bulk_create(rows)

    with refused("question_invalid"):
        add(round_)


def test_fault_that_stood_before_hinders_no_other_question(round_: Round) -> None:
    until = DEADLINE_AT + timedelta(days=1)
    made = add(round_, kind="files", deadline_at=until)
    Question.objects.filter(pk=made.pk).update(deadline_at=DEADLINE_AT)

    assert change(round_, "remark", label="Neu").label == "Neu"
    with refused("question_invalid"):
        change(round_, made.key, kind="files", deadline_at=DEADLINE_AT)


def test_published_form_stays(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)

    for act in (
        lambda: add(round_),
        lambda: change(round_, "remark"),
        lambda: move(round_, "remark", "up"),
        lambda: remove(round_, "remark"),
    ):
        with refused("call_published"):
            act()


def test_stranger_builds_nothing(round_: Round, clara: Any) -> None:
    with refused("not_allowed"):
        questions.add(call=round_.call, fields=typed(), after="", over=order(round_.call), by=clara)


def test_unknown_question_is_not_found(round_: Round) -> None:
    for act in (
        lambda: questions.change(
            call=round_.call, key="gone", fields=typed(), over="", by=round_.dora
        ),
        lambda: questions.remove(call=round_.call, key="gone", over="", by=round_.dora),
        lambda: move(round_, "gone", "up"),
    ):
        with refused("not_found"):
            act()


def rename(round_: Round, section: str, to: str) -> None:
    questions.rename_section(
        call=round_.call, section=section, to=to, over=order(round_.call), by=round_.dora
    )


def test_section_is_renamed_with_all_its_questions(round_: Round) -> None:
    round_.call.questions.filter(key__in=["concept", "remark"]).update(section="Vorhaben")
    rename(round_, "Vorhaben", "  Idee ")

    assert [each.key for each in round_.call.questions.filter(section="Idee")] == [
        "concept",
        "remark",
    ]


@pytest.mark.parametrize(
    ("section", "to", "code"),
    [
        ("gone", "Idee", "version_conflict"),
        ("Vorhaben", " ", "required"),
        ("Vorhaben", "x" * 121, "too_long"),
        ("Vorhaben", "a\x00", "control_characters"),
        ("Vorhaben", "a\nb", "question_invalid"),
    ],
)
def test_heading_that_is_none_is_refused(round_: Round, section: str, to: str, code: str) -> None:
    round_.call.questions.filter(key="concept").update(section="Vorhaben")
    with refused(code):
        rename(round_, section, to)


def test_section_of_a_published_form_keeps_its_name(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    with refused("call_published"):
        rename(round_, "", "Idee")


def test_condition_on_a_question_that_comes_later_is_told_at_the_condition(round_: Round) -> None:
    with refused("question_invalid") as caught:
        add(round_, after="title", condition=["not_begun=true"])
    assert caught.field == "condition"
    assert "früheren" in caught.sentence


def test_change_of_kind_that_others_hang_on_is_refused(round_: Round) -> None:
    change(round_, "remark", label="Was?", condition=["not_begun=true"])

    with refused("question_invalid"):
        change(round_, "not_begun", kind="text")


def test_unchanged_condition_is_kept_by_its_boxes(round_: Round) -> None:
    boxes = ["perspectives=transparency", "perspectives=participation"]
    made = change(round_, "remark", condition=boxes)

    assert notation.ticks(made.condition) == boxes
