"""The audit writer: the only place that appends to a chain.

Each entry's digest covers the entry's canonical JSON and the digest before it, so that a change,
removal, insertion or reordering is found (``manage.py verify_audit``), and a cut-off end is found
against a head that stands elsewhere: on receipts and minutes.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from competition import clock, locks, receipts
from competition.models import AuditEntry, Call, User


def log(
    *,
    act: str,
    by: User | None,
    subject: str,
    payload: Mapping[str, Any] | None = None,
    chain: Call | None = None,
) -> AuditEntry:
    """Append to the chain of a call's submissions, or (``chain=None``) to the internal log.

    Call it last in the transaction: it takes the last lock. ``payload`` holds no personal data and
    no content, only ids, digests and instants.
    """
    head = locks.own_audit_head(chain)
    entry = AuditEntry(
        head=head,
        sequence=head.sequence + 1,
        at=clock.now(),
        actor=by,
        act=act,
        subject=subject,
        payload=dict(payload or {}),
        previous_digest=head.digest,
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    head.sequence, head.digest = entry.sequence, entry.digest
    head.save(update_fields=["sequence", "digest"])
    return entry


def entry_digest(entry: AuditEntry) -> str:
    """SHA-256 over the digest before and the entry's canonical JSON."""
    return digest_at(entry, entry.sequence)


def document_of(entry: AuditEntry, sequence: int | None = None) -> dict[str, Any]:
    """What an entry's digest covers, beside the digest before it."""
    return {
        "sequence": entry.sequence if sequence is None else sequence,
        "at": receipts.timestamp(entry.at),
        "actor": entry.actor_id,
        "act": entry.act,
        "subject": entry.subject,
        "payload": entry.payload,
    }


def digest_at(entry: AuditEntry, sequence: int) -> str:
    """What the entry's digest would be if it stood at that number."""
    return hashlib.sha256(
        entry.previous_digest.encode("ascii") + receipts.canonical(document_of(entry, sequence))
    ).hexdigest()


def instant(value: datetime) -> str:
    """An instant as it stands in payloads."""
    return receipts.timestamp(value)
