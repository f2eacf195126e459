"""The result of a selection run as people read it: rows, rules, margins. Nothing is decided here.

Every number is exact; the template filter ``points`` rounds for display alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from competition.models import Application, Question
from competition.pictures import value_name
from reviews.models import SelectionRun
from reviews.models.rubric import Attribute

GATE_NAMES = {
    "ok": _("in der Auswahl"),
    "withdrawn": _("zurückgezogen"),
    "ineligible": _("formal nicht zugelassen"),
    "quorum": _("zu wenige gültige Bewertungen"),
    "threshold": _("Mindestpunkte nicht erreicht"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One application in the result. ``place``: by score among those that passed the gate;
    equal scores share it. ``margin``: points to the best set with it (or without it)."""

    application: Application
    gate: str
    gate_name: str
    reviews_count: int
    score: Fraction | None
    place: int | None
    is_selected: bool
    margin: Fraction | None
    is_near: bool


@dataclass(frozen=True, slots=True)
class Price:
    """What a rule costs in points, and who would change places without it (None: several)."""

    label: str
    points: Fraction
    enters: list[Application] | None
    leaves: list[Application] | None


class Outcome:
    """Reads a finished run. Names come from the rows of today, numbers from the run alone."""

    def __init__(self, run: SelectionRun) -> None:
        if run.result is None:
            raise ValueError("the run has no result")
        self.run = run
        self.case: dict[str, Any] = run.input
        self.result: dict[str, Any] = run.result
        self.status: str = run.result["status"]
        self._rules = {rule["id"]: rule for rule in self.case["constraints"]}

    @cached_property
    def _applications(self) -> dict[str, Application]:
        found = (
            Application.objects.filter(call=self.run.call_id)
            .select_related("municipality", "valid_version")
            .defer("valid_version__content")
            .order_by("pk")
        )
        return {application.public_id: application for application in found}

    @cached_property
    def _labels(self) -> dict[str, str]:
        rubric = self.run.call.rubric
        rules = {rule.key: rule.label for rule in rubric.diversity_rules.all()}
        return rules | {f"criterion:{c.key}": c.label for c in rubric.criteria.all()}

    def named(self, ids: list[str]) -> list[Application]:
        """The applications of these ids, by name of the municipality."""
        found = [self._applications[each] for each in ids]
        return sorted(found, key=lambda each: (each.municipality.name, each.pk))

    @cached_property
    def rows(self) -> list[Row]:
        """All applications by score, those without one last."""
        rows = [self._row(row["id"]) for row in self.case["applications"]]
        return sorted(rows, key=_by_score)

    def _row(self, each: str) -> Row:
        scores, margins = self._scores, self.result.get("margin", {})
        score = scores.get(each)
        gate = self.result["gate"][each]
        margin = Fraction(margins[each]) if margins.get(each) is not None else None
        return Row(
            application=self._applications[each],
            gate=gate,
            gate_name=str(GATE_NAMES[gate]),
            reviews_count=self.result["valid_reviews"][each],
            score=score,
            place=self._place(score) if gate == "ok" else None,
            is_selected=each in self._selected,
            margin=margin,
            is_near=each in self._near,
        )

    def _place(self, score: Fraction | None) -> int | None:
        return None if score is None else self._places[score]

    @cached_property
    def _selected(self) -> frozenset[str]:
        return frozenset(self.result["selected"] or ())

    @cached_property
    def _scores(self) -> dict[str, Fraction]:
        return {each: Fraction(text) for each, text in self.result["scores"].items()}

    @cached_property
    def _places(self) -> dict[Fraction, int]:
        """The place of each score that passed the gate: one behind all that are higher."""
        gate = self.result["gate"]
        passed = sorted(score for each, score in self._scores.items() if gate[each] == "ok")
        return {score: len(passed) - at for at, score in enumerate(passed)}

    @cached_property
    def _near(self) -> frozenset[str]:
        return frozenset(self._insight.get("near_ties") or ())

    @property
    def _insight(self) -> dict[str, Any]:
        """What follows from the result (``selection.insight``); every stored run has it."""
        return cast("dict[str, Any]", self.result.get("insight", {}))

    @cached_property
    def selected(self) -> list[Row]:
        """The selected ones, by name."""
        chosen = [row for row in self.rows if row.is_selected]
        return sorted(chosen, key=lambda row: (row.application.municipality.name, row.gate))

    @cached_property
    def nearest(self) -> Row | None:
        """The one outside that came closest; None where no margin is known."""
        outside = [row for row in self.rows if not row.is_selected and row.margin is not None]
        return min(outside, key=lambda row: row.margin or Fraction(0), default=None)

    @property
    def nearest_steps(self) -> int | None:
        """How many more steps of one juror would have put the nearest one in (mean only)."""
        flips = self._insight.get("flip") or {}
        return flips.get(self.nearest.application.public_id) if self.nearest else None

    @property
    def total(self) -> Fraction | None:
        """The sum of the selected scores."""
        return _exact(self.result.get("total"))

    @property
    def second_total(self) -> Fraction | None:
        """The best total strictly below; None where there is none or it was not computed."""
        return _exact(self.result.get("second_total"))

    @property
    def unconstrained_total(self) -> Fraction | None:
        """The total that the rules of diversity would have allowed without them."""
        return _exact(self.result.get("unconstrained_total"))

    @property
    def decided_by(self) -> str:
        """What broke the tie: the label of a criterion, or "" for the lot."""
        return self._labels.get(self.result.get("decided_by") or "", "")

    @property
    def prices(self) -> list[Price]:
        """The price of every rule, in the order of the rules."""
        return [self._price(key, row) for key, row in self.result.get("price", {}).items()]

    def _price(self, key: str, row: dict[str, Any]) -> Price:
        return Price(
            label=self._labels.get(key, key),
            points=Fraction(row["price"]),
            enters=self.named(row["enters"]) if "enters" in row else None,
            leaves=self.named(row["leaves"]) if "leaves" in row else None,
        )

    @property
    def conflict(self) -> list[str]:
        """The rules that contradict each other, in words."""
        return list(self._conflict())

    def _conflict(self) -> Iterator[str]:
        for item in self.result.get("conflict", ()):
            key, _sep, rest = item.partition(":")
            attribute, _sep, values = rest.partition("=")
            names = [self.value_name(attribute, value) for value in values.split("|")]
            yield f"{self._labels.get(key, key)} ({_attribute(attribute)}: {', '.join(names)})"

    @property
    def rule_labels(self) -> dict[str, str]:
        """The labels of the rules of selection by their keys."""
        return self._labels

    def value_name(self, attribute: str, value: str) -> str:
        """The value of an attribute in words; labels of answers are asked for once."""
        asked = self._answer_names if attribute == Attribute.PERSPECTIVES else {}
        return value_name(attribute, value, asked)

    @cached_property
    def _answer_names(self) -> dict[str, str]:
        return self._perspectives()

    def _perspectives(self) -> dict[str, str]:
        question = Question.objects.filter(call=self.run.call_id, key="perspectives").first()
        return {row["value"]: row["label"] for row in question.choices} if question else {}

    @property
    def tied_sets(self) -> list[list[Application]]:
        """The sets that stand equal (the first 50)."""
        return [self.named(ids) for ids in self.result.get("tied_sets", ())]

    @property
    def contested(self) -> list[Application]:
        """Those that are in some of the equal sets, but not in all."""
        return self.named(self.result.get("contested", []))


def _by_score(row: Row) -> tuple[bool, Fraction, str, int]:
    name = row.application.municipality.name
    return (row.score is None, -(row.score or Fraction(0)), name, row.application.pk)


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _attribute(name: str) -> str:
    return str(Attribute(name).label) if name in Attribute.values else name
