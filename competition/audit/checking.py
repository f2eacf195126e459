"""Are the chains still as they were written? Against themselves, and against heads elsewhere."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from competition import receipts
from competition.audit import chains
from competition.audit.writing import digest_at
from competition.models import AuditEntry, AuditHead, Call, Receipt
from competition.retention.stubs import is_stub_of

# The act that makes room for a stub in the place of sealed content (services/erasing.py).
ERASED = "application.erased"


def first_break(head: AuditHead) -> int | None:
    """The sequence of the first entry that does not fit its chain, or None if all is whole.

    A cut-off or altered end counts too: the head's sequence and digest must be the last entry's.
    """
    found = _break_of(head)
    return found.number if found else None


def _break_of(head: AuditHead) -> chains.Break | None:
    links = (_link(entry) for entry in head.entries.order_by("sequence").iterator())
    return chains.first_break(links, head.sequence, head.digest)


def _link(entry: AuditEntry) -> chains.Link:
    def digest_as(number: int) -> str:
        return digest_at(entry, number)

    return chains.Link(entry.sequence, entry.previous_digest, entry.digest, digest_as)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A head that stands outside the chain. ``source`` says where; without a ``number``, only the
    digest is known. ``call`` None: of the internal log."""

    source: Any
    digest: str
    number: int | None = None
    call: str | None = None


# Where heads of the internal log stand (minutes, memos); each app above enters its own.
HEADS_ELSEWHERE: list[Callable[[], Iterable[Elsewhere]]] = []


@dataclass(frozen=True, slots=True)
class ChainState:
    """What checking one chain found. ``call`` is None for the internal log.

    ``broken_at`` is the sequence of the first entry that is not as it was written, or None;
    ``fault`` is what was done there. ``receipt`` is the number of the receipt that bears witness
    against the chain, ``witness`` names any other head that does; "" without one.
    """

    call: Call | None
    length: int
    digest: str
    broken_at: int | None = None
    receipt: str = ""
    fault: chains.Fault | None = None
    witness: Any = ""

    @property
    def is_whole(self) -> bool:
        """Nothing was changed, removed, inserted, reordered or cut off."""
        return self.broken_at is None


def verify(given: Iterable[Elsewhere] = ()) -> list[ChainState]:
    """Check every chain, the internal log first; each entry once, each receipt once.

    A chain whose end was cut off together with its head still fits itself; the receipts of the
    call, which applicants hold too, name what its entries must be. So do the minutes and memos of
    the internal log, and whatever heads are ``given``.
    """
    heads = {head.call_id: head for head in AuditHead.objects.select_related("call")}
    given = list(given)
    known = [each for source in HEADS_ELSEWHERE for each in source()]
    outside = [*(each for each in given if each.call is None), *known]
    states = [_state(heads.get(None), None, outside)]
    for call in Call.objects.order_by("slug"):
        named = [each for each in given if each.call == call.slug]
        has_receipts = Receipt.objects.filter(version__application__call=call).exists()
        if call.pk in heads or named or has_receipts:
            states.append(_state(heads.get(call.pk), call, named))
    return states


def _state(head: AuditHead | None, call: Call | None, outside: Iterable[Elsewhere]) -> ChainState:
    length, digest = (head.sequence, head.digest) if head else (0, chains.START)
    found = _break_of(head) if head else None
    kept = dict(head.entries.values_list("sequence", "digest")) if head else {}
    receipt = _first_contradiction(head, kept, call) if call else None
    if receipt and (found is None or receipt[0] <= found.number):
        fault = chains.Fault.CHANGED if receipt[0] in kept else chains.Fault.CUT_OFF
        return ChainState(
            call, length, digest, broken_at=receipt[0], receipt=receipt[1], fault=fault
        )
    if found:
        return ChainState(call, length, digest, broken_at=found.number, fault=found.fault)
    contradicted = _contradicted(kept, outside)
    if contradicted:
        contradiction, witness = contradicted
        return ChainState(
            call,
            length,
            digest,
            broken_at=contradiction.number,
            fault=contradiction.fault,
            witness=witness.source,
        )
    return ChainState(call, length, digest)


def _contradicted(
    kept: Mapping[int, str], outside: Iterable[Elsewhere]
) -> tuple[chains.Break, Elsewhere] | None:
    """The earliest entry that a head elsewhere speaks against, and that head."""
    against = [
        (found, each)
        for each in outside
        if (found := chains.against(kept, each.digest, each.number))
    ]
    return min(against, key=lambda pair: pair[0].number, default=None)


def _first_contradiction(
    head: AuditHead | None, kept: Mapping[int, str], call: Call
) -> tuple[int, str] | None:
    """Sequence and receipt number of the first receipt that is contradicted.

    Its chain entry is not there as signed, or the sealed content is no longer what was received.
    """
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
