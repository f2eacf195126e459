"""What the pages of accounts share."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from competition import policies
from competition.errors import Refusal
from competition.models import User


def person_of(request: HttpRequest) -> User:
    """Who is signed in, behind a door that lets nobody else in."""
    if not policies.is_person(request.user):
        raise Refusal("not_found")
    return request.user


class Frame:
    """A wrong form is answered with 400 and itself; nothing is kept by a cache."""

    http_method_names: Sequence[str] = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(  # type: ignore[misc]  # mixed in before a view
            request, *args, **kwargs
        )
        add_never_cache_headers(response)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form)  # type: ignore[attr-defined]  # mixed in
        response: HttpResponse = self.render_to_response(  # type: ignore[attr-defined]  # mixed in
            context, status=400
        )
        return response
