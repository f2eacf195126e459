"""Counts each request for whoever watches the site (``/metrics/``)."""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from config.middleware import GetResponse
from config.middleware.overload import kind_of
from config.monitoring import requests


def measured(get_response: GetResponse) -> GetResponse:
    """By the same kinds that decide what is shed first, and static files apart."""
    static = f"/{settings.STATIC_URL.strip('/')}/"

    def middleware(request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = get_response(request)
        is_file = request.path_info.startswith(static)
        kind = "static" if is_file else kind_of(request).value
        requests.count(kind, response.status_code, time.perf_counter() - begun)
        return response

    return middleware
