"""The audit log: hash chains of what was done, who writes them, and whether they are whole."""

from competition.audit.chains import Fault
from competition.audit.checking import (
    ERASED,
    HEADS_ELSEWHERE,
    ChainState,
    Elsewhere,
    Witness,
    first_break,
    verify,
    witness,
)
from competition.audit.writing import document_of, entry_digest, instant, log

__all__ = [
    "ERASED",
    "HEADS_ELSEWHERE",
    "ChainState",
    "Elsewhere",
    "Fault",
    "Witness",
    "document_of",
    "entry_digest",
    "first_break",
    "instant",
    "log",
    "verify",
    "witness",
]
