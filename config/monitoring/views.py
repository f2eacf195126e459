"""Answers to machines: one word and no number to everybody (C23), numbers to who has the token."""

import hmac
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from api.problems import RETRY_AFTER_SECONDS
from config.monitoring import requests
from config.monitoring.readiness import is_ready
from config.monitoring.rows import Rows

PLAIN = "text/plain; charset=utf-8"


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view
    return HttpResponse("alive\n", content_type=PLAIN)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view
    if is_ready():
        return HttpResponse("ready\n", content_type=PLAIN)
    answer = HttpResponse("not ready\n", content_type=PLAIN, status=HTTPStatus.SERVICE_UNAVAILABLE)
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def may_read_metrics(request: HttpRequest) -> bool:
    """Whether the request carries ``METRICS_TOKEN``, compared without telling how much is right."""
    given = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(
        given.encode("utf-8", "replace"), wanted.encode()
    )


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view
    """Asked by those alone who may (config/middleware/machines.py)."""
    rows = CollectorRegistry()
    rows.register(Rows())
    body = generate_latest(requests.registry()) + generate_latest(rows)
    return HttpResponse(body, content_type=CONTENT_TYPE_PLAIN_0_0_4)
