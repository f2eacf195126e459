"""Partners of an application: invited, confirmed, removed. They count once they confirm."""

from django.db import IntegrityError, transaction

from competition import audit, clock, drafts, locks, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, Membership, Municipality, Participant, User
from competition.models.application import ParticipantRole
from competition.moves import Actor
from competition.services.applications import require_open


def invite(*, application: Application, municipality: Municipality, by: User) -> None:
    """Invite a municipality into the application; its signatories are told.

    Raises ``already_applied`` where it is in this application already.
    """
    policies.require_actor(by, application, Actor.EDITOR)
    with transaction.atomic():
        locks.share_call(application.call_id)
        application = locks.own_application(application.pk)
        at = clock.now(application.call)
        require_open(application.call, at)
        policies.eligibility(application.call, municipality).enforce()
        if application.participants.filter(municipality=municipality).exists():
            raise Refusal("already_applied", field="municipality")
        Participant.objects.create(
            application=application,
            call=application.call,
            municipality=municipality,
            role=ParticipantRole.PARTNER,
            place=drafts.place(municipality),
            is_exclusive=application.call.partners_exclusive,
            invited_at=at,
            invited_by=by,
        )
        outbox.owe(
            *(
                outbox.written(
                    kinds.PARTNER_INVITATION,
                    call=application.call,
                    application=application,
                    recipient=membership.user,
                    occasion=municipality.ags,
                    context={"municipality": municipality},
                )
                for membership in Membership.objects.filter(
                    municipality=municipality
                ).select_related("user")
            )
        )
        _log("partner.invited", application, municipality, by)


def confirm(*, participant: Participant, by: User) -> None:
    """The partner's signatory confirms; from now on the municipality counts in this call.

    Confirming again changes nothing. Raises ``not_found`` where the invitation was taken back
    meanwhile, ``already_applied`` where it takes part in another application (held by a
    constraint).
    """
    if Actor.SIGNATORY not in policies.actors(by, participant.municipality):
        raise Refusal("not_allowed")
    with transaction.atomic():
        locks.share_call(participant.call_id)
        locks.own_municipalities([participant.municipality_id])
        at = clock.now(participant.call)
        require_open(participant.call, at)
        invited = Participant.objects.filter(pk=participant.pk)
        try:
            with transaction.atomic():
                confirmed = invited.filter(confirmed_at__isnull=True).update(
                    confirmed_at=at, confirmed_by=by
                )
        except IntegrityError as error:
            raise Refusal("already_applied") from error
        if not confirmed and not invited.exists():
            raise Refusal("not_found")
        if confirmed:
            _log("partner.confirmed", participant.application, participant.municipality, by)


def remove(*, participant: Participant, by: User) -> None:
    """Take a partner out of the draft again.

    Raises ``unknown_move`` for the lead, and for a partner that the valid version names: set free,
    it could apply a second time. The application must be withdrawn first.
    """
    policies.require_actor(by, participant.application, Actor.EDITOR)
    if participant.role == ParticipantRole.LEAD:
        raise Refusal("unknown_move")
    with transaction.atomic():
        locks.share_call(participant.call_id)
        application = locks.own_application(participant.application_id)
        require_open(application.call, clock.now(application.call))
        if _is_sealed(participant, application):
            raise Refusal("unknown_move")
        participant.delete()
        _log("partner.removed", application, participant.municipality, by)


def _is_sealed(participant: Participant, application: Application) -> bool:
    version = application.valid_version
    partners = version.content["partners"] if version else []
    return participant.municipality.ags in {partner["ags"] for partner in partners}


def _log(act: str, application: Application, municipality: Municipality, by: User) -> None:
    """Who takes part decides who else may not, so every such act is in the log."""
    audit.log(act=act, by=by, subject=application.public_id, payload={"ags": municipality.ags})
