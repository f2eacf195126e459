"""Partners of an application: invited, confirmed, stepping back, removed.

They count from their confirmation.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from competition import audit, clock, drafts, locks, policies, receipts
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
        participant.call.refresh_from_db()  # an extension may have been confirmed meanwhile
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
        if _is_bound(participant, application):
            raise Refusal("unknown_move")
        participant.delete()
        _log("partner.removed", application, participant.municipality, by)


def step_back(*, participant: Participant, by: User) -> None:
    """The partner's signatory takes the confirmation back; the lead is owed a letter.

    The invitation stands: until the partner confirms again or is removed, nothing can be submitted.
    Raises ``unknown_move`` where nothing was confirmed, and where the valid version names the
    partner: then the application must be withdrawn first.
    """
    if Actor.SIGNATORY not in policies.actors(by, participant.municipality):
        raise Refusal("not_allowed")
    with transaction.atomic():
        locks.share_call(participant.call_id)
        locks.own_municipalities([participant.municipality_id])
        application = locks.own_application(participant.application_id)
        at = clock.now(application.call)
        require_open(application.call, at)
        if _is_bound(participant, application):
            raise Refusal("unknown_move")
        confirmed = application.participants.filter(
            pk=participant.pk, role=ParticipantRole.PARTNER, confirmed_at__isnull=False
        )
        if not confirmed.update(confirmed_at=None, confirmed_by=None):
            raise Refusal("unknown_move")
        _tell_lead(application, participant, by, at)
        _log("partner.stepped_back", application, participant.municipality, by)


def _is_bound(participant: Participant, application: Application) -> bool:
    """Set free, a partner of the valid version could apply a second time."""
    version = application.valid_version
    return version is not None and version.names_partner(participant.municipality)


def _tell_lead(application: Application, participant: Participant, by: User, at: datetime) -> None:
    people = {person.pk: person for person in (application.contact, participant.invited_by)}
    outbox.owe(
        *(
            outbox.written(
                kinds.PARTNER_STEP_BACK,
                call=application.call,
                application=application,
                recipient=person,
                occasion=f"{participant.municipality.ags} {receipts.timestamp(at)}",
                context={"municipality": participant.municipality, "by": by, "at": at},
            )
            for person in people.values()
        )
    )


def _log(act: str, application: Application, municipality: Municipality, by: User) -> None:
    """Who takes part decides who else may not, so every such act is in the log."""
    audit.log(act=act, by=by, subject=application.public_id, payload={"ags": municipality.ags})
