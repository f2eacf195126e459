"""Screening (formale Prüfung): is an application admissible, and why not."""

from collections import Counter
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Q, prefetch_related_objects

from competition import answers, audit, clock, locks, moves, policies, receipts, screening_plan
from competition.errors import Refusal
from competition.models import Application, ApplicationMove, Call, Correction, LateAdmission, User
from competition.moves import MOVES, State
from competition.phases import Phase
from competition.screening_plan import MAX_REASON_CHARS, Act, Order, Plan
from competition.services import corrections, late_admissions


def admit(*, application: Application, read: str, by: User) -> None:
    """The application takes part in the review. Only after the deadline, before reviewing opens.

    ``read``: the digest of the sealed version that was judged. Raises ``call_not_closed``,
    ``reviewing_open``, ``unknown_move``, ``version_changed``.
    """
    _screen(application, "admit", read, by, reason="")


def exclude(*, application: Application, read: str, by: User, reason: str) -> None:
    """The application is formally inadmissible; the reason goes into its letter (§ 39 VwVfG).

    ``read`` as for ``admit``. Raises ``reason_required``, ``too_long``, ``control_characters`` and
    what ``admit`` raises.
    """
    _screen(application, "exclude", read, by, reason=_reason(reason))


def _reason(text: str) -> str:
    cleaned = answers.text(text, field="reason", max_chars=MAX_REASON_CHARS)
    if not cleaned:
        raise Refusal("reason_required", field="reason")
    return cleaned


def plan(*, call: Call, order: Order, by: User) -> Plan:
    """What screening the chosen applications in one act will do and what it will not. Writes
    nothing.

    Raises ``not_allowed``, ``call_not_closed``, ``reviewing_open``, ``nothing_chosen``,
    ``not_found`` (strangers to the call), ``reason_required``, ``control_characters``,
    ``too_long``, and for a correction ``required`` (no question, no end), ``unknown_question``,
    ``period_past``, ``period_too_long``.
    """
    policies.require_office(by)
    at = clock.now(call)
    late_admissions.require_open(call, at)
    order = _usable(call, order, at)
    chosen = list(
        Application.objects.filter(call=call, public_id__in=order.chosen)
        .select_related("municipality", "valid_version")
        .order_by("municipality__name", "pk")
    )
    if len(chosen) < len(order.chosen):
        raise Refusal("not_found")
    for application in chosen:
        application.call = call  # one form for all of them
    return screening_plan.planned(order, chosen, screening_plan.running_of(call), at)


def carry_out(*, call: Call, order: Order, digest: str, by: User) -> Plan:
    """Screen the chosen applications as the plan with this digest says, all or nothing.

    What the plan leaves out is left out. Raises ``screening_changed`` where the plan is another by
    now, ``nothing_to_change``, and what ``plan`` raises.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        # All rows first: after the first entry of the log nothing may be waited for any more.
        ids = Application.objects.filter(call=call, public_id__in=order.chosen)
        for pk in sorted(ids.values_list("pk", flat=True)):
            locks.own_application(pk)
        found = plan(call=call, order=order, by=by)
        if found.digest != digest:
            raise Refusal("screening_changed")
        if not found.steps:
            raise Refusal("nothing_to_change")
        for application in found.steps:
            _step(application, found.order, by)
    return found


def _step(application: Application, order: Order, by: User) -> None:
    """One step of a plan, whose digest names the version that was judged."""
    read = screening_plan.sealed(application)
    if order.act == Act.CORRECT and order.due_at:
        corrections.ask(
            application=application,
            read=read,
            by=by,
            keys=order.keys,
            reason=order.reason,
            due_at=order.due_at,
        )
    else:
        _screen(application, order.act, read, by, reason=order.reason)


def _usable(call: Call, order: Order, at: datetime) -> Order:
    """The order with its texts cleaned and nothing in it that its act does not need."""
    chosen = tuple(dict.fromkeys(order.chosen))
    if not chosen:
        raise Refusal("nothing_chosen", field="chosen")
    if order.act == Act.ADMIT:
        return Order(order.act, chosen)
    reason = _reason(order.reason)
    if order.act == Act.EXCLUDE:
        return Order(order.act, chosen, reason)
    if not order.keys:
        raise Refusal("required", field="keys")
    prefetch_related_objects([call], "questions")
    if not {question.key for question in call.questions.all()}.issuperset(order.keys):
        raise Refusal("unknown_question", field="keys")
    if order.due_at is None:
        raise Refusal("required", field="due_at")
    due_at = order.due_at.astimezone(UTC)
    corrections.require_ahead(due_at, at)
    return Order(order.act, chosen, reason, tuple(dict.fromkeys(order.keys)), due_at)


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


def _screen(application: Application, name: str, read: str, by: User, *, reason: str) -> None:
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
        policies.require_read(application, read)
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
