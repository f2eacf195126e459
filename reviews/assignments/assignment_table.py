"""Assignments as a table (CSV): what is exported, and the same read back, each fault named.

Columns: application (public id), juror (e-mail address), and, where wanted, action (assign, which
is meant where nothing stands, or end) and reason (for ending). UTF-8, comma or semicolon. A cell
that a spreadsheet would take for a formula or a number is written behind an apostrophe, and one
apostrophe at the beginning of a cell is no part of it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from competition import answers
from competition.errors import Refusal
from competition.tables.texts import inert
from reviews.assignments import assignment_plan
from reviews.assignments.assignment_plan import MAX_REASON_CHARS, Act, Plan, Wish
from reviews.assignments.workload import Pair, Workload

COLUMNS = ("application", "juror", "action", "reason")
REQUIRED = COLUMNS[:2]
# 20,000 rows of the longest usual addresses; a form takes 2.5 MB in all.
MAX_BYTES = 2_000_000
MAX_ROWS = 20_000
SEPARATOR = ";"
# The state in which a table finds a pair that needs no change: no fault, so that what was exported
# can be read back.
AS_WANTED = {Act.ASSIGN: "assignment_standing", Act.END: "assignment_missing"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as written, or why it is none. ``number``: the line of the file in which it ends."""

    number: int
    cells: Mapping[str, str]
    fault: Refusal | None = None


def written(load: Workload) -> str:
    """The present assignments, by municipality and juror; ``planned`` reads it without a change."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for application in load.applications.values():
        for member in load.jurors.values():
            if (application.pk, member.pk) in load.current:
                cells = (application.public_id, member.user.email, Act.ASSIGN.value, "")
                writer.writerow([inert(cell) for cell in cells])
    return lines.getvalue()


def decoded(content: bytes) -> str:
    """The text of an uploaded file. Raises ``file_empty``, ``table_too_large``, ``not_utf8``."""
    if len(content) > MAX_BYTES:
        raise Refusal("table_too_large", field="file", limit=MAX_BYTES // 1_000)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("not_utf8", field="file") from error
    if not text.strip():
        raise Refusal("file_empty", field="file")
    return text


def planned(load: Workload, text: str) -> Plan:
    """What a table comes to, all or nothing: one faulty row and nothing of it happens.

    Rows that say what is there already are no fault and change nothing. Raises ``table_faulty``
    with every fault as a cause (``row``, its line, and ``field``), and what
    ``assignment_plan.planned`` raises.
    """
    assignment_plan.require_changeable(load)
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise Refusal("table_too_large", field="file", limit=MAX_BYTES // 1_000)
    faults, wishes, unchanged_count = list[Refusal](), list[Wish](), 0
    reader = _Reader(load)
    for row in _rows(text.removeprefix("\ufeff")):
        try:
            wish = reader.wish(row)
            code = assignment_plan.why_not(load, wish)
            if code and code != AS_WANTED[wish.act]:
                raise Refusal(code, field=_field_of(code))
            if code:
                unchanged_count += 1
            else:
                wishes.append(wish)
        except Refusal as refusal:
            faults.append(_at(row.number, refusal))
    if faults:
        raise Refusal("table_faulty", field="file", causes=tuple(faults), count=len(faults))
    return replace(assignment_plan.planned(load, wishes), unchanged_count=unchanged_count)


def _field_of(code: str) -> str:
    return {"juror_conflicted": "juror", "reason_required": "reason"}.get(code, "application")


def _at(number: int, refusal: Refusal) -> Refusal:
    return Refusal(refusal.code, field=refusal.field, **{**refusal.details, "row": number})


class _Reader:
    """Finds the application and the juror that a row names, each pair once."""

    def __init__(self, load: Workload) -> None:
        self._applications = {each.public_id: each.pk for each in load.applications.values()}
        self._jurors = {each.user.email.casefold(): each.pk for each in load.jurors.values()}
        self._numbers: dict[Pair, int] = {}

    def wish(self, row: Row) -> Wish:
        """What the row wants. Raises the refusal of its first faulty cell."""
        if row.fault:
            raise row.fault
        cells = {
            column: answers.text(
                cell.strip().removeprefix("'"), field=column, max_chars=MAX_REASON_CHARS
            )
            for column, cell in row.cells.items()
        }
        for column in REQUIRED:
            if not cells[column]:
                raise Refusal("required", field=column)
        application = self._applications.get(cells["application"])
        if application is None:
            raise Refusal("application_unknown", field="application")
        juror = self._jurors.get(cells["juror"].casefold())
        if juror is None:
            raise Refusal("juror_unknown", field="juror")
        first = self._numbers.setdefault((application, juror), row.number)
        if first != row.number:
            raise Refusal("row_twice", field="application", first=first)
        return Wish((application, juror), _act(cells.get("action", "")), cells.get("reason", ""))


def _act(written: str) -> Act:
    try:
        return Act(written.casefold() or Act.ASSIGN)
    except ValueError as error:
        raise Refusal("unknown_choice", field="action") from error


def _rows(text: str) -> Iterator[Row]:
    """The rows below the header; empty lines are skipped. What cannot be read on is the last."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    count = 0
    try:
        header = _header(next(reader, []))
        for cells in reader:
            count += any(cell.strip() for cell in cells)
            if count > MAX_ROWS:
                raise Refusal("too_many_rows", field="file", limit=MAX_ROWS)
            if any(cell.strip() for cell in cells):
                yield _row(reader.line_num, header, cells)
    except csv.Error:
        yield Row(reader.line_num, {}, Refusal("quoting"))
    except Refusal as refusal:
        yield Row(max(reader.line_num, 1), {}, refusal)


def _row(number: int, header: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) != len(header):
        return Row(number, {}, Refusal("cell_count", count=len(cells), expected=len(header)))
    return Row(number, dict(zip(header, cells, strict=True)))


def _separator(text: str) -> str:
    """Semicolon or comma, whichever the header has."""
    header = text.lstrip("\r\n").partition("\n")[0]
    return SEPARATOR if SEPARATOR in header else ","


def _header(cells: Iterable[str]) -> list[str]:
    header = [cell.strip().casefold() for cell in cells]
    for column in header:
        if column not in COLUMNS:
            raise Refusal("column_unknown", field="file", name=column[:40])
        if header.count(column) > 1:
            raise Refusal("column_twice", field="file", name=column)
    for column in REQUIRED:
        if column not in header:
            raise Refusal("column_missing", field="file", name=column)
    return header
