"""How the office writes a question: choices as lines, sums with a comma, conditions as ticks.

What cannot be read is refused at its part; what can be read is judged by ``faults``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from competition import answers, inspection, keys, perspectives
from competition.answers import written
from competition.answers.conditions import LISTED
from competition.errors import Refusal
from competition.models import Question
from competition.models.call import QuestionKind
from competition.questionnaire.faults import (
    RESERVED_KEYS,
    RESERVED_PREFIX,
    WITH_BOUNDS,
    WITH_CHOICES,
    WITH_LENGTH,
)

Choice = dict[str, str]
Typed = Mapping[str, Any]
# The rules of selection know the answers to the question of this key.
PERSPECTIVES_KEY = "perspectives"
NAMELESS = "frage"
# Whether a declaration is ticked, as a condition's box sends it.
TICKED = {"true": True, "false": False}
# What a question of no kind in particular holds; each kind has some of it.
BLANK: dict[str, Any] = {
    "max_chars": None,
    "choices": [],
    "minimum": None,
    "maximum": None,
    "deadline_at": None,
}


def parts_of(kind: str) -> tuple[str, ...]:
    """The settings that a kind has besides those that all have, as they are typed."""
    length = ("max_chars",) if kind in WITH_LENGTH else ()
    choices = ("choices",) if kind in WITH_CHOICES else ()
    bounds = ("minimum", "maximum") if kind in WITH_BOUNDS else ()
    files = ("file_kinds", "deadline_at") if kind == QuestionKind.FILES else ()
    return (*choices, *length, *bounds, *files)


def read(
    typed: Typed, *, stored: Question | None, others: Sequence[Question]
) -> tuple[dict[str, Any], list[Refusal]]:
    """What is stored of a typed question, and a refusal for each part that cannot be read.

    ``stored``: the question it is typed over; a choice that is only reworded stays that choice.
    ``others``: what its condition may name. Settings that the kind does not have are dropped.
    """
    kind = typed["kind"]
    reader = _Reader()
    row: dict[str, Any] = {"kind": kind, "is_required": bool(typed["is_required"]), **BLANK}
    for part in ("label", "hint", "section"):
        row[part] = reader.read(part, lambda value, field: answers.text(value, field=field), typed)
    row["condition"] = _condition(typed["condition"], others)
    for part in parts_of(kind):
        if part == "choices":
            known = stored.choices if stored and stored.kind in WITH_CHOICES else []
            row[part] = choices(str(typed[part]), known)
        elif part == "file_kinds":
            row["choices"] = file_kinds(typed[part])
        elif part == "deadline_at":
            row[part] = typed[part]
        else:
            is_sum = kind == QuestionKind.MONEY and part != "max_chars"
            row[part] = reader.read(part, _cents if is_sum else _whole, typed)
    return row, reader.refused


class _Reader:
    """Reads part by part and keeps what is refused."""

    def __init__(self) -> None:
        self.refused: list[Refusal] = []

    def read(self, part: str, how: Callable[[Any, str], Any], typed: Typed) -> Any:
        try:
            return how(typed[part], part)
        except Refusal as refusal:
            self.refused.append(refusal)
            return None if part not in ("label", "hint", "section") else ""


def _whole(value: Any, field: str) -> int | None:
    return written.whole(str(value).strip(), field=field)


def _cents(value: Any, field: str) -> int | None:
    return written.cents(str(value).strip(), field=field)


def choices(typed: str, known: Sequence[Choice]) -> list[Choice]:
    """One choice per line. A label that is known keeps its value.

    So does a line that was only reworded: with as many lines as before, a new label in the place of
    one that is gone means that one. The seven perspectives bear their own values.
    """
    labels = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
    by_label = {each["label"]: each["value"] for each in (*perspectives.choices(), *known)}
    values = [by_label.get(label, "") for label in labels]
    if len(labels) == len(known):
        gone = {each["value"] for each in known} - set(values)
        for at, each in enumerate(known):
            if not values[at] and each["value"] in gone:
                values[at] = each["value"]
    # What stood for another answer is never given to a new one.
    taken = {*values, *(each["value"] for each in known)}
    for at, label in enumerate(labels):
        if not values[at]:
            values[at] = keys.key(label, taken, nameless="wahl")
            taken.add(values[at])
    return [{"value": value, "label": label} for value, label in zip(values, labels, strict=True)]


def lines(given: Iterable[Choice]) -> str:
    """Choices as they are typed."""
    return "\n".join(str(each["label"]) for each in given)


def file_kinds(wanted: Collection[str]) -> list[Choice]:
    """The kinds of files as choices, in our order; what is unknown stays, to be refused.

    All of them is the same as none named: whatever kind comes to be known is taken, too.
    """
    known = [{"value": each.key, "label": each.label} for each in inspection.KINDS.values()]
    found = [each for each in known if each["value"] in wanted]
    unknown = [{"value": each, "label": each} for each in wanted if each not in inspection.KINDS]
    return unknown if len(found) == len(known) else [*found, *unknown]


def conditions(others: Iterable[Question]) -> list[tuple[Question, list[tuple[str, bool | str]]]]:
    """What a condition may hang on: each listed question with its answers, as boxes send them."""
    return [
        (each, [(f"{each.key}={name}", value) for name, value in _answers(each)])
        for each in others
        if each.kind in LISTED
    ]


def _answers(question: Question) -> list[tuple[str, bool | str]]:
    if question.kind == QuestionKind.DECLARATION:
        return list(TICKED.items())
    return [(choice["value"], choice["value"]) for choice in question.choices]


def ticks(condition: Mapping[str, Any]) -> list[str]:
    """A stored condition as boxes send it."""
    if not condition:
        return []
    names = {value: name for name, value in TICKED.items()}
    key = condition["question"]
    return [
        f"{key}={names[value] if isinstance(value, bool) else value}"
        for value in condition["values"]
    ]


def _condition(boxes: Collection[str], others: Iterable[Question]) -> dict[str, Any]:
    """The condition that the ticked boxes say. Of two questions it cannot hang: ``faults`` says so.

    A box that is not there any more is kept as what it said, to be refused.
    """
    if not boxes:
        return {}
    known = {box: value for _question, pairs in conditions(others) for box, value in pairs}
    named = {box.partition("=")[0] for box in boxes}
    if len(named) > 1:
        return {"questions": sorted(named)}
    values = [known.get(box, box.partition("=")[2]) for box in boxes]
    return {"question": named.pop(), "values": values}


def new_key(label: str, kind: str, taken: Collection[str]) -> str:
    """A key for a new question, made from its label; that of perspectives where it is free."""
    if kind == QuestionKind.PERSPECTIVES and PERSPECTIVES_KEY not in taken:
        return PERSPECTIVES_KEY
    found = keys.key(label, {*taken, *RESERVED_KEYS}, nameless=NAMELESS)
    if found.startswith(RESERVED_PREFIX):
        found = keys.key(f"{NAMELESS} {found}", {*taken}, nameless=NAMELESS)
    return found
