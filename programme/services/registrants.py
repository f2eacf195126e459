"""What befalls all who have registered, with time: reminded, moved up, erased."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from competition import audit, clock
from competition.letters import kinds, outbox
from competition.models import Notice
from competition.models.notice import NoticeState
from programme import locks
from programme.letters import registrations as letters
from programme.models import Event, Registration
from programme.models.event import RegistrationState
from programme.services import registrations

# A registration that lapsed or was taken back is kept so long, for whoever asks about it.
KEPT_AFTER_END = timedelta(days=7)
REMINDED_BEFORE = timedelta(days=2)
EMPTY = dict.fromkeys(("name", "address", "organisation", "access_needs", "origin_digest"), "")
ERASED = "[…]"


def sweep() -> None:
    """Do what has fallen due at every event that has not been erased: see ``settle`` and ``erase``.

    Each event in a transaction of its own; repeating it changes nothing.
    """
    for event in _living():
        at = clock.now(event.programme.call)
        if at >= erase_at(event):
            erase(event_id=event.pk)
        else:
            _go_on(event, at)


def remind() -> None:
    """Owe everybody with a place one reminder two days before the beginning.

    Whoever was given the place later than that has just been told.
    """
    for event in _living().filter(cancelled_at__isnull=True):
        at = clock.now(event.programme.call)
        begins = event.starts_at - REMINDED_BEFORE
        if begins <= at < event.starts_at:
            with transaction.atomic():
                _remind(locks.own_event(event.pk), begins)


def erase_at(event: Event) -> datetime:
    """When the data of all who registered are erased, by the call's clock."""
    over_at = min(event.ends_at, event.cancelled_at or event.ends_at)
    return over_at + timedelta(days=event.erase_after_days)


def erase(*, event_id: int) -> None:
    """Erase names, addresses and needs of everybody, in the letters too; the counts stay.

    Nothing happens before ``erase_at`` and where it is done.
    """
    with transaction.atomic():
        event = locks.own_event(event_id)
        at = clock.now(event.programme.call)
        if event.erased_at or at < erase_at(event):
            return
        registrations.settle(event, at)
        count = _erase(Registration.objects.filter(event=event), at)
        event.erased_at = at
        event.save(update_fields=["erased_at"])
        audit.log(
            act="event.erased",
            by=None,
            subject=event.programme.call.slug,
            payload={"event": event.slug, "registrations": count},
        )


def _living() -> "QuerySet[Event]":
    return (
        Event.objects.filter(
            published_at__isnull=False, erased_at__isnull=True, programme__call__is_archive=False
        )
        .select_related("programme__call")
        .order_by("pk")
    )


def _go_on(event: Event, at: datetime) -> None:
    """Lapse, move up, and erase what ended a week ago; without a lock where nothing is due."""
    rows = Registration.objects.filter(event=event, erased_at__isnull=True)
    ended = rows.filter(ended_at__lte=at - KEPT_AFTER_END)
    unconfirmed = rows.filter(
        state__in=(RegistrationState.HELD, RegistrationState.WAITING), hold_until_at__lte=at
    ).filter(address_confirmed_at__isnull=True)
    if not unconfirmed.exists() and not ended.exists():
        return
    with transaction.atomic():
        event = locks.own_event(event.pk)
        if event.cancelled_at is None:
            registrations.settle(event, at)
        _erase(ended, at)


def _erase(rows: "QuerySet[Registration]", at: datetime) -> int:
    numbers = list(rows.filter(erased_at__isnull=True).values_list("number", flat=True))
    for start in range(0, len(numbers), 100):
        part = numbers[start : start + 100]
        mine = Notice.objects.filter(letters.of(part))
        mine.filter(state=NoticeState.WAITING).update(
            state=NoticeState.FAILED, failed_at=clock.now()
        )
        mine.update(address="", subject=ERASED, body=ERASED, secret="")
        Registration.objects.filter(number__in=part).update(erased_at=at, **EMPTY)
    return len(numbers)


def _remind(event: Event, since: datetime) -> None:
    told = set(
        Notice.objects.filter(
            kind=kinds.EVENT_REMINDER.kind, call=event.programme.call
        ).values_list("occasion", flat=True)
    )
    due = Registration.objects.filter(
        event=event, state=RegistrationState.CONFIRMED, confirmed_at__lt=since
    ).order_by("pk")
    outbox.owe(
        *(
            letters.written(kinds.EVENT_REMINDER, each, event)
            for each in due
            if each.number not in told
        )
    )
