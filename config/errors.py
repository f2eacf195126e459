"""What is answered when the program itself fails: a page to people, a problem to programs."""

import sys

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from api import problems
from competition import request_ids
from competition.errors import Refusal
from config.middleware.refusals import busy, is_api


def unexpected(request: HttpRequest) -> HttpResponse:
    """Django logs the error; nothing of it is told but the number of the request.

    The page knows nothing of who asks: whatever looked that up might fail, too. Also called for
    what a middleware meets (the session's database is away): each of them is guarded by Django
    itself, so that none outside of it sees the error.
    """
    is_busy = busy(request, sys.exc_info()[1])
    if is_busy:
        return is_busy
    if is_api(request):
        return problems.respond(Refusal("internal_error"))
    page = render_to_string("500.html", {"request_id": request_ids.current()})
    return HttpResponseServerError(page)
