"""Starting an application, saving its draft, inviting and confirming partners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from competition import answers, audit, clock, drafts, locks, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import (
    Answer,
    Application,
    Call,
    Membership,
    Municipality,
    Participant,
    Question,
    User,
)
from competition.models.application import ParticipantRole
from competition.moves import Actor
from competition.phases import Phase, in_time


@dataclass(frozen=True, slots=True)
class Change:
    """One typed answer, and the version it was typed over (0: there was none)."""

    key: str
    value: Any
    version: int


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
        _log("application.started", application, municipality, by)
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


def _log(act: str, application: Application, municipality: Municipality, by: User) -> None:
    """Who takes part decides who else may not, so every such act is in the log."""
    audit.log(act=act, by=by, subject=application.public_id, payload={"ags": municipality.ags})


def require_open(call: Call, at: datetime) -> None:
    """Raise ``deadline_passed`` or ``call_not_open`` unless drafts may be written now."""
    phase = call.phase(at=at)
    if phase in (Phase.DRAFT, Phase.SCHEDULED):
        raise Refusal("call_not_open")
    if not in_time(received_at=at, deadline_at=call.deadline_at):
        raise Refusal("deadline_passed", received=clock.spoken(at), received_at=at)


def save(*, application: Application, by: User, changes: Iterable[Change]) -> dict[str, int]:
    """Save changed answers of a draft; returns the new version by key. All or nothing.

    Light: one conditional UPDATE by version for each change, no lock, no audit entry. After a
    submission it writes the next version's draft; the submitted one stays valid. Raises
    ``deadline_passed``, ``unknown_question``, the refusals of ``answers.clean`` (together, by
    field) and ``version_conflict`` with the text saved by somebody else.
    """
    policies.require_actor(by, application, Actor.EDITOR)
    at = clock.now(application.call)
    require_open(application.call, at)
    wanted = list(changes)
    questions = {question.key: question for question in application.call.questions.all()}
    cleaned = _cleaned(wanted, questions)
    with transaction.atomic():
        versions = {}
        refused = []
        for change, value in zip(wanted, cleaned, strict=True):
            try:
                versions[change.key] = _write(
                    application, questions[change.key], change, value, by, at
                )
            except Refusal as refusal:
                refused.append(refusal)
        _raise_together(refused)
    return versions


def _cleaned(changes: list[Change], questions: dict[str, Question]) -> list[Any]:
    values, refused = [], []
    for change in changes:
        try:
            if change.key not in questions:
                raise Refusal("unknown_question", field=change.key)
            values.append(answers.clean(questions[change.key], change.value))
        except Refusal as refusal:
            refused.append(refusal)
    _raise_together(refused)
    return values


def _raise_together(refused: list[Refusal]) -> None:
    if refused:
        first = refused[0]
        raise Refusal(first.code, field=first.field, causes=tuple(refused), **first.details)


def _write(
    application: Application,
    question: Question,
    change: Change,
    value: Any,
    by: User,
    at: datetime,
) -> int:
    mine = Answer.objects.filter(application=application, question=question)
    if change.version:
        updated = mine.filter(version=change.version).update(
            value=value, version=F("version") + 1, saved_at=at, saved_by=by
        )
        if updated:
            return change.version + 1
    else:
        answer, created = mine.get_or_create(
            application=application,
            question=question,
            defaults={"value": value, "saved_at": at, "saved_by": by},
        )
        if created:
            return answer.version
    theirs = mine.select_related("saved_by").first()
    if theirs is None:
        raise Refusal(
            "version_conflict",
            field=question.key,
            theirs=answers.empty(question),
            mine=value,
            version=0,
        )
    if theirs.value == value:
        return theirs.version
    raise Refusal(
        "version_conflict",
        field=question.key,
        theirs=theirs.value,
        mine=value,
        version=theirs.version,
        saved_by=theirs.saved_by.name,
        saved_at=theirs.saved_at,
    )


def invite_partner(*, application: Application, municipality: Municipality, by: User) -> None:
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


def confirm_partner(*, participant: Participant, by: User) -> None:
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


def remove_partner(*, participant: Participant, by: User) -> None:
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
