"""What makes a rubric usable: judged criterion by criterion, every fault at its own field.

Rows are as ``rubric.define`` takes them. The engine would accept more (``selection.parsing``):
here nothing passes that a juror could not type, reach or understand.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition import answers, wording
from competition.errors import Refusal
from reviews.models import Rubric
from reviews.rubric.rubric_notation import RESERVED, exact, in_order

MAX_CRITERIA = 20
MAX_LABEL_CHARS = 200
MAX_DESCRIPTION_CHARS = 2_000
MAX_MEANING_CHARS = 300
MAX_STEPS = 1_000
DEFAULTS: dict[str, Any] = {
    "label": "",
    "description": "",
    "weight": "1",
    "minimum": "0",
    "maximum": "5",
    "step": "0.5",
    "threshold": "",
    "levels": [],
    "reason_required": False,
}
NO_NUMBER = gettext_lazy("Bitte geben Sie eine Zahl ab 0 an, zum Beispiel 0,5.")
PLAIN_COUNT = re.compile(r"[0-9]{1,4}")
LINE_BREAKS = re.compile(r"[\n\t]+")
NUMBERS = ("weight", "minimum", "maximum", "step")


def judged(rows: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[Refusal]]:
    """The rows as they are stored, and every fault as ``criteria.<number from 0>.<part>``."""
    judges = [_Judge(at, row) for at, row in enumerate(rows)]
    faults = [] if rows else [_fault("", _("Es braucht mindestens ein Kriterium."))]
    if len(rows) > MAX_CRITERIA:
        faults.append(_fault("", _("Höchstens %(limit)s Kriterien.") % {"limit": MAX_CRITERIA}))
    labels: set[str] = set()
    for judge in judges:
        judge.texts(labels)
        judge.scale()
        judge.meanings()
        faults += judge.faults
    return [judge.row for judge in judges], faults


def faults_of(rubric: Rubric, rows: Sequence[Mapping[str, Any]]) -> Iterator[Refusal]:
    """What is wrong with the rubric besides its criteria; ``rows``: these, if they are right."""
    if unread := list(_uncounted(rubric)):
        yield from unread
        return
    try:
        rubric.full_clean()
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            yield _fault(field, messages[0])
        return
    if rubric.quorum < 1:
        yield _fault("quorum", _("Mindestens eine Bewertung ist nötig."))
    if rubric.panel_size is not None and rubric.panel_size < rubric.quorum:
        yield _fault("panel_size", _("So viele Bewertungen sind für die Auswahl zu wenig."))
    if rubric.overall_threshold:
        least = exact(rubric.overall_threshold)
        if least is None:
            yield _fault("overall_threshold", NO_NUMBER)
        elif rows and least > highest_total(rows):
            most = wording.places(highest_total(rows))
            why = _("Mehr als %(most)s Punkte sind in der Summe nicht möglich.") % {"most": most}
            yield _fault("overall_threshold", why)


def _uncounted(rubric: Rubric) -> Iterator[Refusal]:
    """Counts that were typed and are none; "1_0" and "٤" would pass for numbers further on."""
    counts: dict[str, object] = {"quorum": rubric.quorum, "panel_size": rubric.panel_size}
    for field, value in counts.items():
        if isinstance(value, str) and not PLAIN_COUNT.fullmatch(value):
            yield _fault(field, _("Bitte geben Sie eine ganze Zahl an, zum Beispiel 4."))
    if counts["quorum"] is None:
        yield Refusal("required", field="quorum")


def highest_total(rows: Sequence[Mapping[str, Any]]) -> Fraction:
    """The most that an application can reach: the sum of weight times maximum."""
    return sum((Fraction(row["weight"]) * Fraction(row["maximum"]) for row in rows), Fraction(0))


def _fault(field: str, why: object) -> Refusal:
    return Refusal("rubric_invalid", field=field, why=why)


class _Judge:
    """One row: what is stored of it, and what is wrong with it."""

    def __init__(self, at: int, row: Mapping[str, Any]) -> None:
        self.at = at
        self.row: dict[str, Any] = {**DEFAULTS, **row}
        self.faults: list[Refusal] = []
        self.label = ""

    def refuse(self, part: str, why: str) -> None:
        """Note a fault of a part, in a sentence that names the criterion; the first one counts."""
        field = f"criteria.{self.at}.{part}"
        if any(fault.field == field for fault in self.faults):
            return
        name = _("Kriterium %(number)s") % {"number": self.at + 1}
        if self.label:
            name += f" („{self.label[:60]}“)"
        self.faults.append(Refusal("criterion_invalid", field=field, name=name, why=why))

    def texts(self, labels: set[str]) -> None:
        """Label and description; ``labels``: those of the rows before, which no other may bear."""
        label = self._clean("label", MAX_LABEL_CHARS)
        self.row["label"] = self.label = label = LINE_BREAKS.sub(" ", label)
        self.row["description"] = self._clean("description", MAX_DESCRIPTION_CHARS)
        if not any(unicodedata.category(character)[0] in "LNPS" for character in label):
            self.refuse("label", _("Bitte geben Sie dem Kriterium einen Namen."))
        elif label.casefold() in labels:
            self.refuse("label", _("So heißt schon ein anderes Kriterium."))
        labels.add(label.casefold())
        if self.row.get("key") in RESERVED:
            self.refuse("key", _("Diesen Schlüssel braucht der Bewertungsbogen selbst."))

    def _clean(self, part: str, limit: int) -> str:
        try:
            return answers.text(self.row[part], field=part, max_chars=limit)
        except Refusal as refusal:
            self.refuse(part, refusal.sentence)
            return ""

    def scale(self) -> None:
        """Weight, scale and threshold, each by itself and all together."""
        found = {part: exact(self.row[part]) for part in NUMBERS}
        for part, value in found.items():
            if value is None:
                self.refuse(part, str(NO_NUMBER))
        lowest, highest, step = found["minimum"], found["maximum"], found["step"]
        if lowest is None or highest is None or step is None:
            return
        if step == 0:
            self.refuse("step", _("Die Schrittweite muss größer als 0 sein."))
        elif lowest >= highest:
            self.refuse("maximum", _("Die höchste Punktzahl muss über der niedrigsten liegen."))
        elif (highest - lowest) % step:
            self.refuse("maximum", _("Mit dieser Schrittweite lässt sie sich nicht erreichen."))
        elif (highest - lowest) / step > MAX_STEPS:
            self.refuse("step", _("Höchstens %(limit)s Schritte.") % {"limit": MAX_STEPS})
        self._threshold(lowest, highest)

    def _threshold(self, lowest: Fraction, highest: Fraction) -> None:
        if not self.row["threshold"]:
            return
        least = exact(self.row["threshold"])
        if least is None or not lowest <= least <= highest:
            self.refuse(
                "threshold",
                _("Die Mindestpunktzahl muss zwischen %(minimum)s und %(maximum)s liegen.")
                % {
                    "minimum": wording.decimal(self.row["minimum"]),
                    "maximum": wording.decimal(self.row["maximum"]),
                },
            )

    def meanings(self) -> None:
        """What the levels mean: points of the scale, each once, with words."""
        if any(fault.field.endswith((".minimum", ".maximum", ".step")) for fault in self.faults):
            return  # they are measured on the scale; that comes first
        kept, seen = [], set()
        for level in self.row["levels"]:
            score, meaning = level["score"], level["meaning"]
            points = exact(score)
            shown = {"score": wording.decimal(score)}
            if points is None:
                self.refuse(
                    "levels",
                    _("Bitte beginnen Sie jede Zeile mit den Punkten, etwa „5 – überzeugt“."),
                )
            elif not self._allows(points):
                self.refuse("levels", _("%(score)s liegt nicht auf der Skala.") % shown)
            elif points in seen:
                self.refuse("levels", _("%(score)s steht zweimal da.") % shown)
            elif not meaning.strip():
                self.refuse("levels", _("Bei %(score)s fehlt, was es bedeutet.") % shown)
            else:
                kept.append({"score": score, "meaning": self._meaning(meaning)})
            seen.add(points)
        self.row["levels"] = in_order(kept)

    def _allows(self, points: Fraction) -> bool:
        lowest, step = Fraction(self.row["minimum"]), Fraction(self.row["step"])
        return lowest <= points <= Fraction(self.row["maximum"]) and (points - lowest) % step == 0

    def _meaning(self, meaning: str) -> str:
        try:
            return answers.text(meaning, field="levels", max_chars=MAX_MEANING_CHARS)
        except Refusal as refusal:
            self.refuse("levels", refusal.sentence)
            return meaning
