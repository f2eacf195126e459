"""The decision: proposed from a run by one person, confirmed by another; then awards follow."""

from django.db import IntegrityError, transaction

from competition import audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.models import Application, Call, User
from competition.models.announcement import PublicationKind
from competition.services import awards, publications
from reviews import bundles, queries
from reviews.models import Decision, SelectionRun, Session
from reviews.models.decision import DecisionState
from reviews.models.selection_run import RunState

DECIDED = {"unique", "tie_broken"}


def propose(*, run: SelectionRun, by: User) -> Decision:
    """Propose what a run selected. One standing decision per call.

    Raises ``run_unfinished``, ``run_failed``, the run's own status where it selected nothing
    (``infeasible``, ``too_few_eligible``, ``quorum_missing``, ``tie``, ``not_proven``),
    ``run_stale`` when the round has changed since, ``session_open`` while the jury is in session,
    ``decision_standing``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(run.call_id)
        run = SelectionRun.objects.get(pk=run.pk)
        _require_decided(run)
        if Session.objects.filter(call=call, closed_at__isnull=True).exists():
            raise Refusal("session_open")
        if bundles.case_digest(queries.case_of(call)) != run.input_digest:
            raise Refusal("run_stale")
        selected = (run.result or {})["selected"]
        try:
            with transaction.atomic():
                decision = Decision.objects.create(
                    call=call,
                    run=run,
                    selected=selected,
                    digest=_digest(run, selected),
                    proposed_at=clock.now(call),
                    proposed_by=by,
                )
        except IntegrityError as error:
            raise Refusal("decision_standing") from error
        audit.log(
            act="decision.proposed",
            by=by,
            subject=decision.public_id,
            payload={"run": run.public_id, "sha256": decision.digest},
        )
        return decision


def _digest(run: SelectionRun, selected: list[str]) -> str:
    return receipts.digest({"run": run.result_digest, "selected": selected})


def _require_decided(run: SelectionRun) -> None:
    if run.state == RunState.QUEUED:
        raise Refusal("run_unfinished")
    if run.state == RunState.FAILED or run.result is None:
        raise Refusal("run_failed")
    result = run.result
    status = result["status"]
    if status in DECIDED:
        return
    if status == "infeasible":
        raise Refusal("infeasible", conflict=" + ".join(result["conflict"]))
    if status == "too_few_eligible":
        reached = set(result["gate"].values()) - {"ineligible", "withdrawn"}
        if reached == {"quorum"}:
            raise Refusal("quorum_missing", quorum=run.input["round"]["quorum"])
        raise Refusal("too_few_eligible", eligible=result["eligible"])
    raise Refusal(status)


def confirm(*, decision: Decision, by: User) -> Decision:
    """The second person confirms: awards are granted (hidden), the documents are frozen.

    Decision and reasons become readable with the announcement, not before. Repeating one's own
    confirmation changes nothing. Raises ``same_person``, ``decision_settled``, ``run_stale``,
    ``no_places_left``, ``budget_exceeded``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(decision.call_id)
        decision = Decision.objects.select_related("run", "call").get(pk=decision.pk)
        if decision.state == DecisionState.CONFIRMED and decision.confirmed_by_id == by.pk:
            return decision
        if decision.state != DecisionState.PROPOSED:
            raise Refusal("decision_settled")
        if decision.proposed_by_id == by.pk:
            raise Refusal("same_person")
        if bundles.case_digest(queries.case_of(call)) != decision.run.input_digest:
            raise Refusal("run_stale")
        selected = _applications(call, decision.selected)
        granted = awards.grant(call=call, applications=selected, by=by)
        decision.state = DecisionState.CONFIRMED
        decision.confirmed_at, decision.confirmed_by = clock.now(call), by
        decision.save(update_fields=["state", "confirmed_at", "confirmed_by"])
        decision.awards.set(granted)
        _freeze(call, decision.run, selected)
        audit.log(
            act="decision.confirmed",
            by=by,
            subject=decision.public_id,
            payload={"sha256": decision.digest},
        )
        return decision


def _applications(call: Call, public_ids: list[str]) -> list[Application]:
    return list(
        Application.objects.filter(call=call, public_id__in=public_ids)
        .select_related("call", "municipality", "valid_version")
        .order_by("municipality__name", "pk")
    )


def _freeze(call: Call, run: SelectionRun, selected: list[Application]) -> None:
    publications.freeze(
        call=call,
        kind=PublicationKind.DECISION,
        content=bundles.decision_document(call=call, run=run, selected=selected),
    )
    for application in _applications(call, [row["id"] for row in run.input["applications"]]):
        publications.freeze(
            call=call,
            kind=PublicationKind.REASONS,
            content=bundles.reasons_document(run=run, application=application),
            application=application,
        )


def reject(*, decision: Decision, by: User, reason: str) -> Decision:
    """Discard a proposal, with a reason; another may be proposed. Anyone of the office may."""
    policies.require_office(by)
    if not reason.strip():
        raise Refusal("reason_required", field="reason")
    with transaction.atomic():
        call = locks.own_call(decision.call_id)
        decision = Decision.objects.get(pk=decision.pk)
        if decision.state != DecisionState.PROPOSED:
            raise Refusal("decision_settled")
        decision.state, decision.rejection_reason = DecisionState.REJECTED, reason.strip()
        decision.rejected_at, decision.rejected_by = clock.now(call), by
        decision.save(update_fields=["state", "rejection_reason", "rejected_at", "rejected_by"])
        audit.log(
            act="decision.rejected",
            by=by,
            subject=decision.public_id,
            payload={"reason_sha256": receipts.digest({"reason": decision.rejection_reason})},
        )
        return decision
