"""Starting an application, and whether drafts may be written now."""

from datetime import datetime

from django.db import IntegrityError, transaction

from competition import audit, clock, drafts, locks, policies
from competition.errors import Refusal
from competition.models import Application, Call, Municipality, Participant, User
from competition.models.application import ParticipantRole
from competition.phases import Phase, in_time


def start(*, call: Call, municipality: Municipality, by: User) -> Application:
    """Open the municipality's one application to a call, or return the one it leads already.

    Raises ``not_allowed`` (not acting for it), ``call_not_open``, ``not_eligible``,
    ``already_applied`` (it is a partner elsewhere).
    """
    if not policies.actors(by, municipality):
        raise Refusal("not_allowed")
    with transaction.atomic():
        locks.share_call(call.pk)
        locks.own_municipalities([municipality.pk])
        call.refresh_from_db()
        at = clock.now(call)
        existing = Application.objects.filter(call=call, municipality=municipality).first()
        if existing:
            return existing
        require_open(call, at)
        policies.eligibility(call, municipality).enforce()
        try:
            with transaction.atomic():
                application = _open(call, municipality, by, at)
        except IntegrityError as error:
            raise Refusal("already_applied", field="municipality") from error
        # Who takes part decides who else may not, so it is in the log.
        audit.log(
            act="application.started",
            by=by,
            subject=application.public_id,
            payload={"ags": municipality.ags},
        )
        return application


def _open(call: Call, municipality: Municipality, by: User, at: datetime) -> Application:
    application = Application.objects.create(
        call=call, municipality=municipality, contact=by, started_at=at, started_by=by
    )
    Participant.objects.create(
        application=application,
        call=call,
        municipality=municipality,
        role=ParticipantRole.LEAD,
        place=drafts.place(municipality),
        is_exclusive=call.partners_exclusive,
        invited_at=at,
        invited_by=by,
        confirmed_at=at,
        confirmed_by=by,
    )
    return application


def require_open(call: Call, at: datetime) -> None:
    """Raise ``deadline_passed`` or ``call_not_open`` unless drafts may be written now."""
    phase = call.phase(at=at)
    if phase in (Phase.DRAFT, Phase.SCHEDULED):
        raise Refusal("call_not_open")
    if not in_time(received_at=at, deadline_at=call.deadline_at):
        raise Refusal("deadline_passed", received=clock.spoken(at), received_at=at)
