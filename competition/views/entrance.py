"""The entrance to the pages of people who act for a municipality."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.http.response import HttpResponseBase
from django.shortcuts import render

from competition import clock, last_byte, policies, queries
from competition.accounts import backend
from competition.errors import Refusal
from competition.models import Application, Call, User
from competition.services import attempts

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Visit:
    """Who came, and when: the arrival of the complete request by the database's clock.

    ``bound_to``: the key of the only call that they came for, None where they may see all.
    """

    person: User
    at: datetime
    # Method and path, for the record of what was refused.
    asked: str = ""
    bound_to: int | None = None

    def arrival(self, call: Call) -> datetime:
        """The arrival by the call's own clock, which example rounds may have shifted."""
        return self.at + call.clock_shift

    def own(self, public_id: str, *, whole: bool = True) -> Application:
        """One application of the person's municipalities; of all others, ``not_found``.

        Not ``whole``: without its sealed version and its contact, for what is asked often.
        """
        own = queries.applications_of(self.person).filter(public_id=public_id)
        if not whole:
            own = own.select_related(None).select_related("call__announcement", "municipality")
        if self.bound_to is not None:
            own = own.filter(call=self.bound_to)
        application = own.first()
        if application is None:
            raise self.foreign(Application.objects.filter(public_id=public_id).first())
        return application

    def foreign(self, application: Application | None) -> Refusal:
        """The refusal for what belongs to others or does not exist; that it was asked for is
        remembered, and the answer is the same for both."""
        attempts.remember_foreign(
            person=self.person, application=application, subject=self.asked, received_at=self.at
        )
        return Refusal("not_found")


def network_address(request: HttpRequest) -> str:
    """Where a request came from, as far as it is counted. Behind a proxy: what the proxy itself
    has added to ``X-Forwarded-For``, the last of it; what stands before, anybody may write."""
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or told
    return told


def arrival_of(request: HttpRequest) -> datetime:
    """When the last byte of the request was there, by the database's clock: read as the first act,
    less the time for which the request has waited for a thread."""
    _read_whole(request)
    waited = last_byte.age(request.META)
    return clock.now() - waited


def _read_whole(request: HttpRequest) -> None:
    with suppress(RawPostDataException):  # a multipart body was read whole for its CSRF token
        _ = request.body


def signed_in(
    view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hand the view a ``Visit``; whoever is not signed in is sent to sign in.

    The clock is read as the first act after the body is there, in the statement that looks the
    person up, and what the request has waited is taken off: what counts is the arrival. Whoever was
    looked up before the body was there is looked up once more.
    """

    @wraps(view)
    def entered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        _read_whole(request)
        waited = last_byte.age(request.META)
        request.user = person = get_user(request)
        if not policies.is_person(person):
            return _sign_in_first(request)
        visit = Visit(person, backend.read_at(person) - waited, f"{request.method} {request.path}")
        return view(request, visit, *args, **kwargs)

    return entered


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; a page in which something is typed gets a part of it, and stays."""
    if request.headers.get("HX-Request") == "true":
        return render(request, "portal/signed_out.html", status=401)
    return redirect_to_login(request.get_full_path())
