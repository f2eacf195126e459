"""Extending a call's deadline: for everyone, later only, by two persons, for a reason to be read.

Also after the deadline has passed, but only while nobody knows anything of the applications that
could steer it: once one of them was screened or a correction was asked for, the office has read
and judged, and the deadline stands.
"""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from competition import answers, audit, clock, locks, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, Call, Correction, Extension, User

# Nobody extends by more than a year; a slip of the pen in the year would be there for good.
LONGEST = timedelta(days=366)


def propose(*, call: Call, by: User, deadline_to: datetime, reason: str) -> Extension:
    """Propose a later deadline (exclusive, by the call's own clock); another person confirms.

    Raises ``reason_required``, ``call_not_open`` (not published), ``deadline_not_later``,
    ``period_too_long``, ``extension_standing``, ``content_opened``, ``control_characters``.
    """
    policies.require_office(by)
    reason = answers.text(reason, field="reason")
    if not reason:
        raise Refusal("reason_required", field="reason")
    deadline_to = deadline_to.astimezone(UTC)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        at = clock.now(call)
        if Extension.objects.open().filter(call=call).exists():
            raise Refusal("extension_standing")
        require_possible(call, at)
        _require_later(call, deadline_to, at)
        extension = Extension.objects.create(
            call=call,
            deadline_from=call.deadline_at,
            deadline_to=deadline_to,
            reason=reason,
            proposed_at=at,
            proposed_by=by,
        )
        _log(extension, "extension.proposed", by)
        return extension


def confirm(*, extension: Extension, by: User) -> Extension:
    """The second person confirms: the deadline moves, and every contact is told.

    Takes the call exclusively: a submission under way is judged by the deadline before or after,
    as it comes. Repeating one's own confirmation changes nothing. Raises ``same_person``,
    ``decision_settled``, ``deadline_not_later`` (it has passed meanwhile), ``content_opened``.
    """
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(extension.call_id)
        extension = Extension.objects.get(pk=extension.pk)
        if extension.confirmed_by_id == by.pk:
            return extension
        if extension.confirmed_at or extension.rejected_at:
            raise Refusal("decision_settled")
        if extension.proposed_by_id == by.pk:
            raise Refusal("same_person")
        at = clock.now(call)
        require_possible(call, at)
        _require_later(call, extension.deadline_to, at)
        extension.confirmed_at, extension.confirmed_by = at, by
        extension.save(update_fields=["confirmed_at", "confirmed_by"])
        call.deadline_at = extension.deadline_to
        call.save(update_fields=["deadline_at"])
        _owe_letters(extension, call)
        _log(extension, "extension.confirmed", by)
        return extension


def reject(*, extension: Extension, by: User) -> None:
    """Drop the proposal: the other person, or who made it. Raises ``decision_settled``."""
    policies.require_office(by)
    with transaction.atomic():
        call = locks.own_call(extension.call_id)
        extension = Extension.objects.get(pk=extension.pk)
        if extension.confirmed_at or extension.rejected_at:
            raise Refusal("decision_settled")
        extension.rejected_at, extension.rejected_by = clock.now(call), by
        extension.save(update_fields=["rejected_at", "rejected_by"])
        _log(extension, "extension.rejected", by)


def require_possible(call: Call, at: datetime) -> None:
    """Raise ``call_not_open`` or ``content_opened`` where the deadline stands as it is."""
    if call.published_at is None or call.is_archive:
        raise Refusal("call_not_open")
    if at < call.deadline_at:
        return
    if (
        call.screening_closed_at
        or Application.objects.filter(call=call, screened_at__isnull=False).exists()
        or Correction.objects.filter(application__call=call).exists()
        or Application.objects.filter(call=call, erased_at__isnull=False).exists()
    ):
        raise Refusal("content_opened")


def _require_later(call: Call, deadline_to: datetime, at: datetime) -> None:
    earliest = max(call.deadline_at, at)
    if deadline_to <= earliest:
        raise Refusal("deadline_not_later", field="deadline_to")
    if deadline_to > earliest + LONGEST:
        raise Refusal("period_too_long", field="deadline_to", days=LONGEST.days)


def _owe_letters(extension: Extension, call: Call) -> None:
    """One letter to the contact of every application, whether drafted, submitted or withdrawn."""
    written_at = clock.now()
    holders = (
        Application.objects.filter(call=call)
        .select_related("municipality", "contact", "valid_version")
        .defer("valid_version__content")
    )
    outbox.owe(
        *(
            outbox.written(
                kinds.EXTENSION,
                call=call,
                application=application,
                recipient=application.contact,
                occasion=str(extension.pk),
                written_at=written_at,
                context={"extension": extension},
            )
            for application in holders
        )
    )


def _log(extension: Extension, act: str, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=extension.call.slug,
        payload={
            "from": audit.instant(extension.deadline_from),
            "to": audit.instant(extension.deadline_to),
        },
    )
