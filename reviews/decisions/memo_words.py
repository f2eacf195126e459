"""What a run and a decision say, in German sentences for the Auswahlvermerk.

In German whatever the page's language is: the record is a document, frozen as it was written.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from competition import wording
from reviews.models.decision import DecisionKind

STATUS = {
    "unique": "eindeutig",
    "tie_broken": "Gleichstand, nach der veröffentlichten Reihenfolge aufgelöst",
    "tie": "Gleichstand, den die Regeln nicht auflösen",
    "infeasible": "die Regeln sind zusammen nicht erfüllbar",
    "too_few_eligible": "weniger Bewerbungen als Plätze",
    "not_proven": "nicht bewiesen",
}
GATE = {
    "withdrawn": "zurückgezogen oder verzichtet",
    "ineligible": "formal nicht zugelassen",
    "quorum": "zu wenige gültige Bewertungen",
    "threshold": "Mindestpunkte nicht erreicht",
}


def exact(value: Fraction) -> str:
    """Two places, and the exact value where that says less: "9,67 (genau 29/3)"."""
    shown = wording.places(value)
    return shown if (value * 100).denominator == 1 else f"{shown} (genau {value})"


class MemoWords:
    """Sentences about one run's result. ``names``: of applications by id; ``labels``: of rules."""

    def __init__(
        self,
        case: Mapping[str, Any],
        result: Mapping[str, Any],
        names: Mapping[str, str],
        labels: Mapping[str, str],
    ) -> None:
        self._case = case
        self._result = result
        self._names = names
        self._labels = labels
        self._selected: list[str] = result["selected"] or []

    @property
    def computed(self) -> set[str]:
        """Ids of whom the run selects."""
        return set(self._selected)

    def named(self, ids: Iterable[str]) -> str:
        """Names in alphabetical order, or "niemand"."""
        return ", ".join(sorted(self._names.get(each, each) for each in ids)) or "niemand"

    def ruled(self, keys: Iterable[str]) -> str:
        """Labels of rules."""
        return ", ".join(f"„{self._labels.get(key, key)}“" for key in keys)

    def result(self) -> Iterator[str]:
        """What was computed: status, sums, who, and who missed the gate."""
        result, seats = self._result, self._case["round"]["seats"]
        pool = sum(why == "ok" for why in result["gate"].values())
        yield f"{len(result['gate'])} Bewerbungen, davon {pool} in der Auswahl; {seats} Plätze."
        yield f"Ergebnis der Rechnung: {STATUS[result['status']]}."
        if "total" in result:
            yield f"Höchste erreichbare Punktsumme: {exact(Fraction(result['total']))}."
        if self._selected:
            yield f"Berechnet ausgewählt: {self.named(self._selected)}."
        ranked = sorted(result["scores"].items(), key=lambda row: (-Fraction(row[1]), row[0]))
        points = [f"{self.named([each])} {exact(Fraction(score))}" for each, score in ranked]
        if points:
            yield f"Punkte: {'; '.join(points)}."
        if result.get("second_total"):
            yield f"Nächstbeste Punktsumme: {exact(Fraction(result['second_total']))}."
        if result.get("unconstrained_total"):
            free = exact(Fraction(result["unconstrained_total"]))
            yield f"Punktsumme ganz ohne Auswahlregeln: {free}."
        for rule, each in result.get("price", {}).items():
            yield f"Preis der Regel {self.ruled([rule])}: {exact(Fraction(each['price']))} Punkte."
        for why, words in GATE.items():
            ids = [each for each, reason in result["gate"].items() if reason == why]
            if ids:
                yield f"Nicht in der Auswahl ({words}): {self.named(ids)}."

    def ties(self) -> Iterator[str]:
        """Which sets stood equal, and what decided between them."""
        result = self._result
        if result["status"] not in ("tie", "tie_broken"):
            yield "Es gab keinen Gleichstand."
            return
        count = result.get("n_optimal_total")
        many = str(count) if count else f"mindestens {result['n_optimal_at_least']}"
        yield f"{many} Zusammenstellungen erreichten dieselbe höchste Punktsumme."
        if result.get("contested"):
            yield f"Nur in einigen davon waren: {self.named(result['contested'])}."
        decided_by = result.get("decided_by")
        if decided_by == "lot":
            yield "Entschieden hat nach der veröffentlichten Reihenfolge das Los."
        elif decided_by:
            label = self._labels.get(decided_by, decided_by)
            yield f"Entschieden hat nach der veröffentlichten Reihenfolge „{label}“."
        else:
            yield "Die Regeln lösten den Gleichstand nicht auf; entschieden haben Menschen."

    def near(self) -> Iterator[str]:
        """Whose margin is so small that two steps of one juror outweigh it."""
        near = self._result.get("insight", {}).get("near_ties")
        if near is None:
            yield "Abstände wurden nicht berechnet, weil die Rechnung niemanden ausgewählt hat."
        elif not near:
            yield "Kein Abstand ist so klein, dass zwei Stufen eines Jurymitglieds ihn aufwiegen."
        for each in near or ():
            side = "ausgewählt" if each in self._selected else "nicht ausgewählt"
            margin = exact(Fraction(self._result["margin"][each]))
            yield f"Knapp {side}: {self.named([each])}, Abstand {margin} Punkte."

    def sensitivity(self, jurors: Mapping[str, str]) -> Iterator[str]:
        """The selection without each juror in turn; ``jurors``: names by pseudonym."""
        others = self._result.get("leave_one_juror_out")
        if not others:
            yield "Die Auswahl ohne einzelne Jurymitglieder wurde nicht berechnet."
            return
        for juror, each in others.items():
            name = jurors.get(juror, juror)
            if each["selected"] is None:
                yield f"Ohne {name}: keine eindeutige Auswahl."
                continue
            enters = set(each["selected"]) - set(self._selected)
            leaves = set(self._selected) - set(each["selected"])
            yield f"Ohne {name}: {self._swap(enters, leaves)}."

    def _swap(self, enters: Collection[str], leaves: Collection[str]) -> str:
        if not enters and not leaves:
            return "dieselbe Auswahl"
        return f"{self.named(enters)} statt {self.named(leaves)}"


def deviation(words: MemoWords, content: Mapping[str, Any]) -> Iterator[str]:
    """What people decided otherwise, why, and at what price; ``content`` of a decision."""
    found = content["deviation"]
    if found is None:
        yield from _same(words, content)
        return
    yield f"Hinein kommt: {words.named(found['enters'])}."
    yield f"Heraus fällt: {words.named(found['leaves'])}."
    if found["price"]:
        price = Fraction(found["price"])
        side = "weniger" if price >= 0 else "mehr"
        yield f"Preis: {exact(abs(price))} Punkte {side} als die höchste erreichbare Punktsumme."
    else:
        yield "Ein Preis lässt sich nicht angeben: Keine Zusammenstellung hält alle Regeln ein."
    if found["broken"]:
        yield f"Nicht eingehalten: {words.ruled(found['broken'])}."
    else:
        yield "Alle veröffentlichten Auswahlregeln sind eingehalten."
    yield f"Begründung: {found['reason']}"


def _same(words: MemoWords, content: Mapping[str, Any]) -> Iterator[str]:
    """Nobody chose otherwise; after a declined award it is still not the computed selection."""
    enters = set(content["selected"]) - words.computed
    leaves = words.computed - set(content["selected"])
    if not enters and not leaves:
        yield "Entschieden wurde, was berechnet ist."
        return
    if content["kind"] == DecisionKind.SUCCESSION:
        yield "Nach einem Verzicht rückt jemand nach; alle anderen behalten ihren Platz."
    yield f"Gegenüber der Rechnung neu dabei: {words.named(enters)}."
    yield f"Gegenüber der Rechnung nicht mehr dabei: {words.named(leaves)}."
