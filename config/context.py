"""What every page may know about the site and about the person who looks at it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from competition.models import Membership, OfficeMember, User
from competition.models.people import OfficeRole
from reviews.models import JuryMember


def site(request: HttpRequest) -> dict[str, Any]:
    """``demo``: example people may enter without a password (never in production).
    ``audiences``: for whom the navigation shows entries (clerk, juror, office;
    auditor: of the office, and reads only)."""
    return {
        "demo": settings.DEMO,
        "audiences": SimpleLazyObject(lambda: audiences(getattr(request, "user", None))),
    }


def audiences(user: User | AnonymousUser | None) -> frozenset[str]:
    """The audiences a person belongs to, in one query; none for visitors."""
    if user is None or not user.is_authenticated:
        return frozenset()
    mine = {"user": OuterRef("pk")}
    row = (
        User.objects.filter(pk=user.pk)
        .values_list(
            Exists(Membership.objects.filter(**mine)),
            Exists(JuryMember.objects.filter(**mine)),
            Exists(OfficeMember.objects.filter(**mine)),
            Exists(OfficeMember.objects.filter(role=OfficeRole.AUDITOR, **mine)),
        )
        .first()
    )
    names = ("clerk", "juror", "office", "auditor")
    return frozenset(name for name, belongs in zip(names, row or (), strict=False) if belongs)
