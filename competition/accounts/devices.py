"""Browsers in which somebody has signed in before: their mark opens nothing by itself."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from competition.services import brakes

COOKIE = f"{settings.COOKIE_PREFIX}device"
AGE = timedelta(days=180)


def mark_of(request: HttpRequest, email: str) -> str:
    """The browser's mark, if it was set for just this address; "" otherwise."""
    value = request.get_signed_cookie(COOKIE, default="", max_age=AGE) or ""
    address, _dot, mark = value.partition(".")
    return mark if address == brakes.digest(email) else ""


def remember(response: HttpResponseBase, email: str) -> None:
    """Mark the browser after a sign-in."""
    response.set_signed_cookie(
        COOKIE,
        f"{brakes.digest(email)}.{secrets.token_hex(16)}",
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
