"""Starting an application, discarding its draft, and whether drafts may be written now."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Left

from competition import audit, clock, drafts, locks, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import (
    Application,
    Call,
    Membership,
    Municipality,
    Notice,
    Participant,
    User,
)
from competition.models.application import ApplicationState, ParticipantRole
from competition.models.notice import NoticeState
from competition.moves import Actor
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


def discard(*, application: Application, by: User) -> None:
    """Throw away a draft that was never submitted: its answers, its partners, its claim.

    The municipality may begin anew or join another application. Everybody else who wrote on it, and
    whoever acts for an invited or confirmed partner, is owed a letter; what was refused or sent
    before stays on record. Raises ``unknown_move`` once anything was submitted (it can be withdrawn
    instead), ``deadline_passed``.
    """
    policies.require_actor(by, application, Actor.EDITOR)
    with transaction.atomic():
        locks.share_call(application.call_id)
        locks.own_municipalities([application.municipality_id])
        application = locks.own_application(application.pk)
        at = clock.now(application.call)
        require_open(application.call, at)
        if application.state != ApplicationState.DRAFT or application.versions.exists():
            raise Refusal("unknown_move")
        outbox.owe(*_farewells(application, by, at))
        public_id = application.public_id
        _keep_records(application)
        try:
            with transaction.atomic():
                application.delete()
        except IntegrityError as error:  # something was just recorded about it
            raise Refusal("busy") from error
        audit.log(
            act="application.discarded",
            by=by,
            subject=public_id,
            payload={"ags": application.municipality.ags, "call": application.call.slug},
        )


def _farewells(application: Application, by: User, at: datetime) -> list[Notice]:
    """The letters to everybody concerned, except to whoever did it."""
    concerned = Membership.objects.filter(
        municipality__in=application.participants.values("municipality")
    ).exclude(user=by)
    people = User.objects.filter(pk__in=concerned.values("user")).order_by("pk")
    return [
        outbox.written(
            kinds.DRAFT_DISCARDED,
            call=application.call,
            recipient=person,
            occasion=application.public_id,
            context={"municipality": application.municipality, "by": by, "at": at},
        )
        for person in people
    ]


def _keep_records(application: Application) -> None:
    """Letters that have left and refused attempts stay, under the id of what is gone."""
    application.notices.filter(state=NoticeState.WAITING).delete()
    of_it = Value(f"{application.public_id} ")
    application.notices.update(application=None, occasion=Left(Concat(of_it, "occasion"), 80))
    application.attempts.update(application=None, subject=Left(Concat(of_it, "subject"), 300))


def require_open(call: Call, at: datetime) -> None:
    """Raise ``deadline_passed`` or ``call_not_open`` unless drafts may be written now."""
    phase = call.phase(at=at)
    if phase in (Phase.DRAFT, Phase.SCHEDULED):
        raise Refusal("call_not_open")
    if not in_time(received_at=at, deadline_at=call.deadline_at):
        raise Refusal("deadline_passed", received=clock.spoken(at), received_at=at)
