"""The one writer of conflicts: a pair has one row, and what stood there before is not lost.

Where a conflict is entered again after it was settled, or a harder one over a softer one, the row
begins anew. What it said until then is kept twice: its words at the end of the row's own note
(there the chair and the office read them), its facts and a digest of the words in the audit log,
which nobody can change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from competition import receipts, wording
from competition.models import Application, User
from reviews.conflicts import derivation
from reviews.models import Conflict, JuryMember
from reviews.models.jury import LIFTING
from reviews.services import conflict_letters

# What an answer that starts a row anew leaves of the one before.
UNSETTLED = {
    "contested_at": None,
    "contest_reason": "",
    "settlement": "",
    "settled_at": None,
    "settled_by": None,
    "settlement_reason": "",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person, or the register (``by`` None), says about a juror and an application."""

    reason: str
    source: str
    note: str
    by: User | None
    at: datetime

    def fields(self) -> dict[str, Any]:
        return {
            "reason": self.reason,
            "source": self.source,
            "severity": derivation.severity(self.reason),
            "note": self.note,
            "declared_by": self.by,
            "declared_at": self.at,
        }


@dataclass(frozen=True, slots=True)
class Entered:
    """A conflict that was entered. ``before``: the facts of what its row said until then."""

    conflict: Conflict
    before: dict[str, Any] | None = None


def enter(juror: JuryMember, application: Application, said: Statement) -> Entered | None:
    """Enter what was said; None where a conflict stands already that is not outweighed.

    After a confirmed decision the office is told: it may rest on what does not count any more.
    Needs a transaction, and the caller's entry in the audit log (``payload``).
    """
    pair = {"jury_member": juror, "application": application}
    held = Conflict.objects.select_for_update().filter(**pair).first()
    created = False
    if held is None:
        held, created = Conflict.objects.get_or_create(**pair, defaults=said.fields())
    if not created and not _gives_way(held, said):
        return None
    entered = Entered(held) if created else Entered(held, _begin_anew(held, said))
    conflict_letters.tell_of_late_conflicts([held])
    return entered


def _gives_way(held: Conflict, said: Statement) -> bool:
    """Whether what is on record makes room for what is said now."""
    if held.settlement not in LIFTING:
        return derivation.outweighs(said.reason, held.reason)
    return said.by is not None or derivation.reopens(said.reason, held.reason)


def _begin_anew(held: Conflict, said: Statement) -> dict[str, Any]:
    words = _words(held)
    before = {
        "conflict": held.pk,
        "reason": held.reason,
        "source": held.source,
        "settlement": held.settlement,
        "settled_by": held.settled_by_id,
        "settled_at": receipts.timestamp(held.settled_at) if held.settled_at else None,
        "sha256": receipts.digest({"words": words}),
    }
    for name, value in (UNSETTLED | said.fields()).items():
        setattr(held, name, value)
    held.note = "\n\n".join(part for part in (said.note, words) if part)
    held.save()
    return before


def _words(held: Conflict) -> str:
    """The row in words, in German, the language of the procedure (§ 23 VwVfG)."""
    with translation.override("de"):
        parts = [
            _("Zuvor, am %(day)s: %(reason)s (%(source)s)")
            % {
                "day": wording.day(held.declared_at),
                "reason": held.get_reason_display(),
                "source": held.get_source_display(),
            }
        ]
        if held.contest_reason:
            parts.append(_("Widerspruch: %s") % held.contest_reason)
        if held.settlement:
            settled = {"how": held.get_settlement_display(), "why": held.settlement_reason}
            parts.append(_("%(how)s: %(why)s") % settled)
        return "\n".join([*parts, *([held.note] if held.note else [])])


def payload(entered: Iterable[Entered]) -> dict[str, Any]:
    """For the audit log: which rows were entered, and what stood there before."""
    rows = list(entered)
    return {
        "conflicts": [each.conflict.pk for each in rows],
        "before": [each.before for each in rows if each.before],
    }
