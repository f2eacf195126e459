"""Payment requests: asked for by a signatory, certified by one of the office, ordered by another.

Under the agreement's lock, so that two at once never ask for more than the award; the database
refuses it besides.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from competition import answers, audit, calendar, clock, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds
from competition.models import User
from competition.moves import Actor
from programme import iban as ibans
from programme import locks
from programme.models import Agreement, PaymentRequest, Tranche
from programme.queries import tranches
from programme.services import binding

# Characters that a SEPA transfer takes along.
LONGEST_REFERENCE = 140
LONGEST_TEXT = 2_000


def ask(
    *,
    agreement: Agreement,
    tranche: Tranche,
    by: User,
    purpose: str,
    iban: str,
    payment_reference: str = "",
) -> PaymentRequest:
    """A signatory asks for one tranche, for what it is spent on in the next months.

    Raises ``not_found`` (strangers, a tranche of another programme), ``not_allowed`` (editors),
    ``required`` (purpose), ``iban_invalid``, ``too_long``, ``control_characters`` (also what turns
    the direction of writing), ``award_ended``, ``award_not_public``, ``agreement_not_in_force``,
    ``report_not_accepted``, ``tranche_requested``, ``award_exceeded``, ``application_erased``.
    """
    with transaction.atomic():
        agreement = locks.own_agreement(agreement.pk)
        _require_signatory(agreement, by)
        typed = _typed(purpose, iban, payment_reference)
        binding.told_award(agreement.programme, agreement.award)
        found = _requestable(agreement, tranche)
        request = _entered(
            agreement,
            found.tranche,
            requested_by=by,
            **typed,
        )
        _owe(request, kinds.PAYMENT_REQUESTED)
        _log(request, "payment.requested", by)
        return request


def _require_signatory(agreement: Agreement, by: User) -> None:
    if agreement.award.application is None or agreement.confirmed_at is None:
        raise Refusal("not_found")
    policies.require_actor(by, agreement.award.application, Actor.SIGNATORY)
    policies.require_content(agreement.award.application)


def _typed(purpose: str, iban: str, payment_reference: str) -> dict[str, str]:
    """What was typed, as it is stored, and printed on a transfer: on one line."""
    found = {
        "purpose": answers.text(purpose, field="purpose", max_chars=LONGEST_TEXT),
        "iban": ibans.compact(iban),
        "payment_reference": answers.text(
            " ".join(payment_reference.split()),
            field="payment_reference",
            max_chars=LONGEST_REFERENCE,
        ),
    }
    if not found["purpose"]:
        raise Refusal("required", field="purpose")
    if not ibans.is_valid(found["iban"]):
        raise Refusal("iban_invalid", field="iban")
    return found


def _requestable(agreement: Agreement, tranche: Tranche) -> tranches.Standing:
    found = [each for each in tranches.standings(agreement) if each.tranche.pk == tranche.pk]
    if not found:
        raise Refusal("not_found")
    if found[0].hindrance:
        raise Refusal(found[0].hindrance)
    return found[0]


def _entered(agreement: Agreement, tranche: Tranche, **fields: Any) -> PaymentRequest:
    standing = PaymentRequest.objects.standing().filter(agreement=agreement)
    request = PaymentRequest(
        agreement=agreement,
        tranche=tranche,
        amount_cents=tranche.amount_cents,
        before_cents=sum(standing.values_list("amount_cents", flat=True)),
        ceiling_cents=agreement.award.amount_cents,
        requested_at=clock.now(agreement.award.call),
        **fields,
    )
    request.digest = receipts.digest(document(request))
    request.save()
    return request


def document(request: PaymentRequest) -> dict[str, object]:
    """What a request says, as data: its digest is what the office certifies and orders."""
    return {
        "agreement": request.agreement.digest,
        "tranche": request.tranche.number,
        "amount_cents": request.amount_cents,
        "before_cents": request.before_cents,
        "purpose": request.purpose,
        "iban": request.iban,
        "payment_reference": request.payment_reference,
        "requested_at": audit.instant(request.requested_at),
    }


def certify(*, request: PaymentRequest, by: User, read: str) -> PaymentRequest:
    """One of the office certifies that it is correct in substance and sum, as read under ``read``.

    Repeating one's own certificate changes nothing. Raises ``not_allowed``, ``decision_settled``,
    ``same_person`` (who asked), ``version_conflict``, ``award_ended``, ``application_erased``.
    """
    policies.require_office(by)
    with transaction.atomic():
        request = _held(request)
        if request.checked_by_id == by.pk:
            return request
        if request.checked_at or request.rejected_at:
            raise Refusal("decision_settled")
        if request.requested_by_id == by.pk:
            raise Refusal("same_person")
        _require_payable(request, read)
        request.checked_at, request.checked_by = _now(request), by
        request.save(update_fields=["checked_at", "checked_by"])
        _log(request, "payment.certified", by)
        return request


def order(*, request: PaymentRequest, by: User, read: str) -> PaymentRequest:
    """Another of the office orders the payment; the municipality is told.

    Repeating one's own order changes nothing. Raises ``not_allowed``, ``decision_settled``,
    ``payment_not_certified``, ``same_person``, ``version_conflict``, ``award_ended``,
    ``application_erased``.
    """
    policies.require_office(by)
    with transaction.atomic():
        request = _held(request)
        if request.approved_by_id == by.pk:
            return request
        if request.approved_at or request.rejected_at:
            raise Refusal("decision_settled")
        if request.checked_at is None:
            raise Refusal("payment_not_certified")
        if by.pk in {request.checked_by_id, request.requested_by_id}:
            raise Refusal("same_person")
        _require_payable(request, read)
        request.approved_at, request.approved_by = _now(request), by
        request.save(update_fields=["approved_at", "approved_by"])
        _owe(request, kinds.PAYMENT_ORDERED)
        _log(request, "payment.ordered", by)
        return request


def reject(*, request: PaymentRequest, by: User, reason: str) -> PaymentRequest:
    """Not paid, for a reason that the municipality reads; it may ask for the tranche again.

    Raises ``not_allowed``, ``reason_required``, ``too_long``, ``control_characters``,
    ``decision_settled``.
    """
    policies.require_office(by)
    reason = answers.text(reason, field="reason", max_chars=LONGEST_TEXT)
    if not reason:
        raise Refusal("reason_required", field="reason")
    with transaction.atomic():
        request = _held(request)
        if request.approved_at or request.rejected_at:
            raise Refusal("decision_settled")
        request.rejected_at, request.rejected_by = _now(request), by
        request.rejection_reason = reason
        request.save(update_fields=["rejected_at", "rejected_by", "rejection_reason"])
        _owe(request, kinds.PAYMENT_REJECTED)
        _log(request, "payment.rejected", by)
        return request


def enter_paid(*, request: PaymentRequest, by: User, paid_on: date) -> PaymentRequest:
    """The day of the transfer, as the account shows it. Repeating the same day changes nothing.

    Raises ``not_allowed``, ``payment_not_ordered``, ``decision_settled``, ``paid_day_wrong``
    (before the order, or in the future).
    """
    policies.require_office(by)
    with transaction.atomic():
        request = _held(request)
        if request.approved_at is None:
            raise Refusal("payment_not_ordered")
        if request.paid_on == paid_on:
            return request
        if request.paid_on:
            raise Refusal("decision_settled")
        if not _day(request.approved_at) <= paid_on <= _day(_now(request)):
            raise Refusal("paid_day_wrong", field="paid_on")
        request.paid_on, request.paid_by = paid_on, by
        request.save(update_fields=["paid_on", "paid_by"])
        _log(request, "payment.paid", by)
        return request


def _held(request: PaymentRequest) -> PaymentRequest:
    """The request, read anew under its agreement's lock."""
    agreement = locks.own_agreement(request.agreement_id)
    held = PaymentRequest.objects.select_related("tranche").get(pk=request.pk)
    held.agreement = agreement
    return held


def _require_payable(request: PaymentRequest, read: str) -> None:
    if request.digest != read:
        raise Refusal("version_conflict")
    award = binding.standing_award(request.agreement.programme, request.agreement.award)
    if award.application is not None:
        policies.require_content(award.application)  # with it the account is gone


def _now(request: PaymentRequest) -> datetime:
    return clock.now(request.agreement.award.call)


def _day(instant: datetime) -> date:
    return instant.astimezone(calendar.GERMANY).date()


def _owe(request: PaymentRequest, letter: kinds.Letter) -> None:
    binding.owe(request.agreement, letter, occasion=f"payment-{request.pk}", payment=request)


def _log(request: PaymentRequest, act: str, by: User) -> None:
    binding.log(
        request.agreement, act, by, tranche=str(request.tranche.number), request=request.digest
    )
