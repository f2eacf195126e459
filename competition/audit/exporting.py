"""A whole chain as a file, so that anybody can compute it again: docs/audit.md says how.

JSON lines: one entry per line in canonical form (RFC 8785), the head in the last one. CSV: the same
columns for people. Written entry by entry; what is added meanwhile is in neither. What is sealed
until a deadline (``reading``) stands in its place with its act and both digests: the links of the
chain can be followed, and computed again once it is open.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from competition import receipts
from competition.audit import reading
from competition.audit.writing import document_of
from competition.models import AuditHead
from competition.tables import Column, Value, csv_file

FORMAT = "modellkommune-chain-1"
STEP_ROWS = 500
SEALED = "versiegelt bis zur Frist"
COLUMNS = [
    Column("Nummer", "count", 8),
    Column("Zeit (UTC)", "text", 28),
    Column("Person (Kennung)", "text", 10),
    Column("Vorgang", "text", 30),
    Column("Gegenstand", "text", 30),
    Column("Angaben (JSON)", "text", 60),
    Column("Prüfsumme davor", "text", 66),
    Column("Prüfsumme", "text", 66),
]


def name_of(head: AuditHead) -> str:
    """What the file and its last line call the chain: the call's slug, or "intern"."""
    return head.call.slug if head.call else "intern"


def entries_of(head: AuditHead, at: datetime) -> Iterator[Any]:
    """The entries up to the head as it was read, as told at ``at``, a few hundred at a time."""
    found = reading.told(head.entries.filter(sequence__lte=head.sequence), at)
    return found.order_by("sequence").iterator(chunk_size=STEP_ROWS)


def as_lines(head: AuditHead, at: datetime) -> Iterator[bytes]:
    """The chain as JSON lines, in pieces, as it may be told at the database's instant ``at``."""
    for entries in _batches(entries_of(head, at)):
        yield b"".join(receipts.canonical(_row(entry)) + b"\n" for entry in entries)
    last = {
        "format": FORMAT,
        "chain": name_of(head),
        "head_sequence": head.sequence,
        "head_digest": head.digest,
    }
    yield receipts.canonical(last) + b"\n"


def _row(entry: Any) -> dict[str, object]:
    digests = {"previous_digest": entry.previous_digest, "digest": entry.digest}
    if entry.is_sealed:
        return {"sequence": entry.sequence, "act": entry.act, "sealed": True} | digests
    return document_of(entry) | digests


def _batches(entries: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == STEP_ROWS:
            yield batch
            batch = []
    yield batch


def as_csv(head: AuditHead, at: datetime) -> Iterator[bytes]:
    """The chain as CSV, in pieces; the head stands in the notes behind the rows."""
    rows = (_cells(entry) for entry in entries_of(head, at))
    notes = [("Kette", name_of(head)), ("Ende", f"{head.sequence}:{head.digest}")]
    return csv_file.written(COLUMNS, rows, notes)


def _cells(entry: Any) -> list[Value]:
    digests: list[Value] = [entry.previous_digest, entry.digest]
    if entry.is_sealed:
        return [entry.sequence, SEALED, "", entry.act, "", "", *digests]
    return [
        entry.sequence,
        receipts.timestamp(entry.at),
        "" if entry.actor_id is None else str(entry.actor_id),
        entry.act,
        entry.subject,
        receipts.canonical(entry.payload).decode(),
        *digests,
    ]
