"""What an upload would do, as plain data: rows with their changes, or why they are not taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from competition import wording
from competition.errors import Refusal
from reviews.review import entries
from reviews.review.entries import Entered
from reviews.workbooks import POINTS, REASON

if TYPE_CHECKING:
    from reviews.queries import AssignedApplication

Outcome = Literal["save", "stale", "same", "refused"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken: at a cell ("F7", its column's name), or for the row as a whole."""

    refusal: Refusal
    place: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what is stored, and what the workbook says."""

    key: str
    column: str
    stored: str
    typed: str
    is_conflict: bool = False

    @property
    def stored_words(self) -> str:
        """What is stored, as it is read: points with the comma of the language."""
        return self._words(self.stored)

    @property
    def typed_words(self) -> str:
        """What the workbook says, likewise."""
        return self._words(self.typed)

    def _words(self, text: str) -> str:
        return wording.decimal(text) if self.key.startswith(POINTS) else text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the workbook. ``version``: of the stored review, over which it would be saved."""

    number: int
    public_id: str
    application: "AssignedApplication | None"
    version: int = 0
    changes: Sequence[Change] = ()
    faults: Sequence[Fault] = ()

    @property
    def title(self) -> str:
        """What the application is called and by whom; titles are not secret to the jury."""
        if self.application is None or self.application.valid_version is None:
            return self.public_id
        return f"{self.application.municipality.name}: {self.application.valid_version.title}"

    @property
    def outcome(self) -> Outcome:
        """What becomes of it: saved, asked about, left alone, refused."""
        if self.faults:
            return "refused"
        if any(change.is_conflict for change in self.changes):
            return "stale"
        return "save" if self.changes else "same"

    @property
    def typed(self) -> Entered:
        """The changed fields, as ``reviews.save`` takes them."""
        return entered({change.key: change.typed for change in self.changes})


@dataclass(frozen=True)
class Plan:
    """What an upload would do, in the order of the sheet."""

    rows: Sequence[Row] = field(default_factory=list)

    def of(self, outcome: Outcome) -> list[Row]:
        """The rows with that outcome."""
        return [row for row in self.rows if row.outcome == outcome]


def entered(cells: Mapping[str, str]) -> Entered:
    """Cells by their column as the fields of a review."""
    found = Entered(scores={}, reasons={})
    scores, reasons = dict[str, str](), dict[str, str]()
    for key, text in cells.items():
        if key.startswith(POINTS):
            scores[key.removeprefix(POINTS)] = text
        elif key.startswith(REASON):
            reasons[key.removeprefix(REASON)] = text
    found["scores"], found["reasons"] = scores, reasons
    for name in entries.TEXTS:
        if name in cells:
            found[name] = cells[name]
    return found
