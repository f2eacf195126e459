"""The audit writer: the only place that appends to a chain.

Each entry's digest covers the entry's canonical JSON and the digest before it, so that a change,
removal, insertion or reordering is found (``manage.py verify_audit``), and a cut-off end is found
against a head that stands elsewhere: on receipts and minutes.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from competition import clock, locks, receipts
from competition.models import AuditEntry, AuditHead, Call, Receipt, User
from competition.retention.stubs import is_stub_of

# The act that makes room for a stub in the place of sealed content (services/erasing.py).
ERASED = "application.erased"


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
    document = {
        "sequence": entry.sequence,
        "at": receipts.timestamp(entry.at),
        "actor": entry.actor_id,
        "act": entry.act,
        "subject": entry.subject,
        "payload": entry.payload,
    }
    return hashlib.sha256(
        entry.previous_digest.encode("ascii") + receipts.canonical(document)
    ).hexdigest()


def first_break(head: AuditHead) -> int | None:
    """The sequence of the first entry that does not fit its chain, or None if all is whole.

    A cut-off or altered end counts too: the head's sequence and digest must be the last entry's.
    """
    expected_sequence, digest = 0, "0" * 64
    for entry in head.entries.order_by("sequence").iterator():
        expected_sequence += 1
        whole = (
            entry.sequence == expected_sequence
            and entry.previous_digest == digest
            and entry.digest == entry_digest(entry)
        )
        if not whole:
            return expected_sequence
        digest = entry.digest
    if (head.sequence, head.digest) != (expected_sequence, digest):
        return expected_sequence + 1
    return None


@dataclass(frozen=True, slots=True)
class ChainState:
    """What checking one chain found. ``call`` is None for the internal log.

    ``broken_at`` is the sequence of the first entry that is not as it was written, or None.
    ``receipt`` is the number of the receipt that bears witness against the chain, "" without one.
    """

    call: Call | None
    length: int
    digest: str
    broken_at: int | None = None
    receipt: str = ""

    @property
    def is_whole(self) -> bool:
        """Nothing was changed, removed, inserted, reordered or cut off."""
        return self.broken_at is None


def verify() -> list[ChainState]:
    """Check every chain, the internal log first; each entry once, each receipt once.

    A chain whose end was cut off together with its head still fits itself; the receipts of the
    call, which applicants hold too, name what its entries must be.
    """
    heads = {head.call_id: head for head in AuditHead.objects.select_related("call")}
    states = [_state(heads.get(None), None)]
    for call in Call.objects.order_by("slug"):
        if call.pk in heads or Receipt.objects.filter(version__application__call=call).exists():
            states.append(_state(heads.get(call.pk), call))
    return states


def _state(head: AuditHead | None, call: Call | None) -> ChainState:
    length, digest = (head.sequence, head.digest) if head else (0, "0" * 64)
    broken_at = first_break(head) if head else None
    witness = _first_contradiction(head, call) if call else None
    if witness and (broken_at is None or witness[0] <= broken_at):
        return ChainState(call, length, digest, broken_at=witness[0], receipt=witness[1])
    return ChainState(call, length, digest, broken_at=broken_at)


def _first_contradiction(head: AuditHead | None, call: Call) -> tuple[int, str] | None:
    """Sequence and receipt number of the first receipt that is contradicted.

    Its chain entry is not there as signed, or the sealed content is no longer what was received.
    """
    kept = dict(head.entries.values_list("sequence", "digest")) if head else {}
    erased = set(head.entries.filter(act=ERASED).values_list("subject", flat=True)) if head else ()
    signed = Receipt.objects.filter(version__application__call=call).values_list(
        "document", "number", "version__content"
    )
    contradictions = [
        (document["chain_sequence"], number)
        for document, number, content in signed.iterator()
        if kept.get(document["chain_sequence"]) != document["chain_digest"]
        or not _is_as_signed(content, document, erased)
    ]
    return min(contradictions, default=None)


def _is_as_signed(content: Any, document: Mapping[str, Any], erased: Collection[str]) -> bool:
    """Whether this is what was received, or stands for it since its erasure, which is logged in the
    chain of the call."""
    if receipts.digest(content) == document["sha256"]:
        return True
    return document["application"] in erased and is_stub_of(content, document["sha256"])


class Witness(Enum):
    """What the chain that a receipt names says about it."""

    HELD = "held"
    BROKEN = "broken"
    ABSENT = "absent"


def witness(document: Mapping[str, Any]) -> Witness:
    """Whether the call's chain still holds the entry that a receipt's document names.

    ``ABSENT``: this site has no such call. ``BROKEN``: the entry is not there as signed, or the
    chain before it is not as it was written.
    """
    call = Call.objects.filter(slug=document["call"]).first()
    if call is None:
        return Witness.ABSENT
    head = AuditHead.objects.filter(call=call).first()
    sequence = document["chain_sequence"]
    digest = document["chain_digest"]
    if head is None or not head.entries.filter(sequence=sequence, digest=digest).exists():
        return Witness.BROKEN
    broken_at = first_break(head)
    return Witness.HELD if broken_at is None or broken_at > sequence else Witness.BROKEN


def instant(value: datetime) -> str:
    """An instant as it stands in payloads."""
    return receipts.timestamp(value)
