"""Who takes part in a workshop: announced by the municipality, recorded by the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from competition import answers, audit, clock, policies, wording
from competition import locks as call_locks
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Call, User
from competition.moves import Actor
from programme import locks
from programme.models import Agreement, Attendance, Workshop
from programme.models.workshop import AttendanceState
from programme.queries import workshops as queries
from programme.queries.workshops import Taking
from programme.services import workshops

MAX_PEOPLE = 50
MAX_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Noted:
    """What the office has noted of one municipality; ``state`` empty: nothing yet."""

    state: str
    count: int | None = None
    remark: str = ""


def announce(
    *, workshop: Workshop, agreement: Agreement, by: User, read: str, count: int, message: str = ""
) -> Attendance:
    """Announce ``count`` people, or with 0 say why nobody comes (``message``).

    People are announced and changed until it begins; an excuse is heard afterwards too, until the
    office has noted who was there. ``read``: the digest of what was shown. Saying the same again
    changes nothing. Raises ``not_found`` (strangers, workshops that are not announced),
    ``out_of_range``, ``reason_required``, ``version_conflict``, ``workshop_cancelled``,
    ``workshop_begun``, ``workshop_without_agreement``, ``attendance_settled``.
    """
    if not 0 <= count <= MAX_PEOPLE:
        raise Refusal("out_of_range", field="count", minimum=0, maximum=MAX_PEOPLE)
    message = answers.text(message, field="message", max_chars=MAX_CHARS)
    if count == 0 and not message:
        raise Refusal("reason_required", field="message")
    with transaction.atomic():
        call_locks.share_call(agreement.programme.call_id)
        agreement = locks.own_agreement(agreement.pk)
        workshop, attendance = _own(workshop, agreement, by)
        at = clock.now(agreement.award.call)
        taking = Taking(workshop, agreement, attendance, at)
        if attendance and (attendance.announced_count, attendance.message) == (count, message):
            return attendance
        if taking.digest != read:
            raise Refusal("version_conflict")
        _require_possible(taking, count)
        attendance = attendance or Attendance(workshop=workshop, agreement=agreement)
        attendance.announced_count, attendance.message = count, message
        attendance.announced_at, attendance.announced_by = at, by
        attendance.save()
        _log(workshop, agreement.award.call, "attendance.announced", by, _ags(agreement))
        return attendance


def record(*, workshop: Workshop, by: User, read: str, rows: Mapping[str, Noted]) -> None:
    """Note who was there, by key (AGS), once it has begun. Municipalities left out keep what is
    noted of them. Whoever is newly noted as absent from a duty is asked by letter to explain it.

    ``read``: the digest of what was noted when it was read. Raises ``not_allowed``,
    ``version_conflict``, ``workshop_not_published``, ``workshop_cancelled``,
    ``workshop_not_begun``, ``unknown_choice`` (a municipality or state that is not expected),
    ``people_needed``, ``out_of_range``, ``too_long``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call, workshop = workshops.held(workshop)
        _require_recordable(workshop, call)
        takings = queries.takings(workshop, clock.now(call))
        if queries.recorded_digest(takings) != read:
            raise Refusal("version_conflict")
        known = {_ags(each.agreement): each for each in takings}
        for ags, noted in rows.items():
            if ags not in known:
                raise Refusal("unknown_choice", field=ags)
            _note(known[ags], _checked(known[ags], noted), call, by)
        _log(workshop, call, "attendance.recorded", by, *sorted(rows))


def _own(workshop: Workshop, agreement: Agreement, by: User) -> tuple[Workshop, Attendance | None]:
    """Both as they stand under the lock, for somebody of the municipality."""
    if agreement.award.application is None:
        raise Refusal("not_found")
    policies.require_actor(by, agreement.award.application, Actor.EDITOR)
    shown = Workshop.objects.filter(
        pk=workshop.pk, programme=agreement.programme_id, published_at__isnull=False
    ).first()
    if shown is None:
        raise Refusal("not_found")
    return shown, Attendance.objects.filter(workshop=shown, agreement=agreement).first()


def _require_possible(taking: Taking, count: int) -> None:
    if taking.workshop.cancelled_at:
        raise Refusal("workshop_cancelled")
    if not taking.agreement.is_in_force:
        raise Refusal("workshop_without_agreement")
    if not taking.may_excuse:
        raise Refusal("attendance_settled")
    if count:
        workshops.require_ahead(taking.workshop.starts_at, taking.at)


def _require_recordable(workshop: Workshop, call: Call) -> None:
    if workshop.published_at is None:
        raise Refusal("workshop_not_published")
    if workshop.cancelled_at:
        raise Refusal("workshop_cancelled")
    if clock.now(call) < workshop.starts_at:
        at = wording.moment(workshop.starts_at, start=True)
        raise Refusal("workshop_not_begun", at=at)


def _checked(taking: Taking, noted: Noted) -> Noted:
    ags, name = _ags(taking.agreement), taking.agreement.award.municipality.name
    if noted.state not in AttendanceState.values:
        raise Refusal("unknown_choice", field=ags)
    remark = answers.text(noted.remark, field=ags, max_chars=MAX_CHARS)
    if noted.state != AttendanceState.ATTENDED:
        return Noted(noted.state, None, remark)
    if not noted.count:
        raise Refusal("people_needed", field=ags, name=name)
    if not 0 < noted.count <= MAX_PEOPLE:
        raise Refusal("out_of_range", field=ags, minimum=1, maximum=MAX_PEOPLE)
    return Noted(noted.state, noted.count, remark)


def _note(taking: Taking, noted: Noted, call: Call, by: User) -> None:
    attendance = taking.attendance or Attendance(
        workshop=taking.workshop, agreement=taking.agreement
    )
    was = Noted(attendance.state, attendance.attended_count, attendance.remark)
    if was == noted:
        return
    attendance.state, attendance.attended_count = noted.state, noted.count
    attendance.remark = noted.remark
    attendance.recorded_at, attendance.recorded_by = clock.now(call), by
    attendance.save()
    if taking.workshop.is_duty and noted.state == AttendanceState.ABSENT != was.state:
        _ask(taking, call)


def _ask(taking: Taking, call: Call) -> None:
    """The letter that asks why nobody came."""
    application = taking.agreement.award.application
    if application is None:
        return
    outbox.owe(
        outbox.written(
            kinds.WORKSHOP_MISSED,
            call=call,
            application=application,
            recipient=application.contact,
            occasion=f"workshop-{taking.workshop.pk}-missed",
            context={"workshop": taking.workshop},
        )
    )


def _ags(agreement: Agreement) -> str:
    return agreement.award.municipality.ags


def _log(workshop: Workshop, call: Call, act: str, by: User, *places: str) -> None:
    named: Sequence[str] = places
    audit.log(
        act=act,
        by=by,
        subject=call.slug,
        payload={"workshop": workshop.pk, "municipalities": list(named)},
    )
