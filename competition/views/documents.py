"""Frozen documents in words: what rubric, rules and decision say to a reader.

Numbers are rounded here for the eye only (``wording.places``); the exact ones stand beside them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition import wording
from competition.pictures import SIGNS
from competition.standings import Standings

Document = Mapping[str, Any]

GATE = {
    "ok": gettext_lazy("nicht ausgewählt"),
    "withdrawn": gettext_lazy("zurückgezogen"),
    "ineligible": gettext_lazy("formal nicht zugelassen"),
    "quorum": gettext_lazy("zu wenige gültige Bewertungen"),
    "threshold": gettext_lazy("Mindestpunkte nicht erreicht"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One application in the table of totals, awarded (now or once) or under its pseudonym.

    ``why`` it was chosen and its ``perspectives``, as far as the document tells: of those named
    with an award alone.
    """

    rank: int
    pseudonym: str
    is_awarded: bool
    name: str
    total: str
    values: list[str]
    standing: str
    margin: str | None
    why: str = ""
    perspectives: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What the rules cost, in words and, of all together, as exact numbers of points."""

    words: str
    total: str
    unconstrained: str
    lost: str


@dataclass(frozen=True, slots=True)
class Told:
    """A published decision as its page tells it; without ``lines`` the totals stay unpublished.

    ``is_computed``: those who hold an award are the computed set. Where people decided otherwise,
    or somebody moved up, pictures and margins of the computed set would tell of another one.
    """

    input_digest: str
    sentences: list[str] = field(default_factory=list)
    nearest: str = ""
    criteria: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    is_computed: bool = True
    price: Price | None = None


def labels(document: Document | None, key: str) -> dict[str, str]:
    """Labels by id of the criteria of a rubric, or of the rules."""
    return {row["id"]: row["label"] for row in document[key]} if document else {}


def tell(
    decision: Document,
    rubric: Document | None,
    rules: Document | None,
    ended: Mapping[str, str] | None = None,
) -> Told:
    """The decision in plain words, from its published document and the frozen rules.

    ``ended``: what has become since of an award that the document names, by the application's id.
    """
    if "result" not in decision:
        return Told(decision["input_sha256"])
    criteria = labels(rubric, "criteria")
    return Told(
        decision["input_sha256"],
        list(_sentences(decision, criteria, labels(rules, "rules"))),
        nearest(decision),
        [
            criteria.get(criterion["id"], criterion["id"])
            for criterion in decision["case"]["round"]["criteria"]
        ],
        _lines(decision, ended or {}),
        is_computed="difference" not in decision,
        price=_price(decision, labels(rules, "rules")),
    )


def _price(decision: Document, rules: Mapping[str, str]) -> Price | None:
    result = decision["result"]
    if "unconstrained_total" not in result or not decision["case"]["constraints"]:
        return None
    lost = Fraction(result["unconstrained_total"]) - Fraction(result["total"])
    words = _price_sentence(result, rules)
    return Price(words, result["total"], result["unconstrained_total"], str(lost))


def _sentences(
    decision: Document, criteria: Mapping[str, str], rules: Mapping[str, str]
) -> Iterator[str]:
    result, count = decision["result"], len(decision["awards"])
    yield _gate_sentence(result["gate"])
    if "difference" in decision:
        yield from _difference_sentences(decision, rules)
        return
    yield ngettext(
        "Ausgewählt ist die Bewerbung mit der höchsten Punktsumme, die alle Regeln zulassen: "
        "%(total)s Punkte.",
        "Ausgewählt sind die %(count)s Bewerbungen, die zusammen die höchste Punktsumme "
        "erreichen und alle Regeln einhalten: %(total)s Punkte.",
        count,
    ) % {"count": count, "total": wording.places(result["total"])}
    yield _tie_sentence(result, criteria)


def _difference_sentences(decision: Document, rules: Mapping[str, str]) -> Iterator[str]:
    """Where the awards are not what was computed: what people were left with, and the price."""
    result, difference = decision["result"], decision["difference"]
    if "total" not in result:
        yield _("Keine Zusammenstellung hielt alle Auswahlregeln ein; entschieden haben Menschen.")
    elif result["status"] == "tie":
        yield _(
            "Mehrere Zusammenstellungen erreichten dieselbe höchste Punktsumme (%(total)s Punkte); "
            "entschieden haben Menschen."
        ) % {"total": wording.places(result["total"])}
    else:
        yield _(
            "Berechnet war eine andere Zusammenstellung mit %(total)s Punkten, der höchsten Summe "
            "unter allen Regeln."
        ) % {"total": wording.places(result["total"])}
    if decision.get("kind") == "succession":
        yield _("Nachgerückt ist, wer nach den Regeln folgt; alle anderen behalten ihren Platz.")
    elif difference.get("price"):
        yield _("Die Entscheidung weicht davon ab. Preis der Abweichung in Punkten: %(price)s.") % {
            "price": wording.places(difference["price"])
        }
    if difference.get("broken"):
        names = ", ".join(f"„{rules.get(key, key)}“" for key in difference["broken"])
        yield _("Nicht eingehaltene Regeln: %(rules)s.") % {"rules": names}


def _gate_sentence(gate: Mapping[str, str]) -> str:
    counts = Counter(gate.values())
    sentence = ngettext(
        "Von %(all)s Bewerbung kam %(ok)s in die Auswahl.",
        "Von %(all)s Bewerbungen kamen %(ok)s in die Auswahl.",
        len(gate),
    ) % {"all": len(gate), "ok": counts.pop("ok", 0)}
    if not counts:
        return sentence
    left_out = ", ".join(f"{GATE[reason]} ({n})" for reason, n in sorted(counts.items()))
    missing = _("Nicht dabei: %(reasons)s.") % {"reasons": left_out}
    return f"{sentence} {missing}"


def _tie_sentence(result: Document, criteria: Mapping[str, str]) -> str:
    if result["status"] == "unique":
        return _("Es gab genau eine solche Zusammenstellung.")
    decided_by = result["decided_by"]
    if decided_by == "lot":
        how = _("das Los nach dem vorher bekannt gemachten Verfahren")
    else:
        key = decided_by.removeprefix("criterion:")
        how = _("die Summe im Kriterium „%(name)s“") % {"name": criteria.get(key, key)}
    if "n_optimal_total" not in result:
        return _(
            "Mehr gleich gute Zusammenstellungen, als gezählt werden; es entschied %(how)s."
        ) % {"how": how}
    return _("Es gab %(n)s gleich gute Zusammenstellungen; es entschied %(how)s.") % {
        "n": result["n_optimal_total"],
        "how": how,
    }


def _price_sentence(result: Document, rules: Mapping[str, str]) -> str:
    lost = Fraction(result["unconstrained_total"]) - Fraction(result["total"])
    if not lost:
        return _("Auch ganz ohne Regeln wäre die Punktsumme nicht höher gewesen.")
    sentence = _("Ohne die Regeln wäre die Punktsumme um %(lost)s Punkte höher gewesen.") % {
        "lost": wording.places(lost)
    }
    prices = [
        _("„%(rule)s“: %(price)s")
        % {
            "rule": rules.get(rule, rule),
            "price": wording.places(row["price"]),
        }
        for rule, row in result.get("price", {}).items()
        if Fraction(row["price"])
    ]
    if not prices:
        return sentence
    single = _("Einzeln kosten sie: %(prices)s.") % {"prices": "; ".join(prices)}
    return f"{sentence} {single}"


def nearest(decision: Document) -> str:
    """How near the next one was: the smallest margin of an application that was not selected."""
    result = decision["result"]
    if "difference" in decision:
        return ""  # margins are about the computed set
    selected = set(result["selected"] or ())
    margins = [
        Fraction(margin)
        for application, margin in result.get("margin", {}).items()
        if margin is not None and application not in selected
    ]
    if not margins:
        return ""
    if not min(margins):
        return _(
            "Die nächste Bewerbung lag gleichauf; entschieden haben die Regeln für Gleichstand."
        )
    count = margins.count(min(margins))
    return ngettext(
        "Der nächsten Bewerbung fehlten %(points)s Punkte in der Summe, um einen Platz zu "
        "bekommen.",
        "Den %(count)s nächsten Bewerbungen fehlten je %(points)s Punkte in der Summe, um einen "
        "Platz zu bekommen.",
        count,
    ) % {"count": count, "points": wording.places(min(margins))}


def _lines(decision: Document, ended: Mapping[str, str]) -> list[Line]:
    result = decision["result"]
    names = {award["id"]: award["name"] for award in decision["awards"]}
    cases = decision["case"]["applications"]
    scores = {row["id"]: Fraction(result["scores"].get(row["id"], -1)) for row in cases}
    rows = sorted(cases, key=lambda row: (-scores[row["id"]], row["id"]))
    ranks: dict[Fraction, int] = {}
    for rank, row in enumerate(rows, start=1):
        ranks.setdefault(scores[row["id"]], rank)
    standings = Standings(decision["case"], result)
    return [
        Line(
            ranks[scores[row["id"]]],
            row["id"],
            row["id"] in names and row["id"] not in ended,
            names.get(row["id"], ""),
            result["scores"].get(row["id"], ""),
            list(row["aggregate"]["criteria"].values()),
            ended.get(row["id"]) or str(GATE[result["gate"][row["id"]]]),
            result.get("margin", {}).get(row["id"]),
            _why(row["id"], standings) if row["id"] in names else "",
            row["attrs"].get("perspectives", ()) if row["id"] in names else (),
        )
        for row in rows
    ]


def _why(application: str, standings: Standings) -> str:
    """What put one with an award in: its points, the rules, or people after the computation."""
    if application in standings.selected:
        return str(SIGNS[standings.standing(application)][1])
    if application in standings.result.get("successor", {}).values():
        return _("nachgerückt")
    return _("durch eine Entscheidung, die von der Berechnung abweicht")


def bounds(rule: Document) -> str:
    """How many of the selected: "mindestens 1, höchstens 4"."""
    parts = []
    if rule["min"] is not None:
        parts.append(_("mindestens %(n)s") % {"n": rule["min"]})
    if rule["max"] is not None:
        parts.append(_("höchstens %(n)s") % {"n": rule["max"]})
    return ", ".join(parts)


def tie_order(rules: Document, criteria: Mapping[str, str]) -> list[str]:
    """What decides between equal totals, in its order."""
    return [
        _("das Los") if stage == "lot" else criteria.get(stage.partition(":")[2], stage)
        for stage in rules["tie_break"]
    ]
