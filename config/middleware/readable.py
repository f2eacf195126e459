"""Requests that no page could read are refused before any page sees them."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBase

from competition.errors import Refusal
from config.middleware import GetResponse
from config.middleware.refusals import refuse


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
