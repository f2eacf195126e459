"""Closing accounts that nothing needs any more: a number in the place of name and address.

What the person did stays attributed to one person, whom nobody can name any more.
"""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from competition import audit, clock
from competition.models import (
    Application,
    BarrierReport,
    Call,
    Disturbance,
    Enquiry,
    Invitation,
    Membership,
    MembershipRequest,
    Notice,
    OfficeMember,
    Participant,
    Rescue,
    User,
)
from competition.retention.stubs import GONE
from competition.services import office_members, sessions
from competition.services.erasing import NOWHERE, blank_letters

# Whoever signed in within this time still uses the account.
IDLE = timedelta(days=365)
# Whom else a call concerns, and who is needed elsewhere; each app enters its own (in ``ready``).
CONCERNED: list[Callable[[Call], Q]] = []
NEEDED: list[Callable[[], Q]] = []
PERSONAL = (
    *("contact", "started_by", "submitted_by", "released_by", "withdrawn_by"),
    *("versions__submitted_by", "versions__released_by", "moves__made_by"),
)


def closable(call: Call) -> "QuerySet[User]":
    """Accounts that took part in the call and that nothing needs any more.

    Not of the office; no application that is not erased, neither their own nor one of a
    municipality they act for; no seat in a jury at work; and not signed in for a year, by the
    database's own time.
    """
    mine = Application.objects.filter(call=call)
    left = Application.objects.filter(erased_at__isnull=True)
    concerned, needed = _has_to_do_with(mine), _has_to_do_with(left)
    for each in CONCERNED:
        concerned |= each(call)
    for each_need in NEEDED:
        needed |= each_need()
    return (
        User.objects.alias(seen_at=Coalesce("last_login", "joined_at"))
        .filter(concerned, pseudonymised_at__isnull=True, seen_at__lt=clock.now() - IDLE)
        .exclude(needed)
        .exclude(Exists(OfficeMember.objects.filter(user=OuterRef("pk"))))
        .order_by("pk")
    )


def _has_to_do_with(applications: "QuerySet[Application]") -> Q:
    """Whether the account outside acted in one of these, or acts for a place that takes part."""
    taking_part = Participant.objects.filter(application__in=applications.values("pk"))
    places = Membership.objects.filter(municipality__in=taking_part.values("municipality"))
    found = Q(pk__in=places.values("user"))
    for name in PERSONAL:
        found |= Q(pk__in=applications.filter(**{f"{name}__isnull": False}).values(name))
    return found


def pseudonymise(*, user: User, by: User | None) -> bool:
    """Close one account and take name, address and every way in; again, nothing happens.

    Memberships end, and what the person wrote privately (enquiries, reports, notes) goes with the
    words of their letters. Returns whether there was anything to do.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.pseudonymised_at:
            return False
        address = user.email
        sessions.end_all(user=user)
        for end in office_members.ENDINGS:
            end(user, by or user)
        _take_ways_in(user)
        _take_words(user, address)
        user.name, user.email = f"gelöschte Person {user.pk}", f"person-{user.pk}{NOWHERE}"
        user.is_active, user.pseudonymised_at = False, clock.now()
        user.set_unusable_password()
        user.save(update_fields=["name", "email", "is_active", "pseudonymised_at", "password"])
        audit.log(act="account.pseudonymised", by=by, subject=f"user {user.pk}")
        return True


def _take_ways_in(user: User) -> None:
    for model in (Authenticator, EmailAddress, SocialAccount):
        model.objects.filter(user=user).delete()
    Membership.objects.filter(user=user).delete()


def _take_words(user: User, address: str) -> None:
    nobody = f"person-{user.pk}{NOWHERE}"
    blank_letters(Notice.objects.filter(Q(recipient=user) | Q(address=address)))
    Invitation.objects.filter(email=address).update(email=nobody)
    MembershipRequest.objects.filter(user=user).update(note="")
    Enquiry.objects.filter(asked_by=user).update(text=GONE)
    Rescue.objects.filter(user=user).update(reason=GONE)
    reports = Disturbance.objects.filter(Q(reported_by=user) | Q(contact=address))
    reports.update(contact="", text=GONE, page="", browser="")
    barriers = BarrierReport.objects.filter(Q(reported_by=user) | Q(contact=address))
    barriers.update(contact="", text=GONE, page="")
