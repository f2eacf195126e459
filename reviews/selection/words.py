"""A result in sentences, for the command line. Numbers are shown rounded and exact."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import floor
from typing import Any

from reviews.selection.documents import Agreement, Document
from reviews.selection.phrases import PHRASES


def shown(value: Fraction, language: str) -> str:
    """Two places, rounded half up, and the exact value where that says less: "9,67 (29/3)"."""
    cents = floor(value * 100 + Fraction(1, 2))
    whole, part = divmod(abs(cents), 100)
    point = "," if language == "de" else "."
    text = f"{'-' if cents < 0 else ''}{whole}{point}{part:02}"
    return text if Fraction(cents, 100) == value else f"{text} ({value})"


class Words:
    """The sentences about one result with its `insight`; one method per paragraph."""

    def __init__(
        self,
        case: Mapping[str, Any],
        result: Mapping[str, Any],
        language: str,
        names: Mapping[str, str],
    ) -> None:
        self._case = case
        self._result = result
        self._insight: Mapping[str, Any] = result.get("insight", {})
        self._language = language
        self._names = names
        self._pool = [each for each, why in result["gate"].items() if why == "ok"]
        self._selected: list[str] = result["selected"] or []

    def lines(self) -> Iterator[str]:
        """All sentences, a line each."""
        yield from self._heading()
        if self._result["selected"] is not None:
            yield from self._group("selected", self._selected)
            rest = [each for each in self._by_score() if each not in self._selected]
            yield from self._group("outside", rest)
            yield from self._near()
        yield from self._gated()
        yield from self._prices()
        yield from self._without_jurors()
        yield from self._shares()

    def _say(self, key: str, **values: object) -> str:
        return PHRASES[self._language][key].format(**values)

    def _number(self, text: str) -> str:
        return shown(Fraction(text), self._language)

    def _list(self, ids: Iterable[str]) -> str:
        return ", ".join(self._name(each) for each in ids) or self._say("nobody")

    def _name(self, each: str) -> str:
        return f"{each} ({self._names[each]})" if each in self._names else each

    def _heading(self) -> Iterator[str]:
        result, round_ = self._result, self._case["round"]
        title = self._case.get("description") or self._case.get("id") or ""
        yield self._say("heading", title=title)
        counts = {"pool": len(self._pool), "seats": round_["seats"]}
        yield self._say("size", applications=len(self._case["applications"]), **counts)
        total = self._number(result["total"]) if "total" in result else ""
        stage = self._stage(result.get("decided_by") or "")
        yield self._say(result["status"], total=total, sets=self._sets(), stage=stage, **counts)
        if result["status"] in ("tie", "tie_broken") and "contested" in result:
            yield self._say("core", ids=self._list(self._insight.get("core", ())))
            yield self._say("contested", ids=self._list(result["contested"]))
        for label, rule in self._insight.get("conflict_members", {}).items():
            bounds = [
                self._say(bound, number=rule[bound])
                for bound in ("min", "max")
                if rule[bound] is not None
            ]
            joined = self._say("and").join(bounds)
            yield self._say("conflict", rule=label, bounds=joined, eligible=rule["eligible"])

    def _sets(self) -> str:
        if "n_optimal_at_least" in self._result:
            return self._say("many", number=self._result["n_optimal_at_least"])
        return str(self._result.get("n_optimal_total", ""))

    def _stage(self, name: str) -> str:
        if name == "lot":
            return self._say("stage:lot")
        return self._say("stage", criterion=name.removeprefix("criterion:"))

    def _by_score(self) -> list[str]:
        scores = {each: Fraction(self._result["scores"][each]) for each in self._pool}
        return sorted(self._pool, key=lambda each: (-scores[each], each))

    def _group(self, heading: str, ids: list[str]) -> Iterator[str]:
        if ids:
            yield self._say(heading)
        for each in ids:
            yield self._row(each)

    def _row(self, each: str) -> str:
        score = self._number(self._result["scores"][each])
        row = {"id": self._name(each), "score": score, "why": self._why(each)}
        margins = self._result.get("margin", {})
        if each not in margins:
            return self._say("row", **row)
        if margins[each] is None:
            return self._say("row:fixed" if each in self._selected else "row:barred", **row)
        steps = self._insight.get("flip", {}).get(each)
        flip = "" if steps is None else self._say("flip:1" if steps == 1 else "flip", steps=steps)
        return self._say("row:margin", margin=self._number(margins[each]), flip=flip, **row)

    def _why(self, each: str) -> str:
        word = self._insight["class"][each]
        rules = self._insight.get("displaced_by", {}).get(each)
        return self._say("displaced:by", rules=", ".join(rules)) if rules else self._say(word)

    def _near(self) -> Iterator[str]:
        near = self._insight.get("near_ties")
        if near is not None:
            yield self._say("near", ids=self._list(near)) if near else self._say("near:none")

    def _gated(self) -> Iterator[str]:
        gated = {each: why for each, why in self._result["gate"].items() if why != "ok"}
        if gated:
            yield self._say("gated")
        for each, why in gated.items():
            yield self._say("gate", id=self._name(each), why=self._say(why))

    def _prices(self) -> Iterator[str]:
        prices = self._result.get("price")
        if not prices:
            return
        yield self._say("prices", total=self._number(self._insight.get("total_price", "0")))
        for rule, each in prices.items():
            values = {"rule": rule, "price": self._number(each["price"])}
            if each.get("enters"):
                swap = {side: self._list(each[side]) for side in ("enters", "leaves")}
                yield self._say("price:swap", **values, **swap)
            else:
                yield self._say("price", **values)

    def _without_jurors(self) -> Iterator[str]:
        others = self._result.get("leave_one_juror_out", {})
        if others:
            yield self._say("lojo")
        for juror, each in others.items():
            if each["selected"] is None:
                yield self._say("lojo:none", juror=juror)
                continue
            enters = self._list(sorted({*each["selected"]} - {*self._selected}))
            leaves = self._list(sorted({*self._selected} - {*each["selected"]}))
            same = sorted(each["selected"]) == sorted(self._selected)
            key = "lojo:same" if same else "lojo:other"
            yield self._say(key, juror=juror, enters=enters, leaves=leaves)

    def _shares(self) -> Iterator[str]:
        drawn = self._insight.get("bootstrap")
        if drawn is None:
            return
        yield self._say("bootstrap", runs=drawn["runs"])
        shares = {each: Fraction(share) for each, share in drawn["share"].items()}
        for each in sorted(shares, key=lambda each: (-shares[each], each)):
            if shares[each]:
                percent = floor(shares[each] * 100 + Fraction(1, 2))
                yield self._say("share", id=self._name(each), percent=percent)


def agreement_lines(agreement: Agreement, language: str) -> Iterator[str]:
    """Whether a published result is the one that was computed anew."""
    phrases = PHRASES[language]
    if agreement.holds:
        yield phrases["agrees"].format(keys=len(agreement.same))
    else:
        yield phrases["disagrees"].format(keys=", ".join(agreement.different) or "status")
    if agreement.unchecked:
        yield phrases["unchecked"].format(keys=", ".join(agreement.unchecked))


def award_lines(document: Document, language: str) -> Iterator[str]:
    """Whether the awards are the computed set, or how a published decision differs from it.

    For decisions that agree with the recomputation.
    """
    phrases = PHRASES[language]
    if not (document.enters or document.leaves):
        if document.awarded:
            yield phrases["awards:computed"]
        return
    named = {
        side: ", ".join(_named(each, document.names) for each in ids) or phrases["awards:nobody"]
        for side, ids in (("enters", document.enters), ("leaves", document.leaves))
    }
    yield phrases["awards:otherwise"].format(**named)
    if document.stated.get("price"):
        price = shown(Fraction(document.stated["price"]), language)
        yield phrases["awards:price"].format(price=price)
    if document.stated.get("broken"):
        yield phrases["awards:broken"].format(rules=", ".join(document.stated["broken"]))


def _named(each: str, names: Mapping[str, str]) -> str:
    return f"{each} ({names[each]})" if each in names else each
