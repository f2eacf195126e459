"""Sessions that have ended: before any page asks, and what is told about a form sent afterwards."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from competition.accounts import sessions
from config.middleware import GetResponse
from config.middleware.refusals import is_api


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
