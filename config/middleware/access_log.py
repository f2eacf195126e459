"""One line for each request: what was asked for, what was answered, how long it took."""

import logging
import time

from django.http import HttpRequest, HttpResponseBase

from competition.hidden_links import hidden
from config.middleware import GetResponse

logger = logging.getLogger("access")


def access_log(get_response: GetResponse) -> GetResponse:
    """The address without its query (people search for names) and without tokens of links; nothing
    of who has asked."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = get_response(request)
        milliseconds = round(1000 * (time.perf_counter() - begun))
        path = hidden(request.path)
        logger.info(
            "%s %s %d %d ms",
            *(request.method, path, response.status_code, milliseconds),
            extra={
                "told": {
                    "method": request.method,
                    "path": path,
                    "status": response.status_code,
                    "milliseconds": milliseconds,
                }
            },
        )
        return response

    return middleware
