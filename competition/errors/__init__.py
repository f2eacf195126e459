"""Refusals: one class, a machine code, a German sentence each.

Services raise ``Refusal``; pages show it at the field, the API answers with an RFC 9457 problem.
A code has one HTTP status and one sentence, wherever it surfaces. Nothing has changed when a
refusal is raised inside a service: its transaction is rolled back.

Each room keeps its codes in a module of its own; a new module is named in ``ROOMS``.
"""

from typing import Any

from django.utils import formats
from django.utils.translation import gettext_noop

from competition.errors import (
    announcing,
    applying,
    assignments,
    attachments,
    calls,
    enquiries,
    input,
    jury,
    letters,
    lists,
    people,
    periods,
    programme,
    register,
    requests,
    reviews,
    screening,
    selection,
    session,
    workbooks,
)
from competition.errors.entry import Entry, in_one

__all__ = ["CATALOGUE", "ELIGIBILITY", "ROOMS", "UNFIT", "Entry", "Refusal"]

ROOMS = (
    people.CODES,
    input.CODES,
    register.CODES,
    applying.CODES,
    periods.CODES,
    attachments.CODES,
    screening.CODES,
    jury.CODES,
    assignments.CODES,
    reviews.CODES,
    session.CODES,
    workbooks.CODES,
    selection.CODES,
    announcing.CODES,
    calls.CODES,
    enquiries.CODES,
    letters.CODES,
    lists.CODES,
    requests.CODES,
    *programme.ROOMS,
)
CATALOGUE: dict[str, Entry] = in_one(ROOMS)

# Names that appear inside sentences, kept here so that they are translated.
ELIGIBILITY = {
    "kind": gettext_noop("diese Art von Kommune ist nicht vorgesehen"),
    "population_min": gettext_noop("sie hat zu wenige Einwohner"),
    "population_max": gettext_noop("sie hat zu viele Einwohner"),
    "synthetic": gettext_noop("Beispielrunden sind Beispielkommunen vorbehalten und umgekehrt"),
}

# Why a file is not taken (competition.inspection.Unfit).
UNFIT = {
    "ending": gettext_noop("die Endung des Namens gehört nicht zu einer möglichen Art"),
    "endings": gettext_noop("der Name hat mehrere Endungen"),
    "content": gettext_noop("der Inhalt ist anders, als die Endung sagt"),
    "polyglot": gettext_noop("sie lässt sich zugleich als Datei anderer Art lesen"),
    "trailing": gettext_noop("hinter ihrem Ende stehen weitere Daten"),
    "nested": gettext_noop("sie enthält eine gepackte Datei"),
    "names": gettext_noop("sie enthält Teile mit unzulässigen Namen"),
    "declaration": gettext_noop("sie verweist auf Inhalte außerhalb"),
}


class Refusal(Exception):  # noqa: N818  # a refusal is an answer, not an error of the program
    """The rules say no. ``field`` names the input, ``details`` go into the sentence and the API.

    ``causes``: several refusals at once (a form with three wrong fields).
    """

    def __init__(
        self,
        code: str,
        *,
        field: str = "",
        causes: "tuple[Refusal, ...]" = (),
        **details: Any,
    ) -> None:
        self.code = code
        self.field = field
        self.causes = causes
        self.details = details
        super().__init__(code)

    @property
    def status(self) -> int:
        """The HTTP status of the code."""
        return CATALOGUE[self.code].status

    @property
    def sentence(self) -> str:
        """The sentence in the active language, counts with their thousands set apart."""
        details = {
            name: formats.number_format(value, force_grouping=True) if type(value) is int else value
            for name, value in self.details.items()
        }
        return str(CATALOGUE[self.code].sentence) % details

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"
