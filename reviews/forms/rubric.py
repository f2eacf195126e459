"""The rubric as the office types it: its own fields, and one group of fields per criterion.

Criteria are added, moved and removed by submit buttons, which keep everything that was typed and
store nothing. What the values mean is judged by the service alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from competition import wording
from competition.errors import Refusal
from competition.forms.as_typed import Chosen, Ticked, Written
from reviews import bundles
from reviews.models import Criterion, Rubric
from reviews.models.rubric import Aggregate, Disclosure
from reviews.rubric import rubric_notation
from reviews.rubric.criteria import DEFAULTS, MAX_CRITERIA

PARTS = (
    *("key", "label", "description", "weight", "minimum", "maximum", "step", "threshold"),
    *("levels", "reason_required"),
)
FLAGS = ("reason_required",)
OWN = (
    *("quorum", "panel_size", "aggregate", "overall_threshold"),
    *("disclosure", "abstention_allowed"),
)
Typed = dict[str, Any]

_ROW_ACT = re.compile(r"(up|down|remove)-([0-9]{1,2})")


def _number(label: Any, help_text: Any = "", *, required: bool = True) -> Written:
    attrs = {"data-width": "4", "inputmode": "decimal", "autocomplete": "off"}
    return Written(
        label=label, help_text=help_text, required=required, widget=forms.TextInput(attrs=attrs)
    )


def _criterion_fields() -> dict[str, forms.Field]:
    return {
        "key": Written(widget=forms.HiddenInput),
        "label": Written(label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "off"})),
        "description": Written(
            label=_("Woran es gemessen wird"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
        "weight": _number(_("Gewicht")),
        "minimum": _number(_("Wenigste Punkte")),
        "maximum": _number(_("Meiste Punkte")),
        "step": _number(_("Schrittweite")),
        "threshold": _number(_("Nötige Punkte"), required=False),
        "levels": Written(
            label=_("Was die Punkte bedeuten"),
            help_text=_("Eine Zeile je Stufe, zum Beispiel „5 – überzeugt in jeder Hinsicht“."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 6}),
        ),
        "reason_required": Ticked(label=_("Punkte nur mit schriftlicher Begründung")),
    }


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion's fields. ``name``: its label as it stands in the field."""

    number: int
    name: str
    fields: Mapping[str, BoundField]
    is_first: bool
    is_last: bool


class RubricForm(forms.Form):
    """``over`` is the digest of what was typed over; ``typed``: what stands in the fields."""

    use_required_attribute = False

    over = Written(widget=forms.HiddenInput)
    quorum = _number(
        _("Mindestzahl der Bewertungen"),
        _("Mit weniger gültigen Bewertungen kommt eine Bewerbung nicht in die Auswahl."),
    )
    panel_size = _number(
        _("Bewertungen je Bewerbung"),
        _("Ohne Angabe bewerten alle Jurymitglieder alle Bewerbungen."),
        required=False,
    )
    aggregate = Chosen(
        label=_("Aus den Punkten mehrerer Jurymitglieder wird der"),
        choices=Aggregate.choices,
        widget=forms.RadioSelect,
    )
    overall_threshold = _number(
        _("Mindestens nötige Summe"),
        _("Gewichtete Summe aller Kriterien; wer darunter liegt, scheidet aus."),
        required=False,
    )
    disclosure = Chosen(
        label=_("Jurymitglieder sehen die Punkte der anderen"),
        choices=Disclosure.choices,
        widget=forms.RadioSelect,
    )
    abstention_allowed = Ticked(label=_("Jurymitglieder dürfen sich mit Begründung enthalten"))

    def __init__(self, *, typed: Typed | None = None, data: Any = None) -> None:
        super().__init__(data, initial=typed)
        self.count = _count(data if typed is None else typed)
        for at in range(self.count):
            for part, field in _criterion_fields().items():
                self.fields[_name(at, part)] = field

    def rows(self) -> list[Row]:
        """The criteria in their order."""
        return [
            Row(
                number=at + 1,
                name=str(self[_name(at, "label")].value() or ""),
                fields={part: self[_name(at, part)] for part in PARTS},
                is_first=at == 0,
                is_last=at == self.count - 1,
            )
            for at in range(self.count)
        ]

    @property
    def has_room(self) -> bool:
        """Whether one more criterion may be added."""
        return self.count < MAX_CRITERIA

    def own(self) -> Typed:
        """The rubric's own fields, as they were typed."""
        return {name: self.cleaned_data[name] for name in OWN}

    def criteria(self) -> list[Typed]:
        """The criteria, as they were typed."""
        return [
            {part: self.cleaned_data[_name(at, part)] for part in PARTS} for at in range(self.count)
        ]

    def now_over(self, digest: str) -> None:
        """The same typed texts, now over what is stored: whoever saves again has seen it."""
        self.data = {**dict(self.data.items()), "over": digest}


def typed_of(rubric: Rubric | None) -> Typed:
    """What stands in the fields before anybody types: the stored rubric, or one blank criterion."""
    given = rubric or Rubric()
    criteria = [_typed_row(row) for row in given.criteria.all()] if rubric else [blank()]
    return {
        "over": bundles.rubric_digest(rubric),
        **{name: getattr(given, name) for name in OWN},
        "overall_threshold": wording.decimal(given.overall_threshold),
        **_flat(criteria),
    }


def blank() -> Typed:
    """A criterion that nobody has named yet, with half points from 0 to 5."""
    return _typed_row(Criterion(**DEFAULTS))


def _typed_row(criterion: Criterion) -> Typed:
    row = {part: getattr(criterion, part) for part in PARTS}
    numbers = {part: wording.decimal(row[part]) for part in rubric_notation.NUMBERS}
    levels = rubric_notation.lines(criterion.levels, point=wording.decimal("."))
    return {**row, **numbers, "levels": levels}


def changed(data: Mapping[str, Any], act: str) -> Typed:
    """What was sent, with a criterion added, moved or removed. Raises ``malformed``.

    ``act``: ``add``, ``up-2``, ``down-2``, ``remove-2``, counted from 0.
    """
    rows = [{part: _sent(data, _name(at, part)) for part in PARTS} for at in range(_count(data))]
    if act == "add":
        rows.append(blank())
    else:
        _change(rows, act)
    return {name: _sent(data, name) for name in ("over", *OWN)} | _flat(rows[: MAX_CRITERIA + 1])


def _change(rows: list[Typed], act: str) -> None:
    found = _ROW_ACT.fullmatch(act)
    if found is None or int(found[2]) >= len(rows):
        raise Refusal("malformed")
    row = rows.pop(at := int(found[2]))
    if found[1] != "remove":
        rows.insert(max(at - 1, 0) if found[1] == "up" else at + 1, row)


def _sent(data: Mapping[str, Any], name: str) -> Any:
    is_flag = name == "abstention_allowed" or name.rpartition(".")[2] in FLAGS
    return name in data if is_flag else data.get(name, "")


def _name(at: int, part: str) -> str:
    return f"criteria.{at}.{part}"


def _flat(rows: list[Typed]) -> Typed:
    return {_name(at, part): row[part] for at, row in enumerate(rows) for part in PARTS}


def _count(given: Mapping[str, Any] | None) -> int:
    """How many criteria were sent; one beyond the limit is enough to refuse them."""
    numbers = range(MAX_CRITERIA + 1)
    return next((at for at in numbers if _name(at, "label") not in (given or {})), MAX_CRITERIA + 1)
