"""Registrations: a place is held as it is asked for, confirmed by a link, and moves up when free.

Whoever asks is told by letter alone how it stands, so that nobody learns from the page who has
registered. Acts of citizens stand in their rows, not in the audit log.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from competition import answers, clock, link_secrets, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.origins import keyed
from competition.origins import origin as origin_of
from competition.services import brakes
from competition.services.invitations import clean_address
from programme import locks
from programme.letters import registrations as letters
from programme.models import Event, Registration
from programme.models.event import STANDING, TAKES_A_PLACE, RegistrationState

MAX_NAME, MAX_ORGANISATION, MAX_NEEDS = 120, 200, 2_000
# How long an address may stay unconfirmed.
HOLD = timedelta(hours=48)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# In an hour: a town hall is many people behind one network address.
PER_NETWORK = 60
# Unconfirmed holds of one network address: whoever asks from there next gets a place by confirming,
# so that nobody keeps a hall full with addresses that nobody reads.
HELD_PER_NETWORK = 20
# In a day: whoever types others' addresses has few letters sent to each.
PER_ADDRESS = 5
CODE = "registered"


@dataclass(frozen=True, slots=True)
class Reception:
    """What whoever asks is told: whether a place is held, and until when the link must be opened
    (by the call's clock). The same for an address that is known."""

    is_held: bool
    until_at: datetime


def register(
    *,
    event: Event,
    name: str,
    address: str,
    received_at: datetime,
    origin: str,
    organisation: str = "",
    access_needs: str = "",
) -> Reception:
    """Hold a place, or keep one in the queue where none is free, and send the link.

    ``received_at``: the request's arrival, real time; ``origin``: the network address it came
    from, kept as a digest. An address that stands already gets its letter again. Before the
    address is confirmed the letter holds nothing that was typed. Raises
    ``not_found`` (not public), ``registration_none``, ``registration_not_open``,
    ``registration_closed``, ``event_cancelled``, ``too_many_registrations``, ``required``,
    ``address_invalid`` and the refusals of ``answers.text``.
    """
    fields = {
        "name": answers.text(name, field="name", max_chars=MAX_NAME),
        "organisation": answers.text(
            organisation, field="organisation", max_chars=MAX_ORGANISATION
        ),
        "access_needs": answers.text(access_needs, field="access_needs", max_chars=MAX_NEEDS),
    }
    if not fields["name"]:
        raise Refusal("required", field="name")
    address = clean_address(answers.text(address, field="address"), field="address")
    _require_calm(event, address, origin)
    with transaction.atomic():
        event = locks.own_event(event.pk)
        arrived_at = received_at + event.programme.call.clock_shift
        require_open(event, arrived_at)
        came_from = keyed(f"registration {origin_of(origin)}")
        is_held = settle(event, arrived_at) > 0 and _may_hold(event, came_from)
        until_at = min(arrived_at + HOLD, event.starts_at)
        known = Registration.objects.filter(
            event=event, address=address, state__in=STANDING
        ).first()
        registration = known or _entered(
            event,
            address,
            fields,
            state=RegistrationState.HELD if is_held else RegistrationState.WAITING,
            received_at=arrived_at,
            hold_until_at=until_at,
            origin_digest=came_from,
        )
        mark = f"{arrived_at:%Y%m%d%H%M%S}" if known else ""
        letter = letters.current(registration)
        outbox.owe(letters.written(letter, registration, event, mark=mark))
        return Reception(is_held, until_at)


def confirm(*, secret: str) -> Registration:
    """Whoever reads the address opens the link: the held place is theirs, or they wait on.

    Repeating it changes nothing. Raises ``link_used`` (unknown, or erased),
    ``registration_lapsed``, ``registration_ended``, ``event_cancelled``, ``event_over``.
    """
    with transaction.atomic():
        event, registration, at = _owned(secret)
        _require_ahead(event, at)
        if registration.state == RegistrationState.LAPSED:
            raise Refusal("registration_lapsed")
        if registration.state == RegistrationState.CANCELLED:
            raise Refusal("registration_ended")
        if registration.address_confirmed_at:
            return registration
        if registration.hold_until_at and registration.hold_until_at <= at:
            raise Refusal("registration_lapsed")
        registration.address_confirmed_at = at
        registration.save(update_fields=["address_confirmed_at"])
        if registration.state == RegistrationState.HELD:
            _give(registration, event, at)
        else:
            settle(event, at)
            registration.refresh_from_db()
        return registration


def cancel(*, secret: str) -> Registration:
    """Give the place back, or leave the queue; the next in the queue moves up and is told.

    Repeating it changes nothing. Raises ``link_used``, ``registration_lapsed``, ``event_over``.
    """
    with transaction.atomic():
        event, registration, at = _owned(secret)
        if registration.state == RegistrationState.CANCELLED:
            return registration
        if registration.state == RegistrationState.LAPSED:
            raise Refusal("registration_lapsed")
        if at >= event.starts_at:
            raise Refusal("event_over")
        registration.state, registration.ended_at = RegistrationState.CANCELLED, at
        registration.save(update_fields=["state", "ended_at"])
        if registration.address_confirmed_at:
            outbox.owe(letters.written(kinds.REGISTRATION_ENDED, registration, event))
        if event.cancelled_at is None:
            settle(event, at)
        return registration


def settle(event: Event, at: datetime) -> int:
    """Let lapse what was not confirmed in time, and let move up who waits; the places left.

    ``event`` is held by the caller (``locks.own_event``). Who waits moves up in the order of
    arrival, and only with a confirmed address: the place is confirmed at once. After the beginning
    nobody moves up. ``at`` by the call's clock.
    """
    rows = Registration.objects.filter(event=event)
    rows.filter(
        state__in=(RegistrationState.HELD, RegistrationState.WAITING),
        address_confirmed_at__isnull=True,
        hold_until_at__lte=at,
    ).update(state=RegistrationState.LAPSED, ended_at=at)
    free = (event.capacity or 0) - rows.filter(state__in=TAKES_A_PLACE).count()
    if free <= 0 or at >= event.starts_at:
        return max(free, 0)
    waiting = rows.filter(state=RegistrationState.WAITING, address_confirmed_at__isnull=False)
    for each in waiting.order_by("received_at", "pk")[:free]:
        _give(each, event, at)
        free -= 1
    return free


def require_open(event: Event, at: datetime) -> None:
    """Raise why nobody can register at ``at`` (the call's clock)."""
    if event.published_at is None:
        raise Refusal("not_found")
    if event.cancelled_at:
        raise Refusal("event_cancelled")
    if event.registration_ends_at is None or event.registration_opens_at is None:
        raise Refusal("registration_none")
    if at < event.registration_opens_at:
        raise Refusal("registration_not_open")
    if at >= event.registration_ends_at:
        raise Refusal("registration_closed")


def _may_hold(event: Event, came_from: str) -> bool:
    """Whether a network may hold one more place that nobody has confirmed yet."""
    held = Registration.objects.filter(
        event=event, state=RegistrationState.HELD, origin_digest=came_from
    )
    return held.count() < HELD_PER_NETWORK


def _entered(
    event: Event, address: str, fields: dict[str, str], **standing: object
) -> Registration:
    number = receipts.new_number()
    return Registration.objects.create(
        event=event,
        number=number,
        address=address,
        secret_digest=letters.digest_of(number),
        **fields,
        **standing,
    )


def _give(registration: Registration, event: Event, at: datetime) -> None:
    registration.state, registration.confirmed_at = RegistrationState.CONFIRMED, at
    registration.save(update_fields=["state", "confirmed_at"])
    outbox.owe(letters.written(kinds.REGISTRATION_PLACE, registration, event))


def _owned(secret: str) -> tuple[Event, Registration, datetime]:
    """The event, held; the registration, read after; the call's time. Raises ``link_used``."""
    digest = link_secrets.digest(secret)
    found = Registration.objects.filter(secret_digest=digest, erased_at__isnull=True)
    event_id = found.values_list("event", flat=True).first()
    if event_id is None:
        raise Refusal("link_used")
    event = locks.own_event(event_id)
    registration = found.first()
    if registration is None:
        raise Refusal("link_used")
    return event, registration, clock.now(event.programme.call)


def _require_ahead(event: Event, at: datetime) -> None:
    if event.cancelled_at:
        raise Refusal("event_cancelled")
    if at >= event.ends_at:
        raise Refusal("event_over")


def _require_calm(event: Event, address: str, origin: str) -> None:
    """Neither may one network fill the list, nor anybody have letters sent to others en masse."""
    tries = (
        (f"registration {origin_of(origin)}", PER_NETWORK, HOUR),
        (f"event {event.pk} {address}", PER_ADDRESS, DAY),
    )
    for subject, limit, window in tries:
        brakes.take_from_outside(
            code=CODE, subject=subject, limit=limit, window=window, refusal="too_many_registrations"
        )
