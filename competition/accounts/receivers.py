"""What happens besides when a second factor comes or goes."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver
from django.http import HttpRequest

from competition.accounts import second_factor
from competition.models import User
from competition.services import second_factors, sessions


@receiver(authenticator_added)
def added(request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    """Setting one up proves it. Sessions elsewhere end: they have never shown it."""
    if authenticator.type in second_factors.FULL:
        second_factor.vouch(request, user, kind=authenticator.type)
        sessions.end_all(user=user, but=request.session.session_key)


@receiver(authenticator_removed)
def removed(request: HttpRequest, user: User, **_more: Any) -> None:
    """Without the last one, no session has a second factor any more."""
    if not second_factors.has_one(user):
        second_factor.forget(request)
        sessions.end_all(user=user, but=request.session.session_key)
