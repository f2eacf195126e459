"""What the example municipalities write into the form: fixed, so that every play is the same."""

from datetime import date
from typing import Any

from demo.places import PARAGRAPHS, Place, concept

GRANT_CENTS = 50_000_00
OWN_CENTS = 5_000_00
GROUPS = ("youth", "elderly", "clubs", "business")


def answers(place: Place, *, year: int) -> dict[str, Any]:
    """A complete form for the place's project, which begins in ``year``."""
    return {
        "title": place.title,
        "perspectives": {key: _first_sentence(place, key) for key in place.perspectives},
        "concept": concept(place),
        "begins_on": date(year, 10, 1).isoformat(),
        "impact": (
            f"Das Vorhaben erreicht alle {_grouped(place.population)} Einwohnerinnen und "
            "Einwohner. Anleitungen und Programme werden unter freier Lizenz veröffentlicht; zwei "
            "Nachbarkommunen begleiten die Erprobung."
        ),
        "groups": [GROUPS[_number(place) % 4], GROUPS[(_number(place) + 1) % 4]],
        "reach": str(max(50, place.population // 100)),
        "sustainability": (
            "Nach zwei Jahren übernimmt die Verwaltung den Betrieb in eigene Stellen und Mittel. "
            "Der Rat hat die Fortführung grundsätzlich beschlossen."
        ),
        "budget": _budget(place),
        "upkeep": 4_000_00,
        "not_begun": True,
        "subsidy_facts": True,
        **_cooperation(place, year),
    }


def _number(place: Place) -> int:
    return int(place.ags[2:5])


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _first_sentence(place: Place, key: str) -> str:
    return PARAGRAPHS[key].format(name=place.name).split(". ")[0].rstrip(".") + "."


def _cooperation(place: Place, year: int) -> dict[str, Any]:
    """A third works alone, a third plans an agreement, a third has one."""
    kind = ("no", "planned", "agreed")[_number(place) % 3]
    found: dict[str, Any] = {"cooperation": kind}
    if kind != "no":
        found["others"] = "Volkshochschule und Bürgerstiftung"
    if kind == "agreed":
        found["agreed_on"] = date(year - 1, 3, 15).isoformat()
    return found


def _budget(place: Place) -> dict[str, Any]:
    """Costs of 55,000 €, and what a foundation adds where somebody works with the place."""
    gift_cents = 0 if _number(place) % 3 == 0 else 2_500_00
    costs = {
        "Personal (halbe Stelle)": 38_000_00,
        "Veranstaltungen und Moderation": 9_500_00 + gift_cents,
        "Technik und Gestaltung": 7_500_00,
    }
    funding = [
        {"source": "grant", "label": "", "cents": GRANT_CENTS},
        {"source": "own", "label": "", "cents": OWN_CENTS},
    ]
    if gift_cents:
        funding.append({"source": "third_party", "label": "Bürgerstiftung", "cents": gift_cents})
    return {
        "costs": [{"label": label, "cents": cents} for label, cents in costs.items()],
        "funding": funding,
    }
