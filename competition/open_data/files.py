"""Which files a round has, by name, and how each is made."""

import json
from collections.abc import Callable

from competition.open_data import awards_table, catalog, lines, statistics, threesixty
from competition.open_data.shapes import File, Json, Results, Source

JSON = "application/json"
CATALOG = "catalog.jsonld"
TITLES = {
    "awards.csv": "Förderungen (CSV)",
    "awards.json": "Förderungen (360Giving 1.4, JSON)",
    "awards-former.csv": "Förderungen, die nicht mehr gelten (CSV)",
    "decision.json": "Entscheidung zum Nachrechnen (JSON)",
    "statistics.csv": "Bewerbungen und Förderungen in Summen (CSV)",
}


def listed(results: Results, source: Source, address: str) -> list[File]:
    """Every file of results that there is, in the order in which pages name them; without the
    catalogue, and of the decision the version in force."""
    made = (one(results, source, address, name) for name in TITLES)
    return [file for file in made if file is not None]


def one(results: Results, source: Source, address: str, name: str) -> File | None:
    """The file of this name (a key of ``TITLES``), or None where there is none."""
    makers: dict[str, Callable[[], File | None]] = {
        "awards.csv": lambda: _table(name, results, results.exist, awards_table.standing),
        "awards-former.csv": lambda: _table(name, results, results.exist, awards_table.former),
        "awards.json": lambda: _package(name, results, source, address),
        "decision.json": lambda: decision(results, None),
        "statistics.csv": lambda: _table(
            name, results, results.applicants is not None, statistics.table
        ),
    }
    return makers[name]()


def decision(results: Results, number: int | None) -> File | None:
    """The decision's document of that number, or without one the version in force.

    The bytes are the canonical ones: their SHA-256 is the digest that was frozen with it.
    """
    found = [each for each in results.decisions if number in (None, each.number)]
    if not found:
        return None
    name = "decision.json" if number is None else f"decision-{number}.json"
    return File(name, JSON, found[-1].body, found[-1].number)


def catalogue(results: Results, source: Source, address: str) -> File:
    """The catalogue: it lists what there is, and that may be nothing."""
    versions = [decision(results, each.number) for each in results.decisions[:-1]]
    files = listed(results, source, address) + [each for each in versions if each is not None]
    titles = TITLES | {
        each.name: f"Entscheidung, Fassung {each.version} (JSON)" for each in versions if each
    }
    document = catalog.document(results, source, address, files, titles)
    return File(CATALOG, catalog.MEDIA_TYPE, written(document), results.version)


def written(document: Json) -> bytes:
    """JSON for people and programs: UTF-8, indented, a line break at its end."""
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def _table(
    name: str, results: Results, exists: bool, make: Callable[[Results], bytes]
) -> File | None:
    return File(name, lines.MEDIA_TYPE, make(results), results.version) if exists else None


def _package(name: str, results: Results, source: Source, address: str) -> File | None:
    if not results.grants:
        return None
    body = written(threesixty.package(results, source, address))
    return File(name, JSON, body, results.version)
