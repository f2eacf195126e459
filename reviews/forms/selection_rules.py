"""Rules of selection as the office types them: one group of fields per rule, some left blank.

A rule without a name and without a trait is none: whoever wants to drop one empties it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition.forms.as_typed import Ticked, Written
from reviews import bundles
from reviews.models import Rubric
from reviews.models.rubric import Attribute, SeatsMode
from reviews.rubric import rule_notation
from reviews.rubric.rule_notation import MAX_RULES
from reviews.services.selection_rules import LOT

SPARE, MAX_STAGES = 3, 5
PARTS = ("key", "label", "trait", "minimum", "maximum")
Typed = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One rule's fields. ``is_new``: nothing is stored of it yet."""

    number: int
    fields: Mapping[str, BoundField]
    is_new: bool


class RulesForm(forms.Form):
    """``over``: the digest of rubric and rules that was typed over."""

    use_required_attribute = False
    all_optional = True

    over = Written(widget=forms.HiddenInput)
    seats_mode = forms.ChoiceField(
        label=gettext_lazy("Vergeben werden"),
        choices=SeatsMode.choices,
        widget=forms.RadioSelect,
    )
    lot = Ticked(label=gettext_lazy("Bleibt es beim Gleichstand, entscheidet das Los"))
    lot_source = forms.CharField(
        label=gettext_lazy("Öffentliche Ziehung, aus der das Los kommt"),
        help_text=gettext_lazy(
            "Nach der Sperre der Bewertungen und für alle nachprüfbar, zum Beispiel „Lotto 6 aus "
            "49, Ziehung vom 12. Juni 2027, Zahlen in aufsteigender Folge“."
        ),
        required=False,
        max_length=300,
    )

    def __init__(self, rubric: Rubric, data: Any = None) -> None:
        super().__init__(data, initial=_typed(rubric))
        self.rubric = rubric
        stored = len(rubric.diversity_rules.all())
        self.stored, self.count = stored, min(stored + SPARE, MAX_RULES)
        criteria = [(f"criterion:{each.key}", each.label) for each in rubric.criteria.all()]
        self.stages = min(len(criteria), MAX_STAGES)
        for at in range(self.stages):
            self.fields[f"tie_{at}"] = forms.ChoiceField(
                label=_("%(n)s. Kriterium") % {"n": at + 1},
                choices=[("", "–"), *criteria],
                required=False,
            )
        traits = _options(rubric)
        for at in range(self.count):
            self.fields |= {f"rules.{at}.{part}": f for part, f in _fields(traits).items()}

    def order(self) -> list[BoundField]:
        """The criteria that decide at a tie, in their order."""
        return [self[f"tie_{at}"] for at in range(self.stages)]

    def rows(self) -> list[Row]:
        """The rules, then blank ones."""
        return [
            Row(at + 1, {part: self[f"rules.{at}.{part}"] for part in PARTS}, at >= self.stored)
            for at in range(self.count)
        ]

    def given(self) -> Typed:
        """What was typed, as the service takes it; ``places``: which row is whose in the form."""
        cleaned = self.cleaned_data
        named = [cleaned[f"tie_{at}"] for at in range(self.stages)]
        return {
            "seats_mode": cleaned["seats_mode"],
            "tie_break": [stage for stage in named if stage] + [LOT] * cleaned["lot"],
            "lot_source": cleaned["lot_source"],
            "rules": [self._rule(at) for at in self.filled()],
        }

    def filled(self) -> list[int]:
        """The numbers of the rows in which something is said."""
        return [at for at in range(self.count) if self._said(at)]

    def _said(self, at: int) -> bool:
        parts = ("label", "trait", "minimum", "maximum")
        return any(str(self.cleaned_data[f"rules.{at}.{part}"]).strip() for part in parts)

    def _rule(self, at: int) -> Typed:
        part = {name: self.cleaned_data[f"rules.{at}.{name}"] for name in PARTS}
        attribute, value = rule_notation.decoded(part.pop("trait"))
        return {**part, "attribute": attribute, "value": value}

    def now_over(self, digest: str) -> None:
        """The same typed texts, now over what is stored."""
        self.data = {**dict(self.data.items()), "over": digest}


def _fields(traits: list[Any]) -> dict[str, forms.Field]:
    number = {"data-width": "4", "inputmode": "numeric", "autocomplete": "off"}
    return {
        "key": Written(widget=forms.HiddenInput, required=False),
        "label": Written(label=_("Name der Regel, wie alle ihn lesen"), required=False),
        "trait": forms.ChoiceField(label=_("Merkmal"), choices=traits, required=False),
        "minimum": Written(
            label=_("Mindestens"), required=False, widget=forms.TextInput(attrs=number)
        ),
        "maximum": Written(
            label=_("Höchstens"), required=False, widget=forms.TextInput(attrs=number)
        ),
    }


def _options(rubric: Rubric) -> list[Any]:
    """Traits in groups; one that is stored and has no line of its own (several values) gets one.

    Each line names its group: of a closed list the group is not seen, and "Landkreis" is a kind
    and a size class.
    """
    names = {str(value): str(label) for value, label in Attribute.choices}
    traits = dict(rule_notation.traits(rubric.call))
    groups: list[Any] = [
        (names[name], [(rule_notation.encoded(name, v), f"{names[name]}: {w}") for v, w in values])
        for name, values in traits.items()
    ]
    known = {option for _group, options in groups for option, _words in options}
    others = [
        (
            rule_notation.encoded(rule.attribute, rule.value),
            f"{names[rule.attribute]}: {_several(rule.value, traits.get(rule.attribute, []))}",
        )
        for rule in rubric.diversity_rules.all()
        if rule_notation.encoded(rule.attribute, rule.value) not in known
    ]
    return [("", "–"), *groups, *([(_("mehrere"), others)] if others else [])]


def _several(value: Any, known: list[tuple[Any, str]]) -> str:
    words = dict(known)
    several = value if isinstance(value, list) else [value]
    return " / ".join(str(words.get(each, each)) for each in several)


def _typed(rubric: Rubric) -> Typed:
    typed: Typed = {
        "over": bundles.rubric_digest(rubric),
        "seats_mode": rubric.seats_mode,
        "lot": LOT in rubric.tie_break,
        "lot_source": rubric.lot_source,
    }
    named = [stage for stage in rubric.tie_break if stage != LOT]
    typed |= {f"tie_{at}": stage for at, stage in enumerate(named)}
    for at, rule in enumerate(rubric.diversity_rules.all()):
        trait = rule_notation.encoded(rule.attribute, rule.value)
        row: Typed = {"key": rule.key, "label": rule.label, "trait": trait}
        row |= {"minimum": rule.minimum, "maximum": rule.maximum}
        typed |= {f"rules.{at}.{part}": value for part, value in row.items() if value is not None}
    return typed
