"""What a file may be: a case, a bundle, or a published decision whose result is to be checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from reviews.selection import reading as read
from reviews.selection.chosen import Chosen
from reviews.selection.reading import CaseError

DECISION_FORMAT = "modellkommune-decision-1"
# How much was searched depends on the engine's version, and says nothing about the decision.
NOT_COMPARED = frozenset({"certificate"})
STATED = ("price", "broken")  # of a difference


@dataclass(frozen=True)
class Document:
    """A case, and what was published about it; names of the awardees by id.

    ``enters`` and ``leaves``: who holds an award otherwise than computed, as the document says;
    ``stated``: what it says of the price of that and of the rules that are not kept.
    """

    case: Mapping[str, Any]
    published: Mapping[str, Any] | None = None
    awarded: tuple[str, ...] | None = None
    engine: str | None = None
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Agreement:
    """Which published keys came out the same, which differently, which could not be computed."""

    same: tuple[str, ...]
    different: tuple[str, ...]
    unchecked: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing differs, and the decision itself is among what was compared."""
        return not self.different and {"status", "selected"} <= set(self.same)


def open_document(data: object) -> Document:
    """Tell a published decision from a plain case. Raises `CaseError`."""
    top = read.mapping(data, "case")
    if top.get("format") != DECISION_FORMAT:
        return Document(top)
    if top.get("case") is None:
        raise CaseError("the decision was published without its case: nothing to recompute")
    awards = [
        read.mapping(item, f"awards[{at}]")
        for at, item in enumerate(read.sequence(top.get("awards", []), "awards"))
    ]
    ids = [read.text(each.get("id"), f"awards[{at}].id") for at, each in enumerate(awards)]
    names = {
        each: name
        for each, award in zip(ids, awards, strict=True)
        if isinstance(name := award.get("name"), str)
    }
    difference = read.mapping(top.get("difference", {}), "difference")
    return Document(
        case=read.mapping(top["case"], "case"),
        published=read.mapping(read.member(top, "result", "decision"), "result"),
        awarded=tuple(sorted(ids)),
        engine=str(top.get("engine", "")),
        enters=_ids(difference, "enters"),
        leaves=_ids(difference, "leaves"),
        stated={key: difference[key] for key in STATED if key in difference},
        names=names,
    )


def _ids(difference: Mapping[str, Any], side: str) -> tuple[str, ...]:
    where = f"difference.{side}"
    items = read.sequence(difference.get(side, []), where)
    return tuple(read.text(each, f"{where}[{at}]") for at, each in enumerate(items))


def compare(document: Document, result: Mapping[str, Any]) -> Agreement:
    """Hold a published result, and the awards, against one computed anew.

    Awards that people gave otherwise agree where the document names every difference.
    """
    published = dict(flattened(document.published or {}))
    computed = dict(flattened(result))
    if document.awarded is not None:
        published["awards"] = list(document.awarded)
        stays = {*(result["selected"] or [])} - {*document.leaves}
        computed["awards"] = sorted(stays | {*document.enters})
    published |= {f"difference.{key}": value for key, value in document.stated.items()}
    if document.stated:
        computed |= _cost(document, result)
    verdicts: dict[str, list[str]] = {"same": [], "different": [], "unchecked": []}
    for key, value in published.items():
        if key not in computed:
            verdicts["unchecked"].append(key)
        else:
            verdicts["same" if computed[key] == value else "different"].append(key)
    return Agreement(**{name: tuple(keys) for name, keys in verdicts.items()})


def _cost(document: Document, result: Mapping[str, Any]) -> dict[str, Any]:
    """What the awards cost against the computed set; no price where none was computed."""
    chosen = Chosen(document.case)
    awarded = document.awarded or ()
    if not set(awarded) <= set(chosen.pool):
        return {"difference.price": None, "difference.broken": None}
    total, broken = chosen.cost(awarded)
    price = str(Fraction(result["total"]) - total) if "total" in result else None
    return {"difference.price": price, "difference.broken": list(broken)}


def flattened(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """The keys to compare, those of `insight` one by one."""
    flat = {k: v for k, v in result.items() if k not in NOT_COMPARED and k != "insight"}
    insight = result.get("insight")
    if isinstance(insight, Mapping):
        flat |= {f"insight.{key}": value for key, value in insight.items()}
    return flat
