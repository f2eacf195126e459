"""The questions of a call's form: entered with the call, then built by the office until it is out.

The only writer of ``Question``. Whatever door it comes by, the whole form passes
``questionnaire.faults``: nothing is stored that nobody could fill in.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.text import Truncator

from competition import answers, audit, drafts, locks, perspectives, policies, questionnaire
from competition.errors import Refusal
from competition.models import Call, Question, User
from competition.models.call import QuestionKind
from competition.questionnaire import notation
from competition.questionnaire.faults import TEXTS, Fault

TITLE: dict[str, Any] = {
    "key": drafts.TITLE_KEY,
    "kind": QuestionKind.LINE,
    "label": "Titel des Vorhabens",
    "max_chars": 150,
}
UP, DOWN = "up", "down"
# Places are given anew in two steps, since no two questions may ever stand at the same one.
_ASIDE: Final = 10_000


def enter(*, call: Call, rows: Sequence[Mapping[str, Any]]) -> None:
    """Enter the questions of a new call, as a file or a copy names them, inside its transaction.

    Every call asks for a title: without such a question, one is put first. A ready list of choices
    may be named instead of spelt out. Raises ``call_invalid`` with what is wrong and where.
    """
    has_title = any(row["key"] == drafts.TITLE_KEY for row in rows)
    for position, row in enumerate(rows if has_title else [TITLE, *rows]):
        question = Question(call=call, position=position, **_spelt_out(row))
        try:
            question.full_clean()
        except ValidationError as error:
            field, messages = next(iter(error.message_dict.items()))
            raise Refusal("call_invalid", field=field, why=f"{field}: {messages[0]}") from error
        question.save(force_insert=True)
    questionnaire.require_usable(list(call.questions.all()))


def _spelt_out(row: Mapping[str, Any]) -> dict[str, Any]:
    is_named = row.get("choices") == perspectives.LIST_NAME
    return {**row, "choices": perspectives.choices()} if is_named else dict(row)


def add(*, call: Call, fields: Mapping[str, Any], after: str, over: str, by: User) -> Question:
    """Add a question behind that of the key ``after``, at the end where there is none such.

    ``fields``: as ``questionnaire.notation`` reads them. ``over``: the order it was added to
    (``order_digest``), so that sending twice adds one. Raises ``call_published``,
    ``version_conflict``, and ``question_invalid`` with a cause for each wrong field.
    """
    policies.require_office(by)
    with transaction.atomic():
        call, rows = _own(call)
        if questionnaire.order_digest(rows) != over:
            raise Refusal("version_conflict")
        place = next((at for at, row in enumerate(rows, 1) if row.key == after), len(rows))
        question = Question(call=call, position=len(rows))
        before = set(questionnaire.faults(rows))
        _fill(question, fields, stored=None, others=rows[:place])
        question.key = notation.new_key(question.label, question.kind, {row.key for row in rows})
        rows.insert(place, question)
        _require_no_new_fault(rows, before, question)
        question.position = _ASIDE - 1
        question.save(force_insert=True)
        _put_in_order(call, rows)
        _log("question.added", question, by)
        return question


def change(*, call: Call, key: str, fields: Mapping[str, Any], over: str, by: User) -> Question:
    """Change what a question says. Its key stays, and so do choices that are only reworded.

    ``over``: the digest of the question that it was typed over. Raises ``call_published``,
    ``not_found`` (removed meanwhile), ``version_conflict`` with the ``stored`` question, and
    ``question_invalid`` with a cause for each wrong field.
    """
    policies.require_office(by)
    with transaction.atomic():
        call, rows = _own(call)
        at = _place_of(key, rows)
        question = rows[at]
        if questionnaire.digest(question) != over:
            raise Refusal("version_conflict", stored=question)
        before = set(questionnaire.faults(rows))
        _fill(question, fields, stored=question, others=rows[:at])
        _require_no_new_fault(rows, before, question)
        if questionnaire.digest(question) != over:
            question.save()
            _log("question.changed", question, by)
        return question


def move(*, call: Call, key: str, to: str, over: str, by: User) -> None:
    """Move a question one place ``up`` or ``down``; ``over``: the order that was seen.

    Raises ``call_published``, ``version_conflict``, ``not_found``, ``malformed`` beyond the first
    and the last place, and ``question_invalid`` where a condition would look ahead.
    """
    policies.require_office(by)
    with transaction.atomic():
        call, rows = _own(call)
        if questionnaire.order_digest(rows) != over:
            raise Refusal("version_conflict")
        at = _place_of(key, rows)
        target = at + {UP: -1, DOWN: 1}.get(to, len(rows))
        if not 0 <= target < len(rows):
            raise Refusal("malformed")
        before = set(questionnaire.faults(rows))
        question = rows.pop(at)
        rows.insert(target, question)
        _require_no_new_fault(rows, before, question)
        _put_in_order(call, rows)
        _log("question.moved", question, by)


def remove(*, call: Call, key: str, over: str, by: User) -> None:
    """Remove a question; ``over``: the digest of what was read of it.

    Raises ``call_published``, ``not_found``, ``version_conflict``, ``question_stays`` for the
    title, and ``question_needed`` where the condition of another hangs on it.
    """
    policies.require_office(by)
    with transaction.atomic():
        call, rows = _own(call)
        question = rows.pop(_place_of(key, rows))
        if questionnaire.digest(question) != over:
            raise Refusal("version_conflict", stored=question)
        if key == drafts.TITLE_KEY:
            raise Refusal("question_stays")
        if needing := [row for row in rows if row.condition.get("question") == key]:
            raise Refusal("question_needed", names="; ".join(map(_name, needing)))
        question.delete()
        _put_in_order(call, rows)
        _log("question.removed", question, by)


def rename_section(*, call: Call, section: str, to: str, over: str, by: User) -> None:
    """Give every question of a section another heading; ``over``: the order that was seen.

    Raises ``call_published``, ``version_conflict`` (also where no question stands there any more),
    ``required``, and what a heading may not hold at ``section``.
    """
    policies.require_office(by)
    name = answers.text(to, field="section", max_chars=TEXTS["section"])
    with transaction.atomic():
        call, rows = _own(call)
        own = [row for row in rows if row.section == section]
        if not own or questionnaire.order_digest(rows) != over:
            raise Refusal("version_conflict")
        if not name:
            raise Refusal("required", field="section")
        before = set(questionnaire.faults(rows))
        for row in own:
            row.section = name
        _require_no_new_fault(rows, before, own[0])
        Question.objects.bulk_update(own, ["section"])
        audit.log(
            act="questions.section_renamed",
            by=by,
            subject=call.slug,
            payload={"questions": [row.key for row in own]},
        )


def _own(call: Call) -> tuple[Call, list[Question]]:
    """The call, locked, and its questions in their order; ``call_published`` once it is out."""
    call = locks.own_call(call.pk)
    if call.published_at:
        raise Refusal("call_published")
    return call, list(call.questions.all())


def _place_of(key: str, rows: Sequence[Question]) -> int:
    for at, row in enumerate(rows):
        if row.key == key:
            return at
    raise Refusal("not_found")


def _fill(
    question: Question,
    fields: Mapping[str, Any],
    *,
    stored: Question | None,
    others: Sequence[Question],
) -> None:
    """Write what was typed into the row, or refuse every part of it that cannot be read."""
    if fields["kind"] not in QuestionKind.values:
        raise Refusal("unknown_choice", field="kind")
    row, unread = notation.read(fields, stored=stored, others=others)
    if unread:
        _refuse(unread)
    for part, value in row.items():
        setattr(question, part, value)


def _require_no_new_fault(rows: Sequence[Question], before: set[Fault], own: Question) -> None:
    """Every fault of the question itself, and those that it would bring to others."""
    found = [
        fault for fault in questionnaire.faults(rows) if fault.key == own.key or fault not in before
    ]
    if found:
        by_key = {row.key: row for row in rows}
        _refuse([_refusal(fault, by_key, own) for fault in found])


def _refusal(fault: Fault, by_key: Mapping[str, Question], own: Question) -> Refusal:
    name = _name(by_key[fault.key]) if fault.key in by_key else f"„{fault.key}“"
    part = fault.part if fault.key == own.key else ""
    if part == "choices" and own.kind == QuestionKind.FILES:
        part = "file_kinds"
    return Refusal("question_invalid", field=part, name=name, why=fault.why)


def _refuse(causes: list[Refusal]) -> NoReturn:
    first = causes[0]
    raise Refusal(first.code, field=first.field, causes=tuple(causes), **first.details)


def _name(question: Question) -> str:
    label = Truncator(" ".join(question.label.split())).chars(60)
    return f"„{label}“" if label else "„–“"


def _put_in_order(call: Call, rows: Sequence[Question]) -> None:
    call.questions.update(position=F("position") + _ASIDE)
    for position, row in enumerate(rows):
        row.position = position
    Question.objects.bulk_update(rows, ["position"])


def _log(act: str, question: Question, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=question.call.slug,
        payload={"question": question.key, "sha256": questionnaire.digest(question)},
    )
