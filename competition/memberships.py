"""Reads about who acts for which municipality. ``at`` is always the instant by the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from competition import link_secrets, queries
from competition.models import (
    Invitation,
    Mailbox,
    Membership,
    MembershipRequest,
    Municipality,
    User,
)
from competition.models.membership import SIGNING

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Counts(TypedDict):
        waiting_count: int

    CountedMembership = WithAnnotations[Membership, _Counts]


@dataclass(frozen=True, slots=True)
class Circle:
    """Who acts for one municipality, who wants to, and where its letters are read besides."""

    members: list[Membership]
    requests: list[MembershipRequest]
    invitations: list[Invitation]
    mailboxes: list[Mailbox]

    @property
    def can_sign(self) -> bool:
        """Whether anybody may release and submit."""
        return any(member.role in SIGNING for member in self.members)


def circle(municipality: Municipality) -> Circle:
    """Everybody around a municipality, who signs first. Invitations: neither used nor revoked."""
    return Circle(
        members=sorted(
            Membership.objects.filter(municipality=municipality).select_related("user"),
            key=lambda member: (member.role not in SIGNING, member.user.name, member.pk),
        ),
        requests=list(open_requests().filter(municipality=municipality)),
        invitations=list(unanswered().filter(municipality=municipality)),
        mailboxes=list(
            Mailbox.objects.filter(municipality=municipality)
            .select_related("added_by")
            .order_by("address")
        ),
    )


def open_requests() -> QuerySet[MembershipRequest]:
    """Requests that nobody has decided yet, the oldest first."""
    return (
        MembershipRequest.objects.filter(decided_at__isnull=True)
        .select_related("user", "municipality")
        .order_by("asked_at", "pk")
    )


def requests_of(person: User) -> QuerySet[MembershipRequest]:
    """What a person has asked for and not been told about yet."""
    return open_requests().filter(user=person)


def unanswered() -> QuerySet[Invitation]:
    """Invitations neither accepted nor revoked, expired ones too: they can be sent again."""
    return (
        Invitation.objects.filter(accepted_at__isnull=True, revoked_at__isnull=True)
        .select_related("municipality", "invited_by")
        .order_by("-invited_at", "-pk")
    )


def of(person: User) -> "QuerySet[CountedMembership]":
    """For whom a person acts, each with ``waiting_count``: the requests that this one may decide.

    Those who sign decide all, editors those of editors.
    """
    asked = {"municipality__membership_requests__decided_at__isnull": True}
    to_sign = Q(municipality__membership_requests__role__in=SIGNING)
    return queries.memberships_of(person).annotate(
        waiting_count=Count(
            "municipality__membership_requests",
            filter=Q(**asked) & (Q(role__in=SIGNING) | ~to_sign),
        )
    )


def waiting_for_office() -> QuerySet[MembershipRequest]:
    """Open requests that only the office can decide.

    Nobody acts for the municipality yet, or the right to sign is asked for and nobody has it.
    """
    there = Membership.objects.filter(municipality=OuterRef("municipality"))
    return open_requests().filter(
        ~Exists(there) | (Q(role__in=SIGNING) & ~Exists(there.filter(role__in=SIGNING)))
    )


def of_places_without_members() -> QuerySet[Invitation]:
    """Standing invitations to municipalities for which nobody acts yet: the office sent them."""
    there = Membership.objects.filter(municipality=OuterRef("municipality"))
    return unanswered().filter(~Exists(there), municipality__isnull=False)


def invitation_of(secret: str, at: datetime) -> Invitation | None:
    """The invitation that a link opens, or None: used, revoked, expired or never sent."""
    return (
        Invitation.objects.open(at)
        .select_related("municipality", "invited_by")
        .filter(secret_digest=link_secrets.digest(secret))
        .first()
    )


def mailbox_of(secret: str, at: datetime) -> Mailbox | None:
    """The mailbox that a link would confirm, or None: confirmed, removed, expired or never sent."""
    return (
        Mailbox.objects.filter(secret_digest=link_secrets.digest(secret), confirmed_at__isnull=True)
        .filter(added_at__gt=at - link_secrets.VALID)
        .select_related("municipality", "added_by")
        .first()
    )


def largest_matching(text: str) -> QuerySet[Municipality]:
    """The register's municipalities that match what was typed, the largest first."""
    return Municipality.objects.matching(text).order_by(F("population").desc(), "ags")
