"""Saving what a dry run has shown: each row an act of its own, as if it had been typed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from competition import inspection, scanning
from competition.errors import UNFIT, Refusal
from competition.models import User
from reviews import plans, queries, workbooks
from reviews.models import JuryMember
from reviews.plans import Plan
from reviews.services import reviews
from reviews.workbooks import Returned

# What is said of an attachment ends with "save it as PDF", which would not help here.
AS_WORKBOOK = {
    "file_macros": "workbook_macros",
    "file_encrypted": "workbook_encrypted",
    "file_unsafe": "workbook_unsafe",
    "unpacked_too_large": "workbook_too_large",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One row as it was shown: fields by column, over this version. ``is_stale``: asked about."""

    public_id: str
    version: int
    cells: dict[str, str]
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a step; without a refusal it is saved."""

    public_id: str
    title: str
    refusal: Refusal | None = None


def received(*, path: Path, name: str) -> Returned:
    """A file that came in, inspected as attachments are, and read as a workbook of ours.

    Only XLSX without macros, bounded before it is unpacked, scanned where a scanner is connected.
    Raises ``type_not_allowed``, ``file_damaged``, ``file_infected``, ``workbook_foreign``, and of
    ``workbook_``: ``macros``, ``encrypted``, ``unsafe``, ``too_large``.
    """
    try:
        inspection.inspect(path, name=inspection.clean(name), allowed=["xlsx"])
        scanning.scan(path)
        returned = workbooks.read(path)
    except inspection.Unfit as unfit:
        why = gettext(UNFIT[unfit.why]) if unfit.why else ""
        allowed = inspection.KINDS["xlsx"].label
        code = AS_WORKBOOK.get(unfit.code, unfit.code)
        raise Refusal(code, field="file", why=why, allowed=allowed) from unfit
    if returned is None:
        raise Refusal("workbook_foreign", field="file")
    return returned


def steps_of(plan: Plan) -> list[Step]:
    """The steps that a plan proposes, those included that are saved only when asked for."""
    return [
        Step(
            row.public_id,
            row.version,
            {change.key: change.typed for change in row.changes},
            row.outcome == "stale",
        )
        for row in plan.rows
        if row.outcome in ("save", "stale")
    ]


def save(
    *, juror: JuryMember, by: User, steps: Sequence[Step], chosen: Collection[str] = ()
) -> list[Result]:
    """Save the steps; of stale ones only the ``chosen`` (public ids). Returns what became of each.

    Every row is saved by ``reviews.save``, in a transaction of its own and over the version that
    was shown: a row that is refused meanwhile (locked, conflict, changed once more) holds up no
    other, and what it would have changed stays as it is stored. Raises nothing for a row.
    """
    wanted = [step for step in steps if not step.is_stale or step.public_id in chosen]
    found = {
        row.public_id: row
        for row in queries.assigned(juror).filter(public_id__in=[each.public_id for each in wanted])
    }
    results = []
    for step in wanted:
        application = found.get(step.public_id)
        if application is None:
            results.append(Result(step.public_id, "", Refusal("application_unknown")))
            continue
        version = application.valid_version
        title = version.title if version else ""
        typed: Any = plans.entered(step.cells)
        try:
            reviews.save(juror=juror, application=application, by=by, version=step.version, **typed)
        except Refusal as refusal:
            results.append(Result(step.public_id, title, refusal))
        else:
            results.append(Result(step.public_id, title))
    return results
