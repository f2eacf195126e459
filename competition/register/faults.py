"""What can be wrong with a register file: a code, a line, a field and a German sentence each."""

import dataclasses
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any


def gettext_noop(text: str) -> str:
    """Marks a sentence for the translators; this module itself translates nothing."""
    return text


SENTENCES = {
    # The file
    "unreadable": gettext_noop("Die gepackte Datei ist beschädigt."),
    "too_large": gettext_noop("Die Datei ist entpackt größer als %(limit)s MiB."),
    "encoding_mixed": gettext_noop("Die Datei ist weder durchgehend UTF-8 noch Latin-1."),
    "format_unknown": gettext_noop(
        "Die Datei ist weder ein Gemeindeverzeichnis GV100AD noch eine Tabelle, "
        "deren erste Spalte „ags“ heißt."
    ),
    "empty": gettext_noop("Die Datei enthält keine Kommunen."),
    "as_of_missing": gettext_noop("Die Datei nennt keinen Gebietsstand; bitte geben Sie ihn an."),
    "as_of_conflict": gettext_noop("Die Datei nennt den Gebietsstand %(found)s, nicht %(given)s."),
    # The record
    "record_length": gettext_noop("Der Satz hat %(count)s statt %(expected)s Zeichen."),
    "record_type_unknown": gettext_noop("Die Satzart „%(value)s“ gibt es nicht."),
    "mark_unknown": gettext_noop("Das Textkennzeichen „%(value)s“ gibt es hier nicht."),
    "as_of_invalid": gettext_noop("Der Gebietsstand „%(value)s“ ist kein Datum."),
    "as_of_mixed": gettext_noop("Der Gebietsstand ist hier %(found)s, in Zeile 1 %(given)s."),
    "header_unknown": gettext_noop("Die Spalte „%(value)s“ gibt es nicht."),
    "header_twice": gettext_noop("Die Spalte „%(value)s“ steht zweimal da."),
    "header_missing": gettext_noop("Die Spalte „%(value)s“ fehlt."),
    "cell_count": gettext_noop("Die Zeile hat %(count)s statt %(expected)s Felder."),
    "quoting": gettext_noop("Die Anführungszeichen sind nicht richtig gesetzt."),
    # The fields
    "key_invalid": gettext_noop("„%(value)s“ ist kein Schlüssel aus %(digits)s Ziffern."),
    "key_reserved": gettext_noop(
        "Der Schlüssel %(value)s gehört zum Bereich der Beispielkommunen (99…)."
    ),
    "key_twice": gettext_noop("Der Schlüssel %(value)s steht schon in Zeile %(first)s."),
    "key_kind": gettext_noop("Der Schlüssel %(value)s passt nicht zur Art „%(kind)s“."),
    "kind_unknown": gettext_noop("Die Art „%(value)s“ gibt es nicht."),
    "state_unknown": gettext_noop("Ein Land „%(value)s“ gibt es nicht."),
    "state_key": gettext_noop("Das Land „%(value)s“ passt nicht zum Schlüssel %(key)s."),
    "name_missing": gettext_noop("Der Name fehlt."),
    "name_too_long": gettext_noop("Der Name hat mehr als %(limit)s Zeichen."),
    "name_characters": gettext_noop("Der Name „%(value)s“ enthält unzulässige Zeichen."),
    "population_invalid": gettext_noop("„%(value)s“ ist keine Einwohnerzahl."),
    "coordinate_invalid": gettext_noop(
        "„%(value)s“ ist keine Koordinate in Deutschland (Grad mit Dezimalpunkt)."
    ),
    "coordinate_half": gettext_noop("Breite und Länge stehen nur zusammen."),
    "county_missing": gettext_noop("Zum Schlüssel %(value)s fehlt der Satz des Kreises."),
    "county_empty": gettext_noop("Zum Kreis %(value)s fehlen die Gemeinden."),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``line`` counts from 1; 0 means the file as a whole. ``field`` is a column."""

    code: str
    line: int = 0
    field: str = ""
    params: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The German sentence, without the line."""
        return SENTENCES[self.code] % self.params


class RegisterError(ValueError):
    """The file is malformed. ``faults`` has everything found, in the order of the lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        first = self.faults[0]
        self.code, self.line, self.field = first.code, first.line, first.field
        super().__init__("\n".join(f"{f.line}: {f.code}: {f.sentence}" for f in self.faults))


def fault(code: str, line: int = 0, field: str = "", **params: Any) -> RegisterError:
    """A ``RegisterError`` with one fault, to be raised."""
    return RegisterError([Fault(code, line, field, params)])


def german(day: date) -> str:
    """A day as sentences write it: 30.11.2023."""
    return f"{day:%d.%m.%Y}"


class Faults:
    """Collects the faults of many lines, so that one look at the file mends them all."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Keeps a ``RegisterError`` of the block instead of letting it end the reading."""
        try:
            yield
        except RegisterError as error:
            self.found.extend(error.faults)

    def settle(self) -> None:
        """Raises everything collected, if anything was."""
        if self.found:
            raise RegisterError(self.found)
