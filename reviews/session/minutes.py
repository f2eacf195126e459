"""The minutes of a session: their words, their digest, and who may read which of their lines.

In German whatever the page's language is: the minutes are a document of the jury, and their lines
are kept as they were written.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.translation import override

from competition import receipts, wording
from competition.documents.shapes import in_german
from reviews import queries
from reviews.models import Conflict, MinutesEntry, Revision, Session, SessionItem
from reviews.models.jury import ConflictReason
from reviews.models.rubric import Aggregate
from reviews.models.session import EntryKind
from reviews.spread import Spread

FORMAT = "modellkommune-minutes-1"
# What those who were out may know of an application: when it was called and closed.
OUTER = {EntryKind.ITEM_OPENED, EntryKind.OUT, EntryKind.ITEM_CLOSED}


def entry_document(entry: MinutesEntry) -> dict[str, Any]:
    """One line as it is hashed: persons by their ids, so that a changed name changes nothing."""
    return {
        "sequence": entry.sequence,
        "at": receipts.timestamp(entry.at),
        "kind": entry.kind,
        "item": entry.item_id,
        "member": entry.jury_member_id,
        "text": entry.text,
        "by": entry.by_id,
    }


def digest(session: Session) -> str:
    """SHA-256 over all lines of a session in their order."""
    lines = [entry_document(entry) for entry in session.entries.order_by("sequence")]
    return receipts.digest({"format": FORMAT, "call": session.call.slug, "entries": lines})


@in_german
def number(value: Fraction) -> str:
    """An exact number as it is written in the minutes: "4,5", "4,33"."""
    try:
        text = queries.decimal_text(value)
    except ValueError:
        return wording.places(value)
    return wording.decimal(text) if len(text.partition(".")[2]) <= 2 else wording.places(value)


def opened(*, quorum: int, count: int, place: str) -> str:
    """That the session begins, where, and from how many members on it may vote."""
    where = f"Ort: {place}. " if place else ""
    return (
        f"{where}Beschlussfähig ab {quorum} Mitgliedern. Bewerbungen auf der Tagesordnung: {count}."
    )


def item_opened(spread: Spread, labels: Sequence[str], names: dict[int, str]) -> str:
    """The points as they stood when the application was called, a line per criterion."""
    if not spread.given:
        return "Keine Bewertung zählt."
    lines = [
        f"{label}: {_each(spread, c.id, names)}; {_middle(spread)} "
        f"{number(spread.aggregate.values[c.id])}, Spannweite {number(_range(spread.values(c.id)))}"
        for c, label in zip(spread.criteria, labels, strict=True)
    ]
    total, span = spread.total or Fraction(0), spread.range or Fraction(0)
    return "\n".join([*lines, f"Gesamt: {number(total)}; Spannweite {number(span)}"])


def _each(spread: Spread, key: str, names: dict[int, str]) -> str:
    return ", ".join(f"{names[row.juror]} {number(row.points[key])}" for row in spread.given)


def _range(values: Sequence[Fraction]) -> Fraction:
    return max(values) - min(values)


@in_german
def _middle(spread: Spread) -> str:
    return str(Aggregate(spread.method).label)


def reason(conflict: Conflict) -> str:
    """Why a member is out: the class of the reason, never the note."""
    with override("de"):
        return str(ConflictReason(conflict.reason).label)


def revised(revision: Revision, spreads: tuple[Spread, Spread]) -> str:
    """A changed score: both values, what that does to the application, and why."""
    criterion = revision.score.criterion
    steps = (revision.steps_before, revision.steps_after)
    before, after = (number(queries.points(criterion, each)) for each in steps)
    was, is_ = (number(each.aggregate.values[criterion.key]) for each in spreads)
    return (
        f"{criterion.label}: {after} statt {before} Punkte; {_middle(spreads[1])} {is_} statt "
        f"{was}.\nBegründung: {revision.reason}"
    )


def voted(*, motion: str, yes: int, no: int, abstained: int) -> str:
    """A vote with its result."""
    return (
        f"Antrag: {motion}\nJa {yes}, Nein {no}, Enthaltungen {abstained}: "
        f"{result(yes=yes, no=no)}."
    )


def result(*, yes: int, no: int) -> str:
    """What a vote decided: the majority of those cast (§ 91 VwVfG)."""
    if yes == no:
        return "Stimmengleichheit"
    return "angenommen" if yes > no else "abgelehnt"


def closed(*, changed: int, count: int, waiting: int) -> str:
    """How many of all counting points were changed, and what was not discussed."""
    share = f" ({wording_share(changed, count)} %)" if count else ""
    left = f" Nicht aufgerufen: {waiting} Bewerbungen." if waiting else ""
    return f"Geändert wurden {changed} von {count} Punktwerten{share}.{left}"


def wording_share(part: int, whole: int) -> str:
    """A share in per cent, rounded for the eye."""
    with override("de"):
        return wording.places(Fraction(100 * part, whole), 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line to one reader. ``code`` is its kind, ``kind`` that in words.

    ``by``: who entered it, where that is not the member whom it is about; ``is_hidden``: stands for
    all that was said in the reader's absence.
    """

    at: datetime
    code: str
    kind: str
    name: str
    text: str
    by: str
    item: SessionItem | None = None
    is_hidden: bool = False


def lines(
    entries: Iterable[MinutesEntry],
    items: Collection[SessionItem],
    hidden: Collection[int] = (),
) -> Iterator[Line]:
    """The minutes as one reader may know them.

    ``hidden``: ids of the items that the reader may know nothing of; of these only when they were
    called, who went out, and when they were closed. The line of the close counts over all
    applications, so its words are left out where anything is hidden.
    """
    by_id = {item.pk: item for item in items}
    for entry in entries:
        is_hidden = entry.item_id is not None and entry.item_id in hidden
        if is_hidden and entry.kind not in OUTER:
            continue
        is_cut = (is_hidden and entry.kind != EntryKind.OUT) or (
            bool(hidden) and entry.kind == EntryKind.CLOSED
        )
        member = entry.jury_member
        name = member.user.name if member else ""
        yield Line(
            at=entry.at,
            code=entry.kind,
            kind=entry.get_kind_display(),
            name=name,
            text="" if is_cut else entry.text,
            by=entry.by.name if entry.by.name != name else "",
            item=by_id.get(entry.item_id or 0),
            is_hidden=is_hidden and entry.kind == EntryKind.ITEM_OPENED,
        )
