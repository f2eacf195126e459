"""What the register says of one municipality or county, and the checks of each field."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from competition.register.faults import fault
from competition.register.names import display_name

# The first two digits of the key are the federal state's.
STATES = {
    "01": ("SH", "Schleswig-Holstein"),
    "02": ("HH", "Hamburg"),
    "03": ("NI", "Niedersachsen"),
    "04": ("HB", "Bremen"),
    "05": ("NW", "Nordrhein-Westfalen"),
    "06": ("HE", "Hessen"),
    "07": ("RP", "Rheinland-Pfalz"),
    "08": ("BW", "Baden-Württemberg"),
    "09": ("BY", "Bayern"),
    "10": ("SL", "Saarland"),
    "11": ("BE", "Berlin"),
    "12": ("BB", "Brandenburg"),
    "13": ("MV", "Mecklenburg-Vorpommern"),
    "14": ("SN", "Sachsen"),
    "15": ("ST", "Sachsen-Anhalt"),
    "16": ("TH", "Thüringen"),
}

# The register's words for what a municipality is, and our four kinds.
KINDS = {
    "Landkreis": "county",
    "Kreis": "county",
    "Regionalverband": "county",
    "Kreisfreie Stadt": "independent_city",
    "Stadtkreis": "independent_city",
    "Stadt": "town",
    "Große Kreisstadt": "town",
    "Gemeinde": "municipality",
    "Markt": "municipality",
}

SYNTHETIC_RANGE = "99"
NAME_LIMIT = 50  # characters: the width of the name in the official file
POPULATION_LIMIT = 99_999_999
# Latin letters as far as German, Sorbian, Danish and Frisian names go. What a wrong encoding makes
# of an umlaut is not among them.
NAME = re.compile(r"[A-Za-zÀ-ÖØ-öø-ž\u1E9E(][A-Za-zÀ-ÖØ-öø-ž\u1E9E ,./()'’–-]*")
# Boxes around Germany, in degrees (WGS 84).
COORDINATE_BOUNDS = {"lat": (47.0, 55.2), "lon": (5.5, 15.5)}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One municipality or county on the register's date.

    ``official_name`` as the register writes it ("Flensburg, Stadt"), ``designation`` its word for
    the kind ("Große Kreisstadt"), ``population`` in inhabitants. Coordinates are decimal degrees
    (WGS 84) as text, both empty where the source has none.
    """

    ags: str
    official_name: str
    designation: str
    population: int
    latitude: str = ""
    longitude: str = ""

    @property
    def name(self) -> str:
        """The name as it is shown, without titles."""
        return display_name(self.official_name)

    @property
    def kind(self) -> str:
        """One of the four kinds of the product."""
        return KINDS[self.designation]

    @property
    def state(self) -> str:
        """The federal state's two letters."""
        return STATES[self.ags[:2]][0]


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register file. ``rows`` ascend by key; ``as_of`` is its area status (Gebietsstand).

    ``left_out_count`` counts unincorporated areas, which nobody governs and which cannot apply.
    ``population_on`` is the day of the population counts, where the file names it.
    """

    rows: tuple[RegisterRow, ...]
    as_of: date
    left_out_count: int = 0
    population_on: date | None = None


def key(text: str, line: int, digits: int = 8) -> str:
    """The key, or a ``RegisterError``: digits only, of a federal state, not of the examples."""
    if not re.fullmatch(rf"[0-9]{{{digits}}}", text):
        raise fault("key_invalid", line, "ags", value=text, digits=digits)
    if text.startswith(SYNTHETIC_RANGE):
        raise fault("key_reserved", line, "ags", value=text)
    if text[:2] not in STATES:
        raise fault("state_unknown", line, "ags", value=text[:2])
    return text


def name(text: str, line: int) -> str:
    """The official name in composed form (NFC) with single spaces, or a ``RegisterError``."""
    value = " ".join(unicodedata.normalize("NFC", text).split())
    if not value:
        raise fault("name_missing", line, "name")
    if len(value) > NAME_LIMIT:
        raise fault("name_too_long", line, "name", limit=NAME_LIMIT)
    # The cell itself is judged: split() would have forgiven a tab or a line break.
    if not text.isprintable() or not NAME.fullmatch(value):
        raise fault("name_characters", line, "name", value=value)
    return value


def population(text: str, line: int) -> int:
    """The number of inhabitants, or a ``RegisterError``: ASCII digits only."""
    if not re.fullmatch(r"[0-9]{1,11}", text) or int(text) > POPULATION_LIMIT:
        raise fault("population_invalid", line, "population", value=text)
    return int(text)


def coordinate(text: str, line: int, field: str) -> str:
    """Decimal degrees as written, or empty, or a ``RegisterError``. ``field``: lat or lon."""
    lowest, highest = COORDINATE_BOUNDS[field]
    if text and not (
        re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,8}", text) and lowest <= float(text) <= highest
    ):
        raise fault("coordinate_invalid", line, field, value=text)
    return text


def check_key_fits_kind(ags: str, designation: str, line: int) -> None:
    """Counties and independent cities, and only they, have keys that end in 000."""
    if ags.endswith("000") != (KINDS[designation] in {"county", "independent_city"}):
        raise fault("key_kind", line, "ags", value=ags, kind=designation)
