"""What is stored about a person, as one file for that person (Art. 15 and 20 DSGVO).

Only the person's own: nobody else's data, nothing before its time (letters come by
``Notice.objects.visible``), no secrets. One query a section, row by row, whatever their number.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from competition import audit, clock
from competition.models import (
    Answer,
    Application,
    ApplicationMove,
    ApplicationVersion,
    Attachment,
    Attempt,
    AuditEntry,
    BarrierReport,
    Disturbance,
    Enquiry,
    Invitation,
    Membership,
    MembershipRequest,
    Notice,
    OfficeMember,
    Retrieval,
    SavedView,
    User,
)
from competition.services import sessions

FORMAT = "modellkommune-own-data-1"
ROWS_AT_ONCE = 500
Section = Callable[[User, datetime], Iterator[dict[str, Any]]]
# What other apps keep about a person; each enters its own (name, section) in ``ready``.
MORE: list[tuple[str, Section]] = []


def export(*, person: User) -> Iterator[str]:
    """The pieces of a JSON document. That it was made is written in the log at once; the rows are
    read while it is sent."""
    with transaction.atomic():
        audit.log(act="own_data.exported", by=person, subject=f"user {person.pk}")
    return _pieces(person, clock.now())


def _pieces(person: User, at: datetime) -> Iterator[str]:
    head = {"format": FORMAT, "made_at": at, "account": _account(person)}
    yield _json(head)[:-1]
    for name, section in [*SECTIONS, *MORE]:
        yield f", {json.dumps(name)}: ["
        for number, row in enumerate(section(person, at)):
            yield (",\n" if number else "\n") + _json(row)
        yield "]"
    yield "}\n"


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _account(person: User) -> dict[str, Any]:
    return {
        "email": person.email,
        "name": person.name,
        "joined_at": person.joined_at,
        "last_login": person.last_login,
        "synthetic": person.is_synthetic,
    }


def rows(found: "QuerySet[Any, Any]", **names: str) -> Iterator[dict[str, Any]]:
    """Rows of a query under the names that the file gives them, in a fixed order."""
    values = found.order_by("pk").values_list(*names.values())
    for row in values.iterator(chunk_size=ROWS_AT_ONCE):
        yield dict(zip(names, row, strict=True))


def _of(model: type[Model], by: str, **names: str) -> Section:
    """All rows of a model that name the person in the field ``by``."""

    def section(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
        return rows(model._base_manager.filter(**{by: person}), **names)

    return section


def _letters(person: User, at: datetime) -> Iterator[dict[str, Any]]:
    """What was written to the person and may be seen by now; open links are left out."""
    to_account = Q(recipient__isnull=True, address=person.email)
    found = Notice.objects.visible(at).filter(Q(recipient=person) | to_account).order_by("pk")
    for letter in found.iterator(chunk_size=ROWS_AT_ONCE):
        body = letter.body.replace(letter.secret, "[…]") if letter.secret else letter.body
        yield {
            "kind": letter.kind,
            "address": letter.address,
            "subject": letter.subject,
            "body": body,
            "due_at": letter.due_at,
            "sent_at": letter.sent_at,
        }


def _sessions(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    for sitting in sessions.of(person, None):
        yield {"began_at": sitting.began_at, "browser": sitting.browser}


def _applications(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """Those of which the person is the contact, or was the one who began, released or submitted."""
    mine = Q(contact=person) | Q(started_by=person)
    mine |= Q(released_by=person) | Q(submitted_by=person) | Q(withdrawn_by=person)
    return rows(
        Application.objects.filter(mine),
        call="call__slug",
        application="public_id",
        municipality="municipality__ags",
        started_at="started_at",
        erased_at="erased_at",
    )


def _invitations(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    return rows(
        Invitation.objects.filter(email=person.email),
        role="role",
        municipality="municipality__ags",
        invited_at="invited_at",
        accepted_at="accepted_at",
    )


WHERE = {"call": "application__call__slug", "application": "application__public_id"}
SECTIONS: list[tuple[str, Section]] = [
    ("office", _of(OfficeMember, "user", role="role", since_at="since_at")),
    (
        "memberships",
        _of(
            Membership,
            "user",
            municipality="municipality__ags",
            name="municipality__name",
            role="role",
            since_at="since_at",
        ),
    ),
    (
        "membership_requests",
        _of(
            MembershipRequest,
            "user",
            municipality="municipality__ags",
            role="role",
            note="note",
            asked_at="asked_at",
            decided_at="decided_at",
            is_admitted="is_admitted",
        ),
    ),
    ("invitations", _invitations),
    ("applications", _applications),
    (
        "moves",
        _of(ApplicationMove, "made_by", **WHERE, move="name", made_at="made_at", reason="reason"),
    ),
    (
        "versions_submitted",
        _of(
            ApplicationVersion,
            "submitted_by",
            **WHERE,
            number="number",
            received_at="received_at",
            sha256="digest",
        ),
    ),
    (
        "versions_released",
        _of(ApplicationVersion, "released_by", **WHERE, number="number", released_at="released_at"),
    ),
    ("answers_saved", _of(Answer, "saved_by", **WHERE, key="question__key", saved_at="saved_at")),
    ("files_uploaded", _of(Attachment, "uploaded_by", **WHERE, name="name", at="uploaded_at")),
    ("letters", _letters),
    (
        "letters_opened",
        _of(Retrieval, "user", kind="notice__kind", retrieved_at="retrieved_at"),
    ),
    (
        "enquiries",
        _of(Enquiry, "asked_by", call="call__slug", text="text", asked_at="asked_at"),
    ),
    (
        "disturbances",
        _of(
            Disturbance,
            "reported_by",
            number="number",
            text="text",
            page="page",
            browser="browser",
            received_at="received_at",
        ),
    ),
    (
        "barriers",
        _of(
            BarrierReport,
            "reported_by",
            number="number",
            text="text",
            page="page",
            contact="contact",
            answer="answer",
            received_at="received_at",
        ),
    ),
    ("saved_views", _of(SavedView, "owner", name="name", query="query", saved_at="saved_at")),
    ("sessions", _sessions),
    (
        "second_factors",
        _of(Authenticator, "user", kind="type", at="created_at", last_used_at="last_used_at"),
    ),
    ("refused", _of(Attempt, "user", kind="kind", code="code", received_at="received_at")),
    ("log", _of(AuditEntry, "actor", at="at", act="act", subject="subject")),
]
