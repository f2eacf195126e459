"""Links of letters: their tokens reach nobody's log."""

import logging

from django.http import HttpRequest, HttpResponseBase

from competition.hidden_links import hidden
from config.middleware import GetResponse


def quiet_links(get_response: GetResponse) -> GetResponse:
    """The address that a web server's own log would take (gunicorn's ``RAW_URI``) loses the token
    once it is answered."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if "RAW_URI" in request.META:
            request.META["RAW_URI"] = hidden(request.META["RAW_URI"])
        return response

    return middleware


class QuietLinks(logging.Filter):
    """Django's own lines about a request name its address, too."""

    def filter(self, record: logging.LogRecord) -> bool:
        if hasattr(record, "request") and isinstance(record.args, tuple):
            record.args = tuple(
                hidden(each) if isinstance(each, str) else each for each in record.args
            )
        return True
