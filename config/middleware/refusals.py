"""Refusals that no form has shown, as pages to people and problems to programs."""

import logging
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from api import problems
from competition import request_ids
from competition.errors import Refusal
from competition.services import availability
from config.middleware import GetResponse

logger = logging.getLogger(__name__)


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
        told = {"refusal": refusal, "request_id": request_ids.of_fault(refusal.status)}
        response = render(request, template, told, status=refusal.status)
    if refusal.status == 503:
        response["Retry-After"] = str(problems.RETRY_AFTER_SECONDS)
    if refusal.status == 429:
        response["Retry-After"] = str(60 * refusal.details["minutes"])
    return response


def busy(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The 503 to a request that failed because the database was away, locked or silent; None where
    it failed otherwise.

    What a lost line breaks may surface as another error (a transaction that cannot go on): the
    first one counts. The page asks the database for nothing, not even who is signed in.
    """
    reason = error
    while reason and not isinstance(reason, (OperationalError, InterfaceError)):
        reason = reason.__cause__ or reason.__context__
    if reason is None:
        return None
    logger.warning("database busy: %s", reason)
    refusal = Refusal("busy")
    if is_api(request):
        return problems.respond(refusal)
    told = {"refusal": refusal, "page": request.path, "request_id": request_ids.current()}
    page = render_to_string("503.html", told)
    retry = {"Retry-After": str(problems.RETRY_AFTER_SECONDS)}
    return HttpResponse(page, status=refusal.status, headers=retry)


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
        return busy(request, error)


def counted(get_response: GetResponse) -> GetResponse:
    """The record of availability counts each request that was told to try again."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            availability.note_busy()
        return response

    return middleware
