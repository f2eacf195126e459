"""Rules of selection as the office types them: which trait, how many at least and at most."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from competition import answers
from competition.errors import Refusal
from competition.models import Call
from competition.models.municipality import FederalState, Kind, SizeClass
from reviews.models.rubric import Attribute
from reviews.rubric import rubric_notation

MAX_RULES = 20
MAX_LABEL_CHARS = 200
# The key of the question whose answers a rule may ask for (docs/calls.md).
PERSPECTIVES = "perspectives"
EACH = "*"

Row = Mapping[str, Any]


def traits(call: Call) -> list[tuple[str, list[tuple[Any, str]]]]:
    """By attribute: every value that a rule may name, and its words; ``*`` is each of them."""
    question = next((q for q in call.questions.all() if q.key == PERSPECTIVES), None)
    chosen = [(each["value"], each["label"]) for each in question.choices] if question else []
    known: dict[str, list[tuple[Any, str]]] = {
        Attribute.KIND: [(each.value, str(each.label)) for each in Kind],
        Attribute.SIZE_CLASS: [(each.value, str(each.label)) for each in SizeClass],
        Attribute.STATE: [(each.value, str(each.label)) for each in FederalState],
        Attribute.PERSPECTIVES: chosen,
    }
    return [
        (name, [(EACH, _("je für sich (alle, die vorkommen)")), *values])
        for name, values in known.items()
        if values
    ]


def encoded(attribute: str, value: Any) -> str:
    """A trait as one text, for a form."""
    return json.dumps([attribute, value])


def decoded(text: str) -> tuple[str, Any]:
    """The trait of a text; ("", "") for anything else."""
    try:
        attribute, value = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return "", ""
    return (attribute, value) if isinstance(attribute, str) else ("", "")


def rows(call: Call, typed: Sequence[Row], known_keys: set[str]) -> list[dict[str, Any]]:
    """The rules as they are stored, each with its key: a known one, or one made from its label.

    Raises ``rubric_invalid`` with a cause for each wrong field, ``rules.<number from 0>.<part>``.
    """
    values = {name: {json.dumps(value) for value, _w in each} for name, each in traits(call)}
    found = [_read(row) for row in typed]
    faults = [
        Refusal("criterion_invalid", field=f"rules.{at}.{part}", name=_name(at, row), why=why)
        for at, row in enumerate(found)
        for part, why in _faults(call, row, values)
    ]
    if len(found) > MAX_RULES:
        faults.append(
            Refusal("rubric_invalid", why=_("Höchstens %(n)s Regeln.") % {"n": MAX_RULES})
        )
    if faults:
        why = faults[0].sentence
        raise Refusal("rubric_invalid", field=faults[0].field, causes=tuple(faults), why=why)
    taken: set[str] = set()
    for row in found:
        kept = row["key"] in known_keys and row["key"] not in taken
        row["key"] = row["key"] if kept else rubric_notation.key(row["label"], taken | known_keys)
        taken.add(row["key"])
    return found


def _read(row: Row) -> dict[str, Any]:
    """What can be read is read; the rest is judged afterwards."""
    return {
        "key": str(row.get("key", "")),
        "label": " ".join(str(row["label"]).split()),
        "attribute": row["attribute"],
        "value": row["value"],
        "minimum": _count(row["minimum"]),
        "maximum": _count(row["maximum"]),
    }


def _count(typed: Any) -> Any:
    text = str("" if typed is None else typed).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else (text or None)


def _faults(call: Call, row: Row, values: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    yield from _label_faults(row["label"])
    known = values.get(row["attribute"], set())
    named = row["value"] if isinstance(row["value"], list) else [row["value"]]
    if not named or any(json.dumps(each) not in known for each in named):
        yield "trait", _("Dieses Merkmal gibt es in diesem Wettbewerb nicht.")
    low, high = row["minimum"], row["maximum"]
    whole = True
    for part, value in (("minimum", low), ("maximum", high)):
        if value is not None and not isinstance(value, int):
            whole = False
            yield part, _("Bitte geben Sie eine ganze Zahl an, zum Beispiel 2.")
    if not whole:
        return
    if low is None and high is None:
        yield (
            "minimum",
            _("Bitte geben Sie an, wie viele es mindestens oder höchstens sein sollen."),
        )
    if low is not None and low > call.places_count:
        yield "minimum", _("Es gibt nur %(n)s Plätze.") % {"n": call.places_count}
    if low is not None and high is not None and low > high:
        yield "maximum", _("Das Höchste liegt unter dem Mindesten.")


def _label_faults(label: str) -> Iterator[tuple[str, str]]:
    if not label:
        yield "label", _("Bitte geben Sie der Regel einen Namen.")
        return
    try:
        answers.text(label, field="label", max_chars=MAX_LABEL_CHARS)
    except Refusal as refusal:
        yield "label", refusal.sentence


def _name(at: int, row: Row) -> str:
    return _("Regel %(n)s („%(label)s“)") % {"n": at + 1, "label": row["label"][:60]}
