"""Middleware: headers, readable input, refusals as pages, ended sessions, busy databases."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import DisallowedHost
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from api import problems
from competition.accounts import sessions
from competition.errors import Refusal

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def headers(get_response: GetResponse) -> GetResponse:
    """Strict headers on every answer; pages of signed-in people are kept by no cache."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def is_api(request: HttpRequest) -> bool:
    """Whether the answer is for a program (RFC 9457 problem) instead of a person."""
    return request.path_info.startswith("/api/")


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as a page or a problem, with its status and sentence."""
    if is_api(request):
        return problems.respond(refusal)
    if refusal.status == 404:
        response = render(request, "404.html", status=404)
    else:
        template = "503.html" if refusal.status == 503 else "refusal.html"
        response = render(request, template, {"refusal": refusal}, status=refusal.status)
    if refusal.status == 503:
        response["Retry-After"] = str(problems.RETRY_AFTER_SECONDS)
    if refusal.status == 429:
        response["Retry-After"] = str(60 * refusal.details["minutes"])
    return response


class refusals:  # noqa: N801  # middleware are named like functions
    """Turns a refusal that no form has shown into its page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not is_api(request):
            # Whoever comes back from signing in to an address that only takes forms: a page.
            page = refuse(request, Refusal("method_not_allowed"))
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refusal):
            return refuse(request, error)
        if isinstance(error, OperationalError):
            logger.warning("database busy: %s", error)
            return refuse(request, Refusal("busy"))
        return None


def session_limits(get_response: GetResponse) -> GetResponse:
    """Ends a session that was idle too long or has lasted too long, before any page asks."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_api(request) and sessions.ended(request):
            logout(request)
            messages.warning(
                request,
                _("Sie wurden abgemeldet, weil Sie länger als eine Stunde nichts getan haben."),
            )
        return get_response(request)

    return middleware


def ended_session(get_response: GetResponse) -> GetResponse:
    """Whoever sends a form after the session has ended learns that nothing was saved.

    The sign-in page alone would look as if the text had arrived.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        target = urlsplit(response.get("Location", ""))
        if (
            request.method == "POST"
            and response.status_code == 302
            and target.path == reverse("sign-in")
            and target.query  # back to the form afterwards: somebody was sent here
        ):
            messages.warning(
                request,
                _(
                    "Sie waren nicht mehr angemeldet; es wurde nichts gespeichert. Gehen Sie nach "
                    "dem Anmelden mit Ihrem Browser zurück zum Formular: Ihr Text steht meist noch "
                    "darin."
                ),
            )
        return response

    return middleware


def busy(get_response: GetResponse) -> GetResponse:
    """A database that cannot be reached (also by the session) is a 503 with Retry-After."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            return get_response(request)
        except OperationalError as error:
            logger.warning("database busy: %s", error)
            return refuse(request, Refusal("busy"))

    return middleware


def plain_text(get_response: GetResponse) -> GetResponse:
    """NUL characters in path or query, and foreign Host headers, are malformed requests."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path_info or "%00" in query or "\x00" in query:
            return refuse(request, Refusal("malformed"))
        try:
            request.get_host()
        except DisallowedHost:
            return refuse(request, Refusal("malformed"))
        return get_response(request)

    return middleware
