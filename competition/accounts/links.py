"""Tokens in links of letters: taken out of the address at once, kept in a cookie of this page.

The address with the token is answered with a redirect and nothing else, so that no page with the
token in its address exists: it stands in no Referer header, no history entry and no log line of a
refusal.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

# What stands in the place of the token.
PLACE = "link"
AGE = timedelta(hours=2)
# The answer to a link is known by it, also to the middleware that keeps the token out of the log.
POLICY = "no-referrer"


def put_aside(token: str, *, name: str, to: str) -> HttpResponseRedirect:
    """Go on to ``to``, an address without the token; the browser brings the token along there.

    Only this answer forbids a Referer: a page with a form may not, or the browser sends the form
    without its origin, and it is taken for a forged one.
    """
    response = HttpResponseRedirect(to)
    response.set_signed_cookie(
        _cookie(name),
        token,
        max_age=AGE,
        path=to,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    response["Referrer-Policy"] = POLICY
    return response


def taken(request: HttpRequest, name: str) -> str:
    """The token that was put aside, or ""."""
    return request.get_signed_cookie(_cookie(name), default="", max_age=AGE) or ""


def forget(response: HttpResponse, name: str, *, to: str) -> None:
    """The token has done its work; ``to`` as it was put aside for."""
    response.delete_cookie(_cookie(name), path=to, samesite="Lax")


def _cookie(name: str) -> str:
    """With TLS browsers take it by HTTPS alone. It is of one page, so it cannot be ``__Host-``."""
    return f"__Secure-{name}" if settings.SESSION_COOKIE_SECURE else name
