"""The definition of a call as a file: fields, questions, rubric, rules (docs/calls.md).

Reading only checks the form of the file; what the values mean is checked by the services.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from competition import perspectives
from competition.errors import Refusal

Check = Callable[[Any], bool]
# Beyond them neither databases nor local times can be computed: the page of a call would break.
YEARS = range(2000, 3000)


@dataclass(frozen=True, slots=True)
class Definition:
    """A call as data: what ``calls.create`` and ``rubric.define`` take."""

    fields: dict[str, Any]
    questions: list[dict[str, Any]]
    rubric: dict[str, Any]
    criteria: list[dict[str, Any]]
    rules: list[dict[str, Any]]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _whole_or_none(value: Any) -> bool:
    return value is None or _whole(value)


def _text_or_none(value: Any) -> bool:
    return value is None or _text(value)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))


def _text_or_texts(value: Any) -> bool:
    return _text(value) or _texts(value)


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _pairs(*names: str) -> Check:
    """A list of objects that hold exactly these texts."""

    def check(value: Any) -> bool:
        return isinstance(value, list) and all(
            isinstance(row, dict) and set(row) == set(names) and all(map(_text, row.values()))
            for row in value
        )

    return check


def _ready_list_or(check: Check) -> Check:
    """What the check allows, or the name of a list that the call need not spell out."""
    return lambda value: value == perspectives.LIST_NAME or check(value)


def _list(value: Any) -> bool:
    return isinstance(value, list) and all(map(_object, value))


# Name → check; names with a "!" must be there.
DOCUMENT: dict[str, Check] = {"call!": _object, "questions!": _list, "rubric!": _object}
CALL: dict[str, Check] = {
    "slug!": _text,
    "title!": _text,
    "summary!": _text,
    "contact_email": _text,
    "opens_at!": _text,
    "deadline_at!": _text,
    "enquiries_until_at": _text_or_none,
    "places_count!": _whole,
    "award_cents!": _whole,
    "budget_cents!": _whole,
    "eligible_kinds!": _texts,
    "population_min": _whole_or_none,
    "population_max": _whole_or_none,
    "partners_exclusive": _flag,
    "publication_level": _text,
    "facts": _object,
    "is_synthetic": _flag,
}
INSTANTS = ("opens_at", "deadline_at", "enquiries_until_at")
QUESTION: dict[str, Check] = {
    "key!": _text,
    "section": _text,
    "kind!": _text,
    "label!": _text,
    "hint": _text,
    "is_required": _flag,
    "max_chars": _whole_or_none,
    "choices": _ready_list_or(_pairs("value", "label")),
    "minimum": _whole_or_none,
    "maximum": _whole_or_none,
    "condition": _object,
    "deadline_at": _text_or_none,
}
RUBRIC: dict[str, Check] = {
    "aggregate": _text,
    "quorum!": _whole,
    "overall_threshold": _text,
    "panel_size": _whole_or_none,
    "disclosure": _text,
    "abstention_allowed": _flag,
    "seats_mode": _text,
    "tie_break": _texts,
    "lot_source": _text,
    "criteria!": _list,
    "rules": _list,
}
CRITERION: dict[str, Check] = {
    "key!": _text,
    "label!": _text,
    "description": _text,
    "weight": _text,
    "minimum": _text,
    "maximum": _text,
    "step": _text,
    "threshold": _text,
    "levels": _pairs("score", "meaning"),
    "reason_required": _flag,
}
RULE: dict[str, Check] = {
    "key!": _text,
    "label!": _text,
    "attribute!": _text,
    "value": _text_or_texts,
    "minimum": _whole_or_none,
    "maximum": _whole_or_none,
}


def read(content: bytes) -> Definition:
    """A definition from the bytes of a file.

    Raises ``call_invalid`` with the place in the file as ``field`` (``rubric.criteria[2].weight``)
    and ``offset_required`` for an instant without its distance to UTC.
    """
    document = _members(_parsed(content), DOCUMENT, "")
    call = _members(document["call"], CALL, "call")
    rubric = _members(document["rubric"], RUBRIC, "rubric")
    return Definition(
        fields=_timed(call, INSTANTS, "call"),
        questions=[
            _timed(row, ("deadline_at",), f"questions[{at}]")
            for at, row in enumerate(_rows(document["questions"], QUESTION, "questions"))
        ],
        criteria=_rows(rubric.pop("criteria"), CRITERION, "rubric.criteria"),
        rules=_rows(rubric.pop("rules", []), RULE, "rubric.rules"),
        rubric=rubric,
    )


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except UnicodeDecodeError as error:
        raise _invalid("", _("Die Datei ist nicht in UTF-8 geschrieben.")) from error
    except json.JSONDecodeError as error:
        raise _invalid(
            "",
            _("Zeile %(line)s, Spalte %(column)s: kein gültiges JSON (%(why)s).")
            % {"line": error.lineno, "column": error.colno, "why": error.msg},
        ) from error
    except RecursionError as error:
        raise _invalid("", _("Die Datei ist zu tief geschachtelt.")) from error


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose every name stands once: of two values nobody could say which counts."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _invalid(name, _("Der Name steht zweimal da."))
        found[name] = value
    return found


def _no_number(name: str) -> Any:
    raise _invalid("", _("%(name)s ist keine Zahl.") % {"name": name})


def _rows(rows: Sequence[Any], checks: Mapping[str, Check], place: str) -> list[dict[str, Any]]:
    return [_members(row, checks, f"{place}[{at}]") for at, row in enumerate(rows)]


def _members(value: Any, checks: Mapping[str, Check], place: str) -> dict[str, Any]:
    """The object's members, all known, none of those that must be there missing."""
    if not isinstance(value, dict):
        raise _invalid(place, _("Hier muss ein Objekt stehen."))
    known = {name.rstrip("!"): check for name, check in checks.items()}
    inside = f"{place}." if place else ""
    for name in value:
        if name not in known:
            raise _invalid(f"{inside}{name}", _("Diesen Namen gibt es hier nicht."))
    for name in checks:
        if name.endswith("!") and name[:-1] not in value:
            raise _invalid(f"{inside}{name[:-1]}", _("Diese Angabe fehlt."))
    for name, given in value.items():
        if not known[name](given):
            raise _invalid(f"{inside}{name}", _("Diese Angabe hat nicht die erwartete Form."))
    return dict(value)


def _timed(row: Mapping[str, Any], names: Sequence[str], place: str) -> dict[str, Any]:
    """The object with its instants read."""
    given = [name for name in names if row.get(name) is not None]
    return {**row, **{name: _instant(row[name], f"{place}.{name}") for name in given}}


def _instant(text: str, place: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise _invalid(place, _("Das ist kein Zeitpunkt.")) from error
    if instant.tzinfo is None:
        raise Refusal("offset_required", field=place, example="2027-04-22T00:00:00+02:00")
    if instant.year not in YEARS:
        raise _invalid(place, _("Das ist kein Zeitpunkt."))
    return instant


def _invalid(field: str, why: str) -> Refusal:
    return Refusal("call_invalid", field=field, why=f"{field}: {why}" if field else why)
