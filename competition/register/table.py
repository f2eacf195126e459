"""The register as a table (CSV, UTF-8, comma): what the product ships, and what others may send.

First lines that begin with ``#`` are comments; one of them names source and dates. Columns: ags
(first), name, kind, state, population, lat, lon; ``ars`` and ``postcode`` may be there and are not
kept. A state is written as its name or as its two letters.
"""

import csv
import io
import re
from datetime import date, datetime
from itertools import takewhile

from competition.register import rows
from competition.register.faults import Faults, fault
from competition.register.rows import KINDS, STATES, Register, RegisterRow

COLUMNS = ("ags", "name", "kind", "state", "population", "lat", "lon")
OTHER_COLUMNS = frozenset({"ars", "postcode"})
# Required by the publisher, who permits copying with attribution.
ATTRIBUTION = (
    "# Quelle: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis-Informationssystem GV-ISys, "
    "Gebietsstand {as_of:%d.%m.%Y}, Bevölkerung {population_on:%d.%m.%Y}; Daten verändert"
)


def named_as_of(text: str) -> date | None:
    """The area status that the comments name ("Gebietsstand 30.11.2023")."""
    return _named_day(text, "Gebietsstand")


def parse(text: str, as_of: date) -> Register:
    """The register in the table's text. Raises ``RegisterError`` with every fault of every line."""
    comments = _comments(text)
    comment_count = len(comments)
    body = text.removeprefix("".join(comments))
    reader = csv.reader(io.StringIO(body, newline=""), strict=True)
    faults, lines, found = Faults(), dict[str, int](), list[RegisterRow]()
    try:
        header = _checked_header(next(reader), comment_count + 1)
        for cells in reader:
            line = comment_count + reader.line_num
            with faults.collecting():
                row = _row(_named_cells(header, cells, line), line)
                first = lines.setdefault(row.ags, line)
                if first != line:
                    raise fault("key_twice", line, "ags", value=row.ags, first=first)
                found.append(row)
    except csv.Error as error:
        raise fault("quoting", comment_count + reader.line_num) from error
    faults.settle()
    if not found:
        raise fault("empty")
    found.sort(key=lambda row: row.ags)
    return Register(tuple(found), as_of, population_on=_named_day(text, "Bevölkerung"))


def write_table(register: Register, population_on: date) -> str:
    """The register as the table that ``parse`` reads: attribution, header, rows by key.

    The same register always gives the same text. ``population_on`` is the day of the population
    counts, which the attribution must name.
    """
    lines = io.StringIO()
    attribution = ATTRIBUTION.format(as_of=register.as_of, population_on=population_on)
    lines.write(f"{attribution}\n")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(register.rows, key=lambda row: row.ags):
        writer.writerow(
            [
                row.ags,
                row.official_name,
                row.designation,
                row.state,
                row.population,
                row.latitude,
                row.longitude,
            ]
        )
    return lines.getvalue()


def _comments(text: str) -> list[str]:
    return list(takewhile(lambda line: line.startswith("#"), io.StringIO(text)))


def _named_day(text: str, word: str) -> date | None:
    for comment in _comments(text):
        named = re.search(rf"{word} (\d\d\.\d\d\.\d\d\d\d)", comment)
        if named:
            try:
                return datetime.strptime(named[1], "%d.%m.%Y").date()  # noqa: DTZ007  # a day
            except ValueError as error:
                raise fault("as_of_invalid", 1, "as_of", value=named[1]) from error
    return None


def _checked_header(header: list[str], line: int) -> list[str]:
    for column in header:
        if column not in OTHER_COLUMNS and column not in COLUMNS:
            raise fault("header_unknown", line, value=column)
        if header.count(column) > 1:
            raise fault("header_twice", line, value=column)
    for column in COLUMNS:
        if column not in header:
            raise fault("header_missing", line, column, value=column)
    return header


def _named_cells(header: list[str], cells: list[str], line: int) -> dict[str, str]:
    if len(cells) != len(header):
        raise fault("cell_count", line, count=len(cells), expected=len(header))
    return dict(zip(header, cells, strict=True))


def _row(cells: dict[str, str], line: int) -> RegisterRow:
    ags, designation = rows.key(cells["ags"], line), cells["kind"]
    if designation not in KINDS:
        raise fault("kind_unknown", line, "kind", value=designation)
    rows.check_key_fits_kind(ags, designation, line)
    _check_state(cells["state"], ags, line)
    latitude = rows.coordinate(cells["lat"], line, "lat")
    longitude = rows.coordinate(cells["lon"], line, "lon")
    if bool(latitude) != bool(longitude):
        raise fault("coordinate_half", line, "lat")
    return RegisterRow(
        ags=ags,
        official_name=rows.name(cells["name"], line),
        designation=designation,
        population=rows.population(cells["population"], line),
        latitude=latitude,
        longitude=longitude,
    )


def _check_state(text: str, ags: str, line: int) -> None:
    if not any(text in state for state in STATES.values()):
        raise fault("state_unknown", line, "state", value=text)
    if text not in STATES[ags[:2]]:
        raise fault("state_key", line, "state", value=text, key=ags)
