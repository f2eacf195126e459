"""The decision: proposed by one person, confirmed by another; later ones replace it, visibly."""

from django.db import IntegrityError, transaction

from competition import answers, audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.models import Call, User
from competition.models.application import new_public_id
from reviews.decisions import grounds
from reviews.decisions.proposal import Plan, Wish, digest_of, planned
from reviews.models import Decision, Deviation, SelectionRun, Session
from reviews.models.decision import DecisionState
from reviews.services import decision_effects

DECIDED = grounds.DECIDED
MAX_REJECTION_CHARS = 2_000


def propose(*, run: SelectionRun, by: User, wish: Wish | None = None, read: str = "") -> Decision:
    """Propose a decision from a run: what it selected, or what the wish says.

    ``read``: the digest of the plan that was shown; may be left out for the plain selection of a
    run alone. At most one proposal of a call is open. Raises ``run_stale`` when the round has
    changed since, ``session_open`` while the jury is in session, ``decision_standing``,
    ``decision_changed`` where the plan is another by now, and what ``proposal.planned`` raises.
    """
    policies.require_office(by)
    wished = wish or Wish()
    with transaction.atomic():
        call = locks.own_call(run.call_id)
        run = SelectionRun.objects.select_related("call").get(pk=run.pk)
        _require_no_other(call)
        plan = planned(call, run, wished)
        require_open(call, run)
        if (read or not wished.is_plain) and read != plan.digest:
            raise Refusal("decision_changed")
        decision = _saved(plan, call, by)
        audit.log(
            act="decision.proposed",
            by=by,
            subject=decision.public_id,
            payload={"run": run.public_id, "sha256": decision.digest},
        )
        return decision


def plan_of(*, run: SelectionRun, by: User, wish: Wish) -> Plan:
    """What proposing this comes to, to be read first; nothing is written. Raises as ``propose``."""
    policies.require_office(by)
    run = SelectionRun.objects.select_related("call__announcement").get(pk=run.pk)
    _require_no_other(run.call)
    plan = planned(run.call, run, wish)
    require_open(run.call, run)
    return plan


def _require_no_other(call: Call) -> None:
    if Decision.objects.filter(call=call, state=DecisionState.PROPOSED).exists():
        raise Refusal("decision_standing")


def require_open(call: Call, run: SelectionRun) -> None:
    """The jury is not in session, and the round is the one that was computed.

    Raises ``session_open``, ``run_stale``.
    """
    if Session.objects.filter(call=call, closed_at__isnull=True).exists():
        raise Refusal("session_open")
    if not grounds.is_unchanged(run, call):
        raise Refusal("run_stale")


def _saved(plan: Plan, call: Call, by: User) -> Decision:
    decision = plan.decision
    decision.public_id = new_public_id()
    decision.proposed_at, decision.proposed_by = clock.now(call), by
    decision.digest = digest_of(decision, plan.deviation)
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
            if plan.deviation is not None:
                plan.deviation.decision = decision
                plan.deviation.save(force_insert=True)
    except IntegrityError as error:
        raise Refusal("decision_standing") from error
    return decision


def confirm(*, decision: Decision, read: str, by: User) -> Decision:
    """The second person confirms what that person has read, named by the decision's digest.

    Of the first decision the awards are granted (hidden) and the documents frozen: readable with
    the announcement, not before. A later one changes both: before the announcement unseen, after
    it by an amendment with an instant and letters of its own. The Auswahlvermerk is frozen.
    Repeating one's own confirmation changes nothing. Raises ``decision_changed`` (something else
    was read), ``same_person``, ``decision_settled``, ``run_stale``, ``session_open``,
    ``decision_overtaken`` (the announcement, or another decision, came in between),
    ``no_places_left``, ``budget_exceeded``, and what ``amendments.make`` raises.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(decision.call_id)
        decision = _again(decision)
        deviation = deviation_of(decision)
        if read != decision.digest or read != digest_of(decision, deviation):
            raise Refusal("decision_changed")
        if decision.state == DecisionState.CONFIRMED and decision.confirmed_by_id == by.pk:
            return decision
        if decision.state != DecisionState.PROPOSED:
            raise Refusal("decision_settled")
        if decision.proposed_by_id == by.pk:
            raise Refusal("same_person")
        _require_ground(call, decision)
        decision.state = DecisionState.CONFIRMED
        decision.confirmed_at, decision.confirmed_by = clock.now(call), by
        decision.save(update_fields=["state", "confirmed_at", "confirmed_by"])
        decision_effects.bring_about(call=call, decision=decision, deviation=deviation, by=by)
        audit.log(
            act="decision.confirmed",
            by=by,
            subject=decision.public_id,
            payload={"sha256": decision.digest, "memo_sha256": decision.memo_digest},
        )
        return decision


def _again(decision: Decision) -> Decision:
    related = ("run", "call__announcement", "replaces", "proposed_by", "confirmed_by")
    return Decision.objects.select_related(*related).get(pk=decision.pk)


def deviation_of(decision: Decision) -> Deviation | None:
    """What people decided otherwise than was computed, or None."""
    return Deviation.objects.filter(decision=decision).first()


def _require_ground(call: Call, decision: Decision) -> None:
    """What the proposal rests on is as it was: the round, the decision before, the announcement."""
    require_open(call, decision.run)
    latest = grounds.in_force(call)
    if (latest and latest.pk) != decision.replaces_id:
        raise Refusal("decision_overtaken")
    if decision.replaces_id and not grounds.is_announced(call) == bool(decision.public_at):
        raise Refusal("decision_overtaken")


def reject(*, decision: Decision, read: str, by: User, reason: str) -> Decision:
    """Discard a proposal, with a reason; another may be proposed. Anyone of the office may.

    ``read``: the digest of the proposal that was read. Raises ``reason_required``, ``too_long``,
    ``control_characters``, ``decision_changed``, ``decision_settled``.
    """
    policies.require_office(by)
    reason = answers.text(reason, field="reason", max_chars=MAX_REJECTION_CHARS)
    if not reason:
        raise Refusal("reason_required", field="reason")
    with transaction.atomic():
        call = locks.own_call(decision.call_id)
        decision = Decision.objects.get(pk=decision.pk)
        if read != decision.digest:
            raise Refusal("decision_changed")
        if decision.state != DecisionState.PROPOSED:
            raise Refusal("decision_settled")
        decision.state, decision.rejection_reason = DecisionState.REJECTED, reason
        decision.rejected_at, decision.rejected_by = clock.now(call), by
        decision.save(update_fields=["state", "rejection_reason", "rejected_at", "rejected_by"])
        audit.log(
            act="decision.rejected",
            by=by,
            subject=decision.public_id,
            payload={"reason_sha256": receipts.digest({"reason": decision.rejection_reason})},
        )
        return decision
