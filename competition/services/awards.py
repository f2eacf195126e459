"""Awards: never more than the places, never more than the budget; and how one is declined."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from competition import answers, audit, clock, locks, policies, receipts
from competition.errors import Refusal
from competition.letters import amendments as letters
from competition.letters import outbox
from competition.models import Amendment, Application, Award, Call, User
from competition.models.application import ApplicationState
from competition.models.award import AwardState
from competition.moves import Actor

# What stands before the proof in the reason that the office enters for a municipality.
PROOF = "Nachweis:"
TOLD_WITH = ("application__municipality", "application__contact", "municipality", "ended_by")
ENDING = (
    *("state", "decline_reason", "declined_at", "declined_by"),
    *("revoked_at", "revoked_by", "ended_by"),
)


def grant(*, call: Call, applications: Sequence[Application], by: User) -> list[Award]:
    """Grant the call's amount to each application: all of them or none.

    Takes the call exclusively, so ten hands at once still give exactly the places there are.
    Awards stay hidden until the announcement's instant (``Award.objects.public``). Raises
    ``unknown_move`` (not admitted, or granted already), ``no_places_left``, ``budget_exceeded``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        granted = give(call=call, applications=applications, by=by, at=clock.now(call))
        audit.log(
            act="awards.granted",
            by=by,
            subject=call.slug,
            payload={
                "applications": sorted(application.public_id for application in applications),
                "amount_cents": call.award_cents,
            },
        )
        return granted


def give(
    *,
    call: Call,
    applications: Sequence[Application],
    by: User,
    at: datetime,
    amendment: Amendment | None = None,
) -> list[Award]:
    """The one place where awards come to be: within the places, within the budget.

    Needs right, transaction and exclusive lock of the act that grants and logs. Raises as
    ``grant`` does, and ``award_declined`` where the municipality has declined before.
    """
    standing = Award.objects.filter(call=call, state=AwardState.GRANTED)
    if standing.count() + len(applications) > call.places_count:
        raise Refusal("no_places_left", places=call.places_count)
    spent = standing.aggregate(sum=Sum("amount_cents"))["sum"] or 0
    if spent + len(applications) * call.award_cents > call.budget_cents:
        raise Refusal("budget_exceeded")
    before: dict[int | None, set[str]] = {application.pk: set() for application in applications}
    known = Award.objects.filter(application__in=applications)
    for application_id, state in known.values_list("application_id", "state"):
        before[application_id].add(state)
    return Award.objects.bulk_create(
        [_award(call, each, by, at, amendment, before[each.pk]) for each in applications]
    )


def _award(
    call: Call,
    application: Application,
    by: User,
    at: datetime,
    amendment: Amendment | None,
    before: Collection[str],
) -> Award:
    """``before``: the states of the awards that the application has had."""
    version = application.valid_version
    if (
        application.call_id != call.pk
        or application.state != ApplicationState.ADMITTED
        or version is None
    ):
        raise Refusal("unknown_move")
    if AwardState.GRANTED in before:
        raise Refusal("unknown_move")
    if AwardState.DECLINED in before:
        raise Refusal("award_declined", name=application.municipality.name)
    return Award(
        call=call,
        municipality=application.municipality,
        application=application,
        amendment=amendment,
        title=version.title,
        amount_cents=call.award_cents,
        granted_at=at,
        granted_by=by,
    )


def decline(*, award: Award, reason: str, by: User, evidence: str = "") -> Award:
    """The municipality does without its award; the place is free, for a later decision to fill.

    By a signatory or deputy of the municipality, or by the office on ``evidence`` (a letter that
    came by post). Only what is public can be declined: nobody learns of an award by this door. Owes
    the confirmation. Repeating one's own decline changes nothing.

    A revocation that nobody may know of yet gives way: the answer is the same as without it.

    Raises ``not_found`` (strangers, and an award that is not public), ``not_allowed`` (editors),
    ``award_not_public`` (to the office), ``reason_required``, ``required`` (evidence),
    ``award_ended``, ``control_characters``.
    """
    _require_speaker(award, by, reason, evidence)
    reason = answers.text(reason, field="reason")
    evidence = answers.text(evidence, field="evidence")
    with transaction.atomic():
        call = locks.own_call(award.call_id)
        award = Award.objects.select_related(*TOLD_WITH).get(pk=award.pk)
        if award.state == AwardState.DECLINED and award.declined_by_id == by.pk:
            return award
        _require_public(award, by)
        letters.forget_revocation(award)
        award.state, award.decline_reason = AwardState.DECLINED, reason
        if evidence:
            award.decline_reason += f"\n\n{PROOF} {evidence}"
        award.declined_at, award.declined_by = clock.now(call), by
        award.revoked_at = award.revoked_by = award.ended_by = None
        award.save(update_fields=ENDING)
        outbox.owe(letters.decline_confirmation(award))
        audit.log(
            act="award.declined",
            by=by,
            subject=award.application.public_id if award.application else call.slug,
            payload={
                "reason_sha256": receipts.digest({"reason": award.decline_reason}),
                "sha256": digest_of(call),
            },
        )
        return award


def _require_speaker(award: Award, by: User, reason: str, evidence: str) -> None:
    """A signatory speaks for the municipality; the office only with a proof in hand."""
    application = award.application
    if application is None:  # an archive round: published facts, and nothing changes
        raise Refusal("not_found")
    if policies.is_office(by):
        policies.require_office(by)
        if not evidence.strip():
            raise Refusal("required", field="evidence")
    else:
        policies.require_actor(by, application, Actor.SIGNATORY)
    if not reason.strip():
        raise Refusal("reason_required", field="reason")


def _require_public(award: Award, by: User) -> None:
    told = Award.objects.filter(pk=award.pk)
    at = clock.now()
    if told.public(at).exists():
        return
    if told.former(at).exists():
        raise Refusal("award_ended")
    raise Refusal("award_not_public" if policies.is_office(by) else "not_found")


def digest_of(call: Call) -> str:
    """A digest over the granted awards: what an announcement is about."""
    rows = Award.objects.filter(call=call, state=AwardState.GRANTED).order_by("municipality__ags")
    return receipts.digest(
        {
            "call": call.slug,
            "awards": [
                {"ags": award.municipality.ags, "cents": award.amount_cents}
                for award in rows.select_related("municipality")
            ],
        }
    )
