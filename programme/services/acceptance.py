"""Acceptances that reach the office on other ways than the portal.

On paper: an agreement signed, a notice acknowledged with the remedies waived. And a notice that
nobody has challenged within its month is final by the law: somebody states it.
"""

from datetime import date
from enum import StrEnum

from django.db import transaction

from competition import answers, calendar, clock, policies, receipts, wording
from competition.errors import Refusal
from competition.letters import kinds
from competition.models import User
from programme import locks
from programme.agreements.finality import final_on
from programme.models import Agreement
from programme.models.programme import AwardForm
from programme.services import binding


class Basis(StrEnum):
    """On what the office enters an acceptance."""

    PAPER = "paper"
    FINAL = "final"


def record(*, agreement: Agreement, by: User, read: str, basis: Basis, evidence: str) -> Agreement:
    """The office enters that the document with the digest ``read`` binds both sides.

    ``evidence``: what proves it, with day and reference; the municipality reads it in the letter.
    The reports are owed from now on. Repeating one's own entry changes nothing. Raises
    ``not_allowed``, ``required`` (evidence), ``agreement_not_confirmed``, ``decision_settled``,
    ``version_conflict``, ``award_ended``, ``not_yet_final``, ``no_notice``,
    ``control_characters``.
    """
    policies.require_office(by)
    evidence = answers.text(evidence, field="evidence")
    if not evidence:
        raise Refusal("required", field="evidence")
    with transaction.atomic():
        agreement = locks.own_agreement(agreement.pk)
        if agreement.accepted_by_id == by.pk:
            return agreement
        if agreement.confirmed_at is None:
            raise Refusal("agreement_not_confirmed")
        if agreement.accepted_at:
            raise Refusal("decision_settled")
        if agreement.digest != read:
            raise Refusal("version_conflict")
        binding.standing_award(agreement.programme, agreement.award)
        agreement.accepted_at = clock.now(agreement.award.call)
        agreement.accepted_by = by
        if basis == Basis.FINAL:
            _require_final(agreement, calendar.last_day(agreement.accepted_at))
        agreement.save(update_fields=["accepted_at", "accepted_by"])
        binding.owe_reports(agreement)
        binding.owe(agreement, kinds.AGREEMENT_ACCEPTED, basis=basis, evidence=evidence)
        binding.log(
            agreement,
            "agreement.accepted",
            by,
            basis=basis.value,
            evidence_sha256=receipts.digest({"evidence": evidence}),
        )
        return agreement


def final_day(agreement: Agreement) -> date | None:
    """The first day on which a confirmed notice is final; None of an agreement, which never is."""
    if agreement.form != AwardForm.NOTICE or agreement.confirmed_at is None:
        return None
    return final_on(agreement.confirmed_at.astimezone(calendar.GERMANY).date())


def _require_final(agreement: Agreement, today: date) -> None:
    final = final_day(agreement)
    if final is None:
        raise Refusal("no_notice")
    if today < final:
        raise Refusal("not_yet_final", day=wording.plain_day(final))
