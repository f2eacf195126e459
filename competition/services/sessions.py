"""The sessions of a person: where somebody is signed in, and ending them."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from competition.models import User


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session as its person sees it. ``browser``: what the browser calls itself."""

    began_at: datetime
    browser: str
    is_current: bool


def of(user: User, current: str | None) -> list[Sitting]:
    """The person's living sessions, the present one first, then the newest."""
    rows = UserSession.objects.filter(user=user).order_by("-created_at", "-pk")
    living = set(
        Session.objects.filter(
            session_key__in=rows.values("session_key"), expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    sittings = [
        Sitting(row.created_at, row.user_agent, row.session_key == current)
        for row in rows
        if row.session_key in living
    ]
    return sorted(sittings, key=lambda each: not each.is_current)


def end_all(*, user: User, but: str | None = None) -> int:
    """End the person's sessions at once, except the one with the key ``but``; returns how many."""
    with transaction.atomic():
        rows = UserSession.objects.filter(user=user).exclude(session_key=but or "")
        keys = list(rows.order_by("pk").values_list("session_key", flat=True))
        ended, _ = Session.objects.filter(session_key__in=keys).delete()
        rows.delete()
    return ended
