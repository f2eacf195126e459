"""A whole chain as a file, so that anybody can compute it again: docs/audit.md says how.

JSON lines: one entry per line in canonical form (RFC 8785), the head in the last one. CSV: the same
columns for people. Written entry by entry; what is added meanwhile is in neither.
"""

from collections.abc import Iterable, Iterator

from competition import receipts
from competition.audit.writing import document_of
from competition.models import AuditEntry, AuditHead
from competition.tables import Column, Value, csv_file

FORMAT = "modellkommune-chain-1"
STEP_ROWS = 500
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


def entries_of(head: AuditHead) -> Iterator[AuditEntry]:
    """The entries up to the head as it was read, a few hundred at a time."""
    found = head.entries.filter(sequence__lte=head.sequence).order_by("sequence")
    return found.iterator(chunk_size=STEP_ROWS)


def as_lines(head: AuditHead) -> Iterator[bytes]:
    """The chain as JSON lines, in pieces."""
    for entries in _batches(entries_of(head)):
        yield b"".join(receipts.canonical(_row(entry)) + b"\n" for entry in entries)
    last = {
        "format": FORMAT,
        "chain": name_of(head),
        "head_sequence": head.sequence,
        "head_digest": head.digest,
    }
    yield receipts.canonical(last) + b"\n"


def _row(entry: AuditEntry) -> dict[str, object]:
    digests = {"previous_digest": entry.previous_digest, "digest": entry.digest}
    return document_of(entry) | digests


def _batches(entries: Iterable[AuditEntry]) -> Iterator[list[AuditEntry]]:
    batch: list[AuditEntry] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == STEP_ROWS:
            yield batch
            batch = []
    yield batch


def as_csv(head: AuditHead) -> Iterator[bytes]:
    """The chain as CSV, in pieces; the head stands in the notes behind the rows."""
    rows = (_cells(entry) for entry in entries_of(head))
    notes = [("Kette", name_of(head)), ("Ende", f"{head.sequence}:{head.digest}")]
    return csv_file.written(COLUMNS, rows, notes)


def _cells(entry: AuditEntry) -> list[Value]:
    return [
        entry.sequence,
        receipts.timestamp(entry.at),
        "" if entry.actor_id is None else str(entry.actor_id),
        entry.act,
        entry.subject,
        receipts.canonical(entry.payload).decode(),
        entry.previous_digest,
        entry.digest,
    ]
