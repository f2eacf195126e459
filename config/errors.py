"""What is answered when the program itself fails: a page to people, a problem to programs."""

from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

from api import problems
from competition.errors import Refusal
from config.middleware import is_api


def unexpected(request: HttpRequest) -> HttpResponse:
    """Django has logged the error already; nothing of it is told."""
    if is_api(request):
        return problems.respond(Refusal("internal_error"))
    return server_error(request)
