"""Late admission (Wiedereinsetzung in den vorigen Stand, § 32 VwVfG): in, by two persons.

Whoever missed the deadline through no fault of theirs may submit the draft as it stood then. It is
no grace: there is a reason, a proof, a period of its own, and two names under it.
"""

from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction

from competition import answers, audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, Attempt, Call, LateAdmission, User
from competition.phases import Phase

# § 32 (2) VwVfG gives two weeks after the hindrance is gone; more than a month is a slip.
LONGEST = timedelta(days=31)


def propose(
    *,
    application: Application,
    by: User,
    reason: str,
    evidence: str,
    until_at: datetime,
    attempt: Attempt | None = None,
) -> LateAdmission:
    """Propose to let the application in until ``until_at`` (exclusive); another person confirms.

    ``attempt``: the refused try that it rests on. Raises ``reason_required``, ``required``
    (evidence), ``call_not_closed``, ``reviewing_open``, ``unknown_move`` (nothing was missed),
    ``not_found`` (somebody else's attempt), ``period_past``, ``period_too_long``,
    ``late_admission_standing``, ``application_erased``, ``control_characters``.
    """
    policies.require_office(by)
    reason = answers.text(reason, field="reason")
    evidence = answers.text(evidence, field="evidence")
    if not reason:
        raise Refusal("reason_required", field="reason")
    if not evidence:
        raise Refusal("required", field="evidence")
    if attempt is not None and attempt.application_id != application.pk:
        raise Refusal("not_found")
    until_at = until_at.astimezone(UTC)
    with transaction.atomic():
        locks.share_call(application.call_id)
        application = locks.own_application(application.pk)
        at = clock.now(application.call)
        policies.require_content(application)
        _require_missed(application, at)
        _require_ahead(until_at, at)
        try:
            with transaction.atomic():
                admission = LateAdmission.objects.create(
                    application=application,
                    attempt=attempt,
                    reason=reason,
                    evidence=evidence,
                    until_at=until_at,
                    proposed_at=at,
                    proposed_by=by,
                )
        except IntegrityError as error:
            raise Refusal("late_admission_standing") from error
        _log(admission, "late_admission.proposed", by)
        return admission


def confirm(*, admission: LateAdmission, by: User) -> LateAdmission:
    """The second person confirms: from now on the draft may be submitted, and the contact is told.

    Repeating one's own confirmation changes nothing. Raises ``same_person``, ``decision_settled``,
    ``period_past``, ``reviewing_open``, ``unknown_move``.
    """
    policies.require_office(by)
    with transaction.atomic():
        application, admission = _locked(admission)
        if admission.confirmed_by_id == by.pk:
            return admission
        if admission.confirmed_at or admission.rejected_at:
            raise Refusal("decision_settled")
        if admission.proposed_by_id == by.pk:
            raise Refusal("same_person")
        at = clock.now(application.call)
        _require_missed(application, at)
        _require_ahead(admission.until_at, at)
        admission.confirmed_at, admission.confirmed_by = at, by
        admission.save(update_fields=["confirmed_at", "confirmed_by"])
        outbox.owe(
            outbox.written(
                kinds.LATE_ADMISSION,
                call=application.call,
                application=application,
                recipient=application.contact,
                occasion=str(admission.pk),
                context={"admission": admission},
            )
        )
        _log(admission, "late_admission.confirmed", by)
        return admission


def reject(*, admission: LateAdmission, by: User) -> None:
    """Drop the proposal: the other person, or who made it. Raises ``decision_settled``."""
    policies.require_office(by)
    with transaction.atomic():
        application, admission = _locked(admission)
        if admission.confirmed_at or admission.rejected_at:
            raise Refusal("decision_settled")
        admission.rejected_at, admission.rejected_by = clock.now(application.call), by
        admission.save(update_fields=["rejected_at", "rejected_by"])
        _log(admission, "late_admission.rejected", by)


def require_open(call: Call, at: datetime) -> None:
    """Raise ``call_not_closed`` or ``reviewing_open`` unless somebody may be let in now."""
    if call.phase(at=at) != Phase.CLOSED:
        raise Refusal("call_not_closed")
    if call.screening_closed_at:
        raise Refusal("reviewing_open")


def _locked(admission: LateAdmission) -> tuple[Application, LateAdmission]:
    """Application and proposal, locked first and read after."""
    application = Application.objects.only("call_id").get(pk=admission.application_id)
    locks.share_call(application.call_id)
    application = locks.own_application(application.pk)
    return application, LateAdmission.objects.get(pk=admission.pk)


def _require_missed(application: Application, at: datetime) -> None:
    require_open(application.call, at)
    if application.valid_version is not None:
        raise Refusal("unknown_move")


def _require_ahead(until_at: datetime, at: datetime) -> None:
    if until_at <= at:
        raise Refusal("period_past", field="until_at")
    if until_at > at + LONGEST:
        raise Refusal("period_too_long", field="until_at", days=LONGEST.days)


def _log(admission: LateAdmission, act: str, by: User) -> None:
    grounds = {"reason": admission.reason, "evidence": admission.evidence}
    audit.log(
        act=act,
        by=by,
        subject=admission.application.public_id,
        payload={
            "until": audit.instant(admission.until_at),
            "grounds_sha256": receipts.digest(grounds),
        },
    )
