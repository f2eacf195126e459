"""What the office's pages of the funded years are about."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from competition.errors import Refusal
from competition.models import Call
from competition.views.office.access import OfficeRequest, call_of
from programme.models import Programme
from programme.queries import programmes

P = ParamSpec("P")


def programme_of(slug: str) -> Programme:
    """The programme of a call. Raises ``not_found`` where none is set up."""
    programme = programmes.of(call_of(slug))
    if programme is None:
        raise Refusal("not_found")
    return programme


def with_programme(
    view: Callable[Concatenate[OfficeRequest, Programme, P], HttpResponseBase],
) -> Callable[Concatenate[OfficeRequest, str, P], HttpResponseBase]:
    """Hand the page its programme; where none is set up, say so instead (a tab leads here).

    Below ``office_only``. For pages of one thing use ``programme_of``: without it there is none.
    """

    @wraps(view)
    def given(
        request: OfficeRequest, slug: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        call = call_of(slug)
        programme = programmes.of(call)
        if programme is None:
            return _none(request, call)
        return view(request, programme, *args, **kwargs)

    return cast(Callable[Concatenate[OfficeRequest, str, P], HttpResponseBase], given)


def _none(request: OfficeRequest, call: Call) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        raise Refusal("not_found")
    return render(request, "office/programme/none.html", context_of(call))


def context_of(call: Call) -> dict[str, Any]:
    """What the frame of every such page needs."""
    return {"call": call, "synthetic": call.is_synthetic}
