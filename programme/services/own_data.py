"""What the programme keeps about a person, for that person alone (Art. 15 DSGVO).

Comments and registrations belong to whoever holds their address.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from competition.models import User
from competition.services.own_data import rows
from programme.models import (
    Agreement,
    Attendance,
    Comment,
    PaymentRequest,
    ProfileVersion,
    Registration,
    ReportVersion,
)

AGREED = {"call": "agreement__award__call__slug", "reference": "agreement__reference"}


def agreements(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """Agreements or notices that the person accepted."""
    mine = Agreement.objects.filter(accepted_by=person)
    return rows(mine, call="award__call__slug", reference="reference", accepted_at="accepted_at")


def reports(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """Reports that the person filed."""
    return rows(
        ReportVersion.objects.filter(submitted_by=person),
        call="report__agreement__award__call__slug",
        reference="report__agreement__reference",
        report="report__requirement__key",
        number="number",
        submitted_at="submitted_at",
        content="content",
    )


def payment_requests(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """Payments that the person asked for."""
    mine = PaymentRequest.objects.filter(requested_by=person)
    told = {"amount_cents": "amount_cents", "purpose": "purpose", "requested_at": "requested_at"}
    return rows(mine, **AGREED, **told)


def attendances(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """What the person announced for workshops."""
    mine = Attendance.objects.filter(announced_by=person)
    return rows(mine, **AGREED, workshop="workshop__title", message="message")


def profiles(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """Project profiles that the person published."""
    mine = ProfileVersion.objects.filter(published_by=person)
    return rows(mine, call="profile__award__call__slug", number="number", at="published_at")


def comments(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """Comments under the person's address, confirmed or not."""
    return rows(
        Comment.objects.filter(address__iexact=person.email),
        number="number",
        name="name",
        organisation="organisation",
        text="text",
        state="state",
        received_at="received_at",
    )


def registrations(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """Registrations under the person's address."""
    return rows(
        Registration.objects.filter(address__iexact=person.email),
        event="event__slug",
        number="number",
        name="name",
        organisation="organisation",
        access_needs="access_needs",
        state="state",
        received_at="received_at",
    )


SECTIONS = [
    ("agreements", agreements),
    ("reports", reports),
    ("payment_requests", payment_requests),
    ("workshop_attendances", attendances),
    ("project_profiles", profiles),
    ("comments", comments),
    ("registrations", registrations),
]
