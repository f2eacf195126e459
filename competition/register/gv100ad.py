"""The official fixed-width file of the Gemeindeverzeichnis, GV100AD (Destatis).

Records of 220 characters; columns counted from 0, end exclusive::

    0-2    record type: 10 state, 20 region of government, 30 planning region,
           40 county or independent city, 50 association of municipalities, 60 municipality
    2-10   area status, YYYYMMDD
    10-18  key: 5 digits in records 40, 8 digits in records 60
    22-72  name
    122-124 text mark: what kind of county (4x) or municipality (6x)
    139-150 population (records 60 only)
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from competition.register import rows
from competition.register.faults import Faults, fault, german
from competition.register.rows import Register, RegisterRow

RECORD_LENGTH = 220
COUNTY, MUNICIPALITY = "40", "60"
OTHER_RECORD_TYPES = frozenset({"10", "20", "30", "50"})

COUNTY_MARKS = {"43": "Kreis", "44": "Landkreis", "45": "Regionalverband"}
# Independent cities have a record 40 too; their record 60 says all and has the population.
CITY_MARKS = frozenset({"41", "42"})
MUNICIPALITY_MARKS = {
    "60": "Markt",
    "61": "Kreisfreie Stadt",
    "62": "Stadtkreis",
    "63": "Stadt",
    "64": "Gemeinde",
    "67": "Große Kreisstadt",
}
# Inhabited and uninhabited: no municipality, but its people belong to the county.
UNINCORPORATED_MARKS = frozenset({"65", "66"})


@dataclass
class _Reading:
    """What the records have said so far. Keys of counties and of ``inhabitants``: 5 digits."""

    as_of: date | None = None
    lines: dict[str, int] = field(default_factory=dict)
    city_counties: set[str] = field(default_factory=set)
    counties: dict[str, tuple[str, str]] = field(default_factory=dict)
    municipalities: list[RegisterRow] = field(default_factory=list)
    inhabitants: Counter[str] = field(default_factory=Counter)
    left_out_count: int = 0

    def claim(self, ags: str, line: int) -> str:
        first = self.lines.setdefault(ags, line)
        if first != line:
            raise fault("key_twice", line, "ags", value=ags, first=first)
        return ags


def parse(text: str) -> Register:
    """The register in the file's text, counties with the sum of their municipalities' people.

    Municipalities and counties become rows; unincorporated areas are counted and left out. Raises
    ``RegisterError`` with every fault of every line.
    """
    reading, faults = _Reading(), Faults()
    for line, record in enumerate(text.removesuffix("\n").split("\n"), start=1):
        with faults.collecting():
            _take(reading, record.removesuffix("\r"), line)
    faults.settle()
    _check_whole(reading, faults)
    counties = [
        RegisterRow(f"{key}000", name, designation, reading.inhabitants[key])
        for key, (name, designation) in reading.counties.items()
    ]
    if reading.as_of is None or not reading.municipalities:
        raise fault("empty")
    found = sorted([*counties, *reading.municipalities], key=lambda row: row.ags)
    return Register(tuple(found), reading.as_of, reading.left_out_count)


def _take(reading: _Reading, record: str, line: int) -> None:
    if len(record) != RECORD_LENGTH:
        raise fault("record_length", line, count=len(record), expected=RECORD_LENGTH)
    record_type = record[0:2]
    if record_type not in OTHER_RECORD_TYPES | {COUNTY, MUNICIPALITY}:
        raise fault("record_type_unknown", line, value=record_type)
    _take_as_of(reading, record[2:10], line)
    if record_type == COUNTY:
        _take_county(reading, record, line)
    elif record_type == MUNICIPALITY:
        _take_municipality(reading, record, line)


def _take_as_of(reading: _Reading, text: str, line: int) -> None:
    try:
        found = datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  # a day, not an instant
    except ValueError as error:
        raise fault("as_of_invalid", line, "as_of", value=text) from error
    reading.as_of = reading.as_of or found
    if found != reading.as_of:
        given = german(reading.as_of)
        raise fault("as_of_mixed", line, "as_of", found=german(found), given=given)


def _take_county(reading: _Reading, record: str, line: int) -> None:
    key = reading.claim(rows.key(record[10:18].rstrip(), line, digits=5), line)
    mark = record[122:124]
    name = rows.name(record[22:72], line)
    if mark in CITY_MARKS:
        reading.city_counties.add(key)
    elif mark in COUNTY_MARKS:
        reading.counties[key] = name, COUNTY_MARKS[mark]
    else:
        raise fault("mark_unknown", line, "kind", value=mark)


def _take_municipality(reading: _Reading, record: str, line: int) -> None:
    ags = reading.claim(rows.key(record[10:18], line), line)
    inhabitants = rows.population(record[139:150], line)
    mark = record[122:124]
    if mark in UNINCORPORATED_MARKS:
        reading.left_out_count += 1
        if not inhabitants:  # lakes and coastal waters belong to no county
            return
    elif mark in MUNICIPALITY_MARKS:
        name, designation = rows.name(record[22:72], line), MUNICIPALITY_MARKS[mark]
        rows.check_key_fits_kind(ags, designation, line)
        reading.municipalities.append(RegisterRow(ags, name, designation, inhabitants))
    else:
        raise fault("mark_unknown", line, "kind", value=mark)
    reading.inhabitants[ags[:5]] += inhabitants


def _check_whole(reading: _Reading, faults: Faults) -> None:
    """No municipality without its county, no county without its municipalities."""
    known = reading.city_counties | reading.counties.keys()
    for key in sorted(reading.inhabitants.keys() - known):
        with faults.collecting():
            line = min(at for ags, at in reading.lines.items() if ags.startswith(key))
            raise fault("county_missing", line, "ags", value=key)
    for key in sorted(known - reading.inhabitants.keys()):
        with faults.collecting():
            raise fault("county_empty", reading.lines[key], "ags", value=key)
    faults.settle()
