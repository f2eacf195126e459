"""A filled workbook, judged row by row before anything is saved: the dry run.

A cell that still holds what the workbook was handed out with was not touched and asks for nothing;
an empty one leaves what is stored. So a review that was changed elsewhere meanwhile is in conflict
only where the same field was changed to something else, and then both values are shown. One row
that is refused holds up no other.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.db.models import Q

from competition.errors import Refusal
from reviews import offline, queries
from reviews.models import Criterion, JuryMember, ReviewSnapshot, Rubric
from reviews.models.review import ReviewState
from reviews.plans import Change, Fault, Plan, Row, entered
from reviews.review import entries
from reviews.review.entries import Content, Entered
from reviews.workbooks import ID, POINTS, VERSION, Filled, Returned

if TYPE_CHECKING:
    from reviews.queries import AssignedApplication

MOST_ROWS = 1_000
CLOSED = {ReviewState.FINAL: "review_final", ReviewState.ABSTAINED: "review_abstained"}


def plan(*, juror: JuryMember, rubric: Rubric, returned: Returned) -> Plan:
    """What the workbook would change, row by row; nothing is written.

    Raises ``scoring_closed``, ``too_many_rows``, and ``workbook_foreign`` for the workbook of
    another round, rubric or juror. Of what the juror may not read, nothing stored is looked at.
    """
    if rubric.locked_at:
        raise Refusal("scoring_closed")
    whose = (returned.call, returned.digest, returned.owner)
    if whose != (juror.call.slug, rubric.digest, str(juror.pk)):
        raise Refusal("workbook_foreign", field="file")
    if len(returned.rows) > MOST_ROWS:
        raise Refusal("too_many_rows", field="file", limit=MOST_ROWS)
    judge = _Judge(juror, rubric, returned)
    return Plan([judge.row(filled) for filled in returned.rows])


class _Judge:
    """Everything that rows are judged by, loaded once for all of them."""

    def __init__(self, juror: JuryMember, rubric: Rubric, returned: Returned) -> None:
        self.criteria: list[Criterion] = list(rubric.criteria.all())
        self.names = {column.key: column.name for column in offline.columns(self.criteria)}
        self.fillable = [c.key for c in offline.columns(self.criteria) if c.kind != "fixed"]
        self.places = returned.places
        self.standing = {row.public_id: row for row in queries.assigned(juror)}
        self.own = offline.own_contents(juror, self.criteria)
        self.handed_out = _handed_out(juror, returned)
        self.first: dict[str, int] = {}

    def row(self, filled: Filled) -> Row:
        public_id = filled.text(ID)
        application = self.standing.get(public_id)
        if application is None:
            fault = self._fault(filled, ID, Refusal("application_unknown", field=ID))
            return Row(filled.number, public_id, None, faults=[fault])
        if refusal := self._gate(filled, application):
            return Row(filled.number, public_id, application, faults=[Fault(refusal)])
        return self._judged(filled, application)

    def _gate(self, filled: Filled, application: "AssignedApplication") -> Refusal | None:
        """Whether the juror may score it at all, and whether it stands here once."""
        if application.is_conflicted:
            return Refusal("conflicted")
        if not application.is_declared:
            return Refusal("undeclared")
        first = self.first.setdefault(application.public_id, filled.number)
        return None if first == filled.number else Refusal("workbook_row_twice", first=first)

    def _judged(self, filled: Filled, application: "AssignedApplication") -> Row:
        own = self.own.get(application.pk)
        stored = own.content if own else entries.empty()
        version = own.review.version if own else 0
        faults = list(self._unreadable(filled))
        base = self._base(application.pk, filled.text(VERSION), version, stored)
        if base is None:
            faults.append(self._fault(filled, VERSION, Refusal("workbook_version")))
            base = stored
        wanted, refused = entries.merged(base, self._typed(filled), self.criteria)
        faults += [self._fault(filled, self._key(each), each) for each in refused]
        changes = list(self._changes(offline.flat(base), offline.flat(wanted), stored))
        if own and changes and own.review.state in CLOSED:
            faults.append(Fault(Refusal(CLOSED[ReviewState(own.review.state)])))
        public_id = application.public_id
        return Row(filled.number, public_id, application, version, changes, faults)

    def _unreadable(self, filled: Filled) -> Iterator[Fault]:
        """Cells that hold no value that was typed."""
        for key in self.fillable:
            cell = filled.cells.get(key)
            if cell and cell.kind == "formula":
                yield self._fault(filled, key, Refusal("cell_formula", field=key))
            elif cell and cell.kind == "other":
                shown = cell.text[:40]
                yield self._fault(filled, key, Refusal("cell_unreadable", field=key, value=shown))

    def _base(
        self, application_id: int, handed_out: str, version: int, stored: Content
    ) -> Content | None:
        """The content that the workbook was handed out with; None where its version is none.

        Without a snapshot of it nothing is taken as untouched, so that both values are shown.
        """
        number = version_number(handed_out)
        if number is None or number > version:
            return None
        if number == version:
            return stored
        return self.handed_out.get((application_id, number), entries.empty())

    def _typed(self, filled: Filled) -> Entered:
        """What stands in the cells that were filled in; blank ones ask for nothing."""
        return entered(
            {
                key: filled.cells[key].text
                for key in self.fillable
                if key in filled.cells
                and filled.text(key)
                and filled.cells[key].kind in ("text", "number")
            }
        )

    def _changes(
        self, base: Mapping[str, str], wanted: Mapping[str, str], stored: Content
    ) -> Iterator[Change]:
        now = offline.flat(stored)
        for key in self.fillable:
            typed, before = wanted.get(key, ""), now.get(key, "")
            if typed not in (base.get(key, ""), before):
                is_conflict = before != base.get(key, "")
                yield Change(key, self.names[key], before, typed, is_conflict)

    def _fault(self, filled: Filled, key: str, refusal: Refusal) -> Fault:
        return Fault(refusal, f"{self.places.get(key, '')}{filled.number}", self.names.get(key, ""))

    def _key(self, refusal: Refusal) -> str:
        """The column of a refused field: points are named by their criterion alone."""
        is_points = f"{POINTS}{refusal.field}" in self.names
        return f"{POINTS}{refusal.field}" if is_points else refusal.field


def _handed_out(juror: JuryMember, returned: Returned) -> dict[tuple[int, int], Content]:
    """The juror's own snapshots that the rows name, by application and version."""
    numbers = [version_number(row.text(VERSION)) for row in returned.rows]
    versions = {number for number in numbers if number is not None}
    named = Q(review__application__public_id__in={row.text(ID) for row in returned.rows})
    found = ReviewSnapshot.objects.filter(
        named, review__jury_member=juror, version__in=versions
    ).select_related("review")
    return {(each.review.application_id, each.version): _content(each) for each in found}


def version_number(text: str) -> int | None:
    """A version as it stands in its cell, or None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _content(snapshot: ReviewSnapshot) -> Content:
    kept = snapshot.content
    return Content(
        scores=kept["scores"],
        reasons=kept["reasons"],
        comment=kept["comment"],
        comment_for_applicant=kept["comment_for_applicant"],
        private_note=kept["private_note"],
    )
