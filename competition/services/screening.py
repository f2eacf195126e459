"""Screening (formale Prüfung): is an application admissible, and why not."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from competition import audit, clock, locks, moves, policies, receipts
from competition.errors import Refusal
from competition.models import Application, ApplicationMove, Call, Correction, LateAdmission, User
from competition.moves import MOVES, State
from competition.phases import Phase


def admit(*, application: Application, by: User) -> None:
    """The application takes part in the review. Only after the deadline, before reviewing opens."""
    _screen(application, "admit", by, reason="")


def exclude(*, application: Application, by: User, reason: str) -> None:
    """The application is formally inadmissible; the reason goes into its letter (§ 39 VwVfG)."""
    if not reason.strip():
        raise Refusal("reason_required", field="reason")
    _screen(application, "exclude", by, reason=reason.strip())


def close(*, call: Call, by: User) -> None:
    """Close the set of admitted applications; nobody is admitted or excluded any more.

    Needs the transaction and the exclusive lock of the act that opens the review. Raises
    ``call_not_closed``, ``reviewing_open``, ``periods_running`` (a municipality may still submit
    late, or correct), ``screening_unfinished``, ``nothing_admitted``.
    """
    policies.require_office(by)
    at = clock.now(call)
    if call.phase(at=at) != Phase.CLOSED:
        raise Refusal("call_not_closed")
    if call.screening_closed_at:
        raise Refusal("reviewing_open")
    _require_no_period(call, at)
    states = Counter(Application.objects.filter(call=call).values_list("state", flat=True))
    if states[State.SUBMITTED]:
        raise Refusal("screening_unfinished", count=states[State.SUBMITTED])
    if not states[State.ADMITTED]:
        raise Refusal("nothing_admitted")
    call.screening_closed_at, call.screening_closed_by = at, by
    call.save(update_fields=["screening_closed_at", "screening_closed_by"])


def _require_no_period(call: Call, at: datetime) -> None:
    """What was granted to a municipality is not cut off by opening the review."""
    late = LateAdmission.objects.valid().filter(until_at__gt=at, application__valid_version=None)
    asked = Correction.objects.open().filter(due_at__gt=at)
    waiting = Application.objects.filter(
        Q(pk__in=late.values("application")) | Q(pk__in=asked.values("application")), call=call
    ).order_by("municipality__name", "pk")
    names = ", ".join(waiting.values_list("municipality__name", flat=True))
    if names:
        raise Refusal("periods_running", names=names)


def _screen(application: Application, name: str, by: User, *, reason: str) -> None:
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(application.call_id)
        application = locks.own_application(application.pk)
        at = clock.now(call)
        if call.phase(at=at) != Phase.CLOSED:
            raise Refusal("call_not_closed")
        if call.screening_closed_at:
            raise Refusal("reviewing_open")
        if not moves.is_legal(name=name, state=application.state):
            raise Refusal("unknown_move")
        source, application.state = application.state, str(MOVES[name].target)
        application.screened_at, application.screened_by = at, by
        application.screening_reason = reason
        application.save(update_fields=["state", "screened_at", "screened_by", "screening_reason"])
        ApplicationMove.objects.create(
            application=application,
            name=name,
            source=source,
            target=application.state,
            made_at=at,
            made_by=by,
            reason=reason,
        )
        audit.log(
            act=f"application.{State(application.state).value}",
            by=by,
            subject=application.public_id,
            payload={"reason_sha256": receipts.digest({"reason": reason})},
        )
