"""What the acts on an agreement share: its award, the reports that follow, letters, the chain."""

from datetime import date
from typing import Any

from competition import audit, clock
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Award, User
from competition.models.award import AwardState
from programme.agreements.due_dates import end_of
from programme.models import Agreement, Programme, Report


def standing_award(programme: Programme, award: Award) -> Award:
    """The award, locked: of this programme's call, public, and not ended. Needs a transaction.

    Raises ``not_found``, ``award_ended``, ``award_not_public``."""
    award = _held(programme, award)
    if award.state != AwardState.GRANTED:
        raise Refusal("award_ended")
    if not Award.objects.public(clock.now()).filter(pk=award.pk).exists():
        raise Refusal("award_not_public")
    return award


def told_award(programme: Programme, award: Award) -> Award:
    """The same for an act of the municipality: a revocation that nobody may know of yet changes no
    answer. The office's own acts stop it from costing money.

    Raises ``not_found``, ``award_ended``, ``award_not_public``."""
    award = _held(programme, award)
    told, at = Award.objects.filter(pk=award.pk), clock.now()
    if not told.public(at).exists():
        raise Refusal("award_ended" if told.former(at).exists() else "award_not_public")
    return award


def _held(programme: Programme, award: Award) -> Award:
    held = Award.objects.select_for_update().filter(pk=award.pk, call_id=programme.call_id)
    if not held.order_by().values_list("pk", flat=True):
        raise Refusal("not_found")
    return Award.objects.select_related("call", "municipality", "application__contact").get(
        pk=award.pk
    )


def owe_reports(agreement: Agreement) -> None:
    """A row per report, due at the end of the day that the accepted document names."""
    due = {each["key"]: date.fromisoformat(each["due_on"]) for each in agreement.content["reports"]}
    Report.objects.bulk_create(
        Report(agreement=agreement, requirement=each, due_at=end_of(due[each.key]))
        for each in agreement.programme.requirements.all()
    )


def owe(agreement: Agreement, letter: kinds.Letter, *, occasion: str = "", **context: Any) -> None:
    """A letter about the agreement to the contact of its application. Raises ``not_found`` for an
    archive's award, of which nobody is known."""
    application = agreement.award.application
    if application is None:
        raise Refusal("not_found")
    outbox.owe(
        outbox.written(
            letter,
            call=agreement.award.call,
            application=application,
            recipient=application.contact,
            occasion=occasion or f"agreement-{agreement.pk}",
            context={"agreement": agreement, **context},
        )
    )


def log(agreement: Agreement, act: str, by: User, **payload: str) -> None:
    """The act in the chain of the call, with the digest of the document it is about."""
    audit.log(
        act=act,
        by=by,
        subject=agreement.award.call.slug,
        payload={
            "municipality": agreement.award.municipality.ags,
            "sha256": agreement.digest,
            **payload,
        },
    )
