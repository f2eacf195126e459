"""Settling conflicts: waived, dismissed or upheld, one or several at once, with a reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from competition import answers, audit, clock, locks, receipts
from competition import policies as people
from competition.errors import Refusal
from competition.letters import kinds
from competition.models import Call, User
from reviews import policies, queries
from reviews.models import Conflict, Decision
from reviews.models.decision import DecisionState
from reviews.models.jury import Settlement
from reviews.policies import Settler
from reviews.services import conflict_letters

REASON_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Planned:
    """One conflict of several that are to be settled. ``refusal``: why it will not be done."""

    conflict: Conflict
    refusal: Refusal | None = None


def settler_of(*, call: Call, by: User, stands_in: bool = False) -> Settler:
    """As what a person settles conflicts of a call. Raises ``not_allowed`` for everybody but the
    chair, the deputy and the office."""
    is_office = people.is_office(by)
    settler = replace(heads(call), person=by.pk, is_office=is_office)
    seats = [seat for seat in (settler.chair, settler.deputy) if seat]
    if not is_office and by.pk not in [seat.user_id for seat in seats]:
        raise Refusal("not_allowed")
    return replace(
        settler,
        stands_in=stands_in,
        is_decided=Decision.objects.filter(call=call, state=DecisionState.CONFIRMED).exists(),
    )


def heads(call: Call) -> Settler:
    """Chair and deputy of a call's jury and what is closed to them, seen by nobody yet."""
    chair, deputy = queries.heads_of(call)
    return Settler(
        person=0,
        is_office=False,
        chair=chair,
        closed=queries.closed_to(chair) if chair else (),
        deputy=deputy,
        deputy_closed=queries.closed_to(deputy) if deputy else (),
        # Without a deputy nobody of the jury could act instead; the office says so (stands_in).
        is_chair_absent=chair is not None and deputy is not None and queries.is_absent(chair),
    )


def plan(
    *, call: Call, chosen: Collection[int], settlement: str, by: User, stands_in: bool = False
) -> list[Planned]:
    """What settling these would do and what not, and why; writes nothing.

    ``chosen``: keys of conflicts of the call; others are left out. Raises ``unknown_choice``.
    """
    if settlement not in Settlement.values:
        raise Refusal("unknown_choice", field="settlement")
    settler = settler_of(call=call, by=by, stands_in=stands_in)
    settler = replace(settler, discussed=queries.discussed(call))
    return list(_planned(queries.conflicts_of(call).filter(pk__in=chosen), settlement, settler))


def _planned(conflicts: Iterable[Conflict], settlement: str, settler: Settler) -> Iterable[Planned]:
    for conflict in conflicts:
        verdict = policies.may_settle(conflict, settlement, settler)
        yield Planned(conflict, None if verdict.allowed else Refusal(verdict.why))


def settle(
    *,
    call: Call,
    chosen: Collection[int],
    settlement: str,
    reason: str,
    by: User,
    stands_in: bool = False,
) -> list[Planned]:
    """Settle those of the chosen conflicts that may be, each with the same reason.

    Returns all of them, with why some were not done; of a single one its refusal is raised. Each
    juror gets a letter. After a waiver or a dismissal the text stays closed until the juror has
    declared to be free; a score that was final counts again, and a run made before is stale.

    ``stands_in``: the office settles because the chair is unable to act; it is written in the log.
    Raises ``not_allowed``, ``unknown_choice``, ``reason_required``, ``nothing_chosen``, and what
    ``policies.may_settle`` says.
    """
    if people.is_office(by):
        people.require_office(by)
    text = answers.text(reason, field="reason", max_chars=REASON_CHARS)
    if not text:
        raise Refusal("reason_required", field="reason")
    with transaction.atomic():
        # Before the scores are locked or a decision is confirmed, or after; never while.
        locks.share_call(call.pk)
        _lock(call, chosen)
        planned = plan(call=call, chosen=chosen, settlement=settlement, by=by, stands_in=stands_in)
        if not planned:
            raise Refusal("nothing_chosen", field="conflicts")
        done = [each.conflict for each in planned if each.refusal is None]
        refusal = planned[0].refusal
        if len(planned) == 1 and refusal is not None:
            raise Refusal(refusal.code, field="settlement")
        if done:
            _write(done, settlement, text, by, clock.now(call))
            audit.log(
                act="conflicts.settled",
                by=by,
                subject=call.slug,
                payload={
                    "settlement": settlement,
                    "conflicts": [conflict.pk for conflict in done],
                    "stands_in": stands_in,
                    "sha256": receipts.digest({"reason": text}),
                },
            )
        return planned


def _write(done: list[Conflict], settlement: str, reason: str, by: User, at: datetime) -> None:
    for conflict in done:
        conflict.settlement, conflict.settlement_reason = settlement, reason
        conflict.settled_at, conflict.settled_by = at, by
    fields = ["settlement", "settlement_reason", "settled_at", "settled_by"]
    Conflict.objects.bulk_update(done, fields)
    conflict_letters.tell_juror(kinds.CONFLICT_SETTLED, done)


def _lock(call: Call, chosen: Collection[int]) -> None:
    rows = Conflict.objects.select_for_update().filter(jury_member__call=call, pk__in=chosen)
    list(rows.order_by("pk").values_list("pk", flat=True))
