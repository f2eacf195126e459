"""Sheds what can wait when too much waits, before anything asks the database (decision 26)."""

import re
from functools import lru_cache
from random import uniform

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation

from api import problems
from competition import request_ids
from competition.errors import Refusal
from competition.services import availability
from config import load
from config.load import Kind
from config.middleware import GetResponse
from config.middleware.refusals import is_api

# What a page sends by itself while somebody types, and what a program saves.
TYPING = re.compile(
    r"/(portal|jury/[^/]+)/bewerbungen/[^/]+/speichern/|/api/v1/portal/applications/[^/]+/"
)
# What the public reads, what programs read, and how a form stands.
READING = re.compile(
    r"/|/(wettbewerbe|beteiligung|veranstaltungen|open-data|schnittstelle|api)/.*"
    r"|/(portal|jury/[^/]+)/bewerbungen/[^/]+/speichern/"
)
BY_HAND = "Saved-By-Hand"
"""The header of a save that somebody has asked for: the last step before they submit."""

# Stands in the kept page where each request's own number goes.
NUMBER = "NUMBER-OF-THE-REQUEST"

# Seconds, from and to: a random share, so that not all come back at once.
AFTER_TYPING, AFTER_ALL_ELSE = (10.0, 30.0), (3.0, 8.0)


def kind_of(request: HttpRequest) -> Kind:
    """What a request is, by its method and address alone."""
    is_save = TYPING.fullmatch(request.path_info) is not None
    if is_save and BY_HAND in request.headers:
        return Kind.NEEDED
    if request.method in {"GET", "HEAD"} and READING.fullmatch(request.path_info):
        return Kind.READING
    if request.method in {"POST", "PATCH"} and is_save:
        return Kind.TYPING
    return Kind.NEEDED


def overload(get_response: GetResponse) -> GetResponse:
    """Puts off saves while typing (429), then reading (503); never what is needed to submit."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        kind = kind_of(request)
        gate = load.gate
        if not gate.admits(kind):
            return _put_off(request, kind)
        with gate.under_way(kind):
            return get_response(request)

    return middleware


def _put_off(request: HttpRequest, kind: Kind) -> HttpResponse:
    """An answer that costs no query, and says when to come again.

    It counts as put off and never as a fault, whatever its status: one person alone can make a site
    put reading off, and must not make the record say that it was not there.
    """
    availability.note_put_off()
    language = translation.get_language_from_request(request)
    with translation.override(language):
        response = _answer(request, kind, language)
    again = AFTER_TYPING if response.status_code == 429 else AFTER_ALL_ELSE
    response["Retry-After"] = str(round(uniform(*again)))  # noqa: S311  # no secret
    # The access line and the record tell it; an error line for each would drown those of faults.
    response._has_been_logged = True  # type: ignore[attr-defined]  # django.utils.log
    return response


def _answer(request: HttpRequest, kind: Kind, language: str) -> HttpResponse:
    refusal = Refusal("busy")
    if is_api(request):
        return problems.respond(refusal)
    if kind is Kind.TYPING:  # read by static/saving.js, which keeps the text
        return HttpResponse(refusal.sentence, status=429, content_type="text/plain; charset=utf-8")
    page = _page(language).replace(NUMBER, request_ids.current())
    return HttpResponse(page, status=503)


@lru_cache
def _page(language: str) -> str:  # noqa: ARG001  # one page for each language
    return render_to_string("503.html", {"request_id": NUMBER})
