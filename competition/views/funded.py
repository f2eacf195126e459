"""Who is funded, as a table and on the map: both say the same, row by row and pin by pin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from competition import wording
from competition.entrants import Entry
from competition.hexagons import drawing, table
from competition.models import Award, Municipality
from competition.views.documents import Line, Told


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality. ``number`` is that of its pin; a partner has its award's and a letter.

    ``cents`` is None for a partner, whose lead holds the sum; ``lead`` names that one. ``reason``
    and ``perspectives`` are those of the published decision, where it tells them.
    """

    number: str
    municipality: Municipality
    title: str
    cents: int | None = None
    lead: str = ""
    reason: str = ""
    perspectives: Sequence[str] = ()

    @property
    def is_placed(self) -> bool:
        """Whether the register knows where it lies."""
        return bool(self.municipality.latitude and self.municipality.longitude)


@dataclass(frozen=True, slots=True)
class Funded:
    """The rows, the map of those whose place is known, and the names of those without one."""

    rows: list[Row]
    map: drawing.Drawing | None = None
    missing: list[str] = field(default_factory=list)
    source: str = ""

    @property
    def has_partners(self) -> bool:
        return any(row.lead for row in self.rows)


def of(
    awards: Iterable[Award],
    partners: Iterable[Entry] = (),
    told: Told | None = None,
    labels: Mapping[str, str] | None = None,
) -> Funded:
    """The awards in their order, each followed by its partners. ``labels`` of perspectives."""
    lines = {line.pseudonym: line for line in told.lines} if told else {}
    joined = [each for each in partners if not each.is_lead]
    rows: list[Row] = []
    for number, award in enumerate(awards, start=1):
        line = lines.get(award.application.public_id) if award.application else None
        lead = _row(number, award, line, labels or {})
        mine = [each for each in joined if each.application_id == award.application_id]
        rows += [lead, *_partner_rows(lead, mine)]
    return _with_map(rows)


def _row(number: int, award: Award, line: Line | None, labels: Mapping[str, str]) -> Row:
    return Row(
        number=str(number),
        municipality=award.municipality,
        title=award.title,
        cents=award.amount_cents,
        reason=reason(line) if line else "",
        perspectives=[labels.get(each, each) for each in line.perspectives] if line else (),
    )


def _partner_rows(lead: Row, partners: Iterable[Entry]) -> list[Row]:
    return [
        Row(
            number=f"{lead.number}{_letter(at)}",
            municipality=each.municipality,
            title=lead.title,
            lead=lead.municipality.name,
        )
        for at, each in enumerate(partners)
    ]


def _letter(at: int) -> str:
    """a to z, then aa, ab …: an application may have many partners."""
    rest, last = divmod(at, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("a") + last)


def reason(line: Line) -> str:
    """Points, rank and what put it in; "" of one that was not scored."""
    if not line.total:
        return ""
    told = _("%(points)s Punkte, Rang %(rank)s") % {
        "points": wording.places(line.total),
        "rank": line.rank,
    }
    return f"{told}: {line.why}" if line.why else told


def _with_map(rows: list[Row]) -> Funded:
    placed = [row for row in rows if row.is_placed]
    missing = [row.municipality.name for row in rows if not row.is_placed]
    if not placed:
        return Funded(rows, missing=missing)
    places = [
        drawing.Place(
            row.number, row.municipality.latitude, row.municipality.longitude, bool(row.lead)
        )
        for row in placed
    ]
    return Funded(rows, drawing.drawn(places), missing, table.source())
