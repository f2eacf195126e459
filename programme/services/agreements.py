"""Agreements: proposed by one of the office, confirmed by another, accepted by a signatory.

From its acceptance the reports are owed and money may flow.
"""

from datetime import date

from django.db import transaction

from competition import answers, clock, policies, receipts
from competition import locks as calls
from competition.errors import Refusal
from competition.letters import kinds
from competition.models import Award, User
from competition.moves import Actor
from programme import locks
from programme.agreements.due_dates import due_on
from programme.models import Agreement, Programme
from programme.services import binding, soundness


def propose(
    *,
    programme: Programme,
    award: Award,
    by: User,
    reference: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Agreement:
    """Propose the agreement (or notice) of an award, with the document that it freezes.

    Without days of its own it has the programme's. Raises ``not_allowed``, ``award_ended``,
    ``agreement_standing``, ``reference_taken``, ``required`` (reference), ``period_reversed``,
    ``period_beyond``, ``award_not_public``, ``control_characters``.
    """
    policies.require_office(by)
    starts_on, ends_on = starts_on or programme.starts_on, ends_on or programme.ends_on
    reference = answers.text(reference, field="reference")
    if not reference:
        raise Refusal("required", field="reference")
    soundness.require_period(starts_on, ends_on)
    with transaction.atomic():
        calls.own_call(programme.call_id)
        programme = Programme.objects.get(pk=programme.pk)
        award = binding.standing_award(programme, award)
        Agreement.objects.filter(award=award, rejected_at__isnull=False).delete()
        if Agreement.objects.filter(award=award).exists():
            raise Refusal("agreement_standing")
        if Agreement.objects.filter(programme=programme, reference=reference).exists():
            raise Refusal("reference_taken", field="reference")
        content = document(programme, award, reference, starts_on, ends_on)
        agreement = Agreement.objects.create(
            award=award,
            programme=programme,
            form=programme.award_form,
            reference=reference,
            starts_on=starts_on,
            ends_on=ends_on,
            content=content,
            digest=receipts.digest(content),
            proposed_at=clock.now(award.call),
            proposed_by=by,
        )
        binding.log(agreement, "agreement.proposed", by)
        return agreement


def document(
    programme: Programme, award: Award, reference: str, starts_on: date, ends_on: date
) -> dict[str, object]:
    """What an agreement says, as data: parties, period, sum in cents, terms, reports, tranches."""
    days = {"starts_on": starts_on, "ends_on": ends_on}
    return {
        "form": programme.award_form,
        "reference": reference,
        "call": award.call.slug,
        "municipality": award.municipality.ags,
        "title": award.title,
        "amount_cents": award.amount_cents,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "terms": programme.terms,
        "reports": [
            {
                "key": each.key,
                "title": each.title,
                "due_on": due_on(
                    **days,
                    counted_from=each.counted_from,
                    offset_months=each.offset_months,
                    offset_days=each.offset_days,
                ).isoformat(),
            }
            for each in programme.requirements.all()
        ],
        "tranches": [
            {
                "number": each.number,
                "amount_cents": each.amount_cents,
                "report": each.requirement.key if each.requirement else "",
            }
            for each in programme.tranches.select_related("requirement")
        ],
    }


def confirm(*, agreement: Agreement, by: User, read: str) -> Agreement:
    """The second person confirms the document with the digest ``read``; the municipality is told.

    Repeating one's own confirmation changes nothing. Raises ``same_person``, ``decision_settled``,
    ``version_conflict``, ``award_ended``.
    """
    policies.require_office(by)
    with transaction.atomic():
        agreement = locks.own_agreement(agreement.pk)
        if agreement.confirmed_by_id == by.pk:
            return agreement
        if agreement.confirmed_at or agreement.rejected_at:
            raise Refusal("decision_settled")
        if agreement.proposed_by_id == by.pk:
            raise Refusal("same_person")
        if agreement.digest != read:
            raise Refusal("version_conflict")
        binding.standing_award(agreement.programme, agreement.award)
        agreement.confirmed_at, agreement.confirmed_by = clock.now(agreement.award.call), by
        agreement.save(update_fields=["confirmed_at", "confirmed_by"])
        binding.owe(agreement, kinds.AGREEMENT)
        binding.log(agreement, "agreement.confirmed", by)
        return agreement


def reject(*, agreement: Agreement, by: User, read: str) -> None:
    """Drop the proposal with the digest ``read``: the other person, or who made it.

    Raises ``not_allowed``, ``decision_settled``, ``version_conflict`` (another one stands there).
    """
    policies.require_office(by)
    with transaction.atomic():
        agreement = locks.own_agreement(agreement.pk)
        if agreement.confirmed_at or agreement.rejected_at:
            raise Refusal("decision_settled")
        if agreement.digest != read:
            raise Refusal("version_conflict")
        agreement.rejected_at, agreement.rejected_by = clock.now(agreement.award.call), by
        agreement.save(update_fields=["rejected_at", "rejected_by"])
        binding.log(agreement, "agreement.rejected", by)


def accept(*, agreement: Agreement, by: User, read: str) -> Agreement:
    """A signatory signs the agreement, or acknowledges the notice and waives remedies against it.

    The reports are owed from now on. Repeating one's own acceptance changes nothing. Raises
    ``not_found`` (strangers, and what is not confirmed), ``not_allowed`` (editors),
    ``decision_settled``, ``version_conflict``, ``award_ended``.
    """
    with transaction.atomic():
        agreement = locks.own_agreement(agreement.pk)
        if agreement.award.application is None or agreement.confirmed_at is None:
            raise Refusal("not_found")
        policies.require_actor(by, agreement.award.application, Actor.SIGNATORY)
        if agreement.accepted_by_id == by.pk:
            return agreement
        if agreement.accepted_at:
            raise Refusal("decision_settled")
        if agreement.digest != read:
            raise Refusal("version_conflict")
        binding.told_award(agreement.programme, agreement.award)
        agreement.accepted_at, agreement.accepted_by = clock.now(agreement.award.call), by
        agreement.save(update_fields=["accepted_at", "accepted_by"])
        binding.owe_reports(agreement)
        binding.owe(agreement, kinds.AGREEMENT_ACCEPTED, basis="", evidence="")
        binding.log(agreement, "agreement.accepted", by)
        return agreement
