"""What if: the case of a round with one thing or another supposed to be different.

A scenario is computed like a run, from the same case with the change written into it, and is
never decided upon: its case carries the change and its name, so that any file of it says so too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competition import wording
from competition.errors import Refusal
from reviews.selection.parsing import parse_case
from reviews.selection.standing import stand

KEY = "scenario"
MAX_TITLE_CHARS = 120
MOST = 100_000
WEIGHT = re.compile(r"\d{1,4}(\.\d{1,6})?", re.ASCII)

Case = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What is supposed; None or "" leaves a thing as it is.

    ``rule`` is left out, or bounded by ``minimum`` and ``maximum`` instead, where
    ``rule_changes``. ``criterion`` gets ``weight``, a decimal text. ``application`` and ``juror``
    (a pseudonym of the case) are left out.
    """

    seats: int | None = None
    rule: str = ""
    rule_changes: bool = False
    minimum: int | None = None
    maximum: int | None = None
    criterion: str = ""
    weight: str = ""
    application: str = ""
    juror: str = ""

    def document(self) -> dict[str, Any]:
        """The change as it is kept with the run: only what it changes."""
        found: dict[str, Any] = {}
        if self.seats is not None:
            found["seats"] = self.seats
        if self.rule:
            bounds = {"min": self.minimum, "max": self.maximum}
            found["rule"] = {"id": self.rule, **(bounds if self.rule_changes else {})}
        if self.criterion:
            found["weight"] = {"criterion": self.criterion, "weight": self.weight}
        if self.application:
            found["application"] = self.application
        if self.juror:
            found["juror"] = self.juror
        return found


def supposed(case: Mapping[str, Any], change: Change, title: str) -> Case:
    """The case with the change, marked as a scenario.

    Raises ``scenario_empty`` where nothing is changed, ``unknown_choice``, and
    ``scenario_invalid`` where a number makes no sense.
    """
    if not change.document():
        raise Refusal("scenario_empty")
    made: Case = {**case, KEY: {"title": title, **change.document()}}
    made["description"] = f"SZENARIO „{title}“ – {case['description']}"
    for step in (_juror, _seats, _rule, _weight, _application):
        made = step(made, change)
    return made


def _seats(case: Case, change: Change) -> Case:
    if change.seats is None:
        return case
    if not 1 <= change.seats <= MOST:
        raise Refusal("scenario_invalid", field="seats")
    return {**case, "round": {**case["round"], "seats": change.seats}}


def _rule(case: Case, change: Change) -> Case:
    if not change.rule:
        return case
    rules = case["constraints"]
    if change.rule not in {rule["id"] for rule in rules}:
        raise Refusal("unknown_choice", field="rule")
    if not change.rule_changes:
        return {**case, "constraints": [rule for rule in rules if rule["id"] != change.rule]}
    least, most = change.minimum, change.maximum
    bounds = [each for each in (least, most) if each is not None]
    if not bounds or not all(0 <= each <= MOST for each in bounds) or bounds != sorted(bounds):
        raise Refusal("scenario_invalid", field="minimum")
    changed = {"min": least, "max": most}
    return {
        **case,
        "constraints": [rule | changed if rule["id"] == change.rule else rule for rule in rules],
    }


def _weight(case: Case, change: Change) -> Case:
    if not change.criterion:
        return case
    criteria = case["round"]["criteria"]
    if change.criterion not in {each["id"] for each in criteria}:
        raise Refusal("unknown_choice", field="criterion")
    if not WEIGHT.fullmatch(change.weight):
        raise Refusal("scenario_invalid", field="weight")
    changed = [
        each | {"weight": change.weight} if each["id"] == change.criterion else each
        for each in criteria
    ]
    return {**case, "round": {**case["round"], "criteria": changed}}


def _application(case: Case, change: Change) -> Case:
    if not change.application:
        return case
    rows = case["applications"]
    if change.application not in {row["id"] for row in rows}:
        raise Refusal("unknown_choice", field="application")
    return {
        **case,
        "applications": [
            row | {"status": "withdrawn"} if row["id"] == change.application else row
            for row in rows
        ],
    }


def _juror(case: Case, change: Change) -> Case:
    """Without one juror's reviews, by the rule of ``leave_one_juror_out`` (docs/selection.md).

    Who met the quorum with all jurors keeps it as long as one review is left: the quorum becomes
    one, and those who missed it before lose their reviews.
    """
    if not change.juror:
        return case
    if change.juror not in case["jurors"]:
        raise Refusal("unknown_choice", field="juror")
    short = {each for each, why in stand(parse_case(case)).gate.items() if why == "quorum"}
    kept = [
        review
        for review in case["reviews"]
        if review["juror"] != change.juror and review["application"] not in short
    ]
    return {
        **case,
        "round": {**case["round"], "quorum": 1},
        "jurors": [each for each in case["jurors"] if each != change.juror],
        "conflicts": [each for each in case["conflicts"] if each["juror"] != change.juror],
        "reviews": kept,
    }


def told(
    change: Mapping[str, Any],
    *,
    rules: Mapping[str, str],
    names: Mapping[str, str],
    jurors: Mapping[str, str],
) -> list[str]:
    """What a scenario supposes, in sentences. ``rules``: labels of rules and criteria."""
    lines = []
    if "seats" in change:
        lines.append(_("Plätze: %(count)s.") % {"count": change["seats"]})
    if "rule" in change:
        lines.append(_ruled(change["rule"], rules))
    if "weight" in change:
        label = rules.get(f"criterion:{change['weight']['criterion']}", "")
        weight = wording.decimal(change["weight"]["weight"])
        lines.append(_("Gewicht von „%(name)s“: %(weight)s.") % {"name": label, "weight": weight})
    if "application" in change:
        name = names.get(change["application"], "")
        lines.append(_("Ohne die Bewerbung von %(name)s.") % {"name": name})
    if "juror" in change:
        name = jurors.get(change["juror"], change["juror"])
        lines.append(_("Ohne die Bewertungen von %(name)s.") % {"name": name})
    return lines


def _ruled(rule: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    label = labels.get(rule["id"], rule["id"])
    if "min" not in rule:
        return _("Ohne die Regel „%(name)s“.") % {"name": label}
    least, most = rule["min"], rule["max"]
    if most is None:
        return _("Regel „%(name)s“: mindestens %(min)s.") % {"name": label, "min": least}
    if least is None:
        return _("Regel „%(name)s“: höchstens %(max)s.") % {"name": label, "max": most}
    bounds = {"name": label, "min": least, "max": most}
    return _("Regel „%(name)s“: mindestens %(min)s, höchstens %(max)s.") % bounds
