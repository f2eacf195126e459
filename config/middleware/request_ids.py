"""Each request has a number: its own, or the one that the proxy in front has given it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from competition import request_ids
from config.middleware import GetResponse


def numbered(get_response: GetResponse) -> GetResponse:
    """The number stands in every log line of the request and in its answer.

    Without a proxy that sets it, the header is anybody's, and is not read.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(request_ids.HEADER, "") if settings.BEHIND_PROXY else ""
        with request_ids.named(request_ids.sane(given)) as number:
            request.META[request_ids.KEPT] = number
            response = get_response(request)
            response[request_ids.HEADER] = number
            return response

    return middleware
