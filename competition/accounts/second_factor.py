"""What a session knows of its person's proofs: the second factor, and how fresh they are."""

import time
from datetime import timedelta
from urllib.parse import urlencode

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from competition.models import User
from competition.services import second_factors

# What allauth calls a proof by app, passkey or recovery code.
METHOD = "mfa"
FRESH_FOR_SETTINGS = timedelta(minutes=5)
FRESH_FOR_ANNOUNCING = timedelta(minutes=30)


def vouch(request: HttpRequest, user: User, *, kind: str) -> None:
    """Write into the session that the person has just proven a second factor of this kind."""
    record_authentication(request, user, METHOD, type=kind)


def forget(request: HttpRequest) -> None:
    """The session's second factor is gone: its person has removed the last one."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    kept = [record for record in records if record.get("method") != METHOD]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept


def is_proven(request: HttpRequest) -> bool:
    """Whether a second factor was proven in this session."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == METHOD for record in records)


def is_fresh(request: HttpRequest, age: timedelta) -> bool:
    """Whether the person has proven anything (password, second factor) within ``age``."""
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < age.total_seconds() for record in records)


def require(request: HttpRequest) -> None:
    """Let nobody of the office or a jury pass without a second factor (ASVS 6.3.3).

    Whoever has one is asked for it; whoever has none is sent to the page that explains why one is
    needed and how to get it.
    """
    if is_proven(request):
        return
    name = "second-factor-required"
    if second_factors.has_one(request.user):
        name = "mfa_reauthenticate"
    raise ImmediateHttpResponse(_go(request, name))


def require_fresh(request: HttpRequest, age: timedelta = FRESH_FOR_ANNOUNCING) -> None:
    """Ask again who it is, before an act that cannot be undone (ASVS 7.5.1).

    Example people of a demo have no password and are not asked.
    """
    is_example = settings.DEMO and isinstance(request.user, User) and request.user.is_synthetic
    if not is_example and not is_fresh(request, age):
        messages.info(
            request, _("Bitte weisen Sie sich erst aus und bestätigen Sie dann noch einmal.")
        )
        raise ImmediateHttpResponse(_go(request, "account_reauthenticate"))


def _go(request: HttpRequest, name: str) -> HttpResponseRedirect:
    back = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()}, safe="/")
    return HttpResponseRedirect(f"{reverse(name)}?{back}")
