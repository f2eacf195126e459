"""How many requests a token may send in a minute, by the kind of what is done.

Counted in the database by one statement a request: exact with any number of processes, and without
any other service (docs/decisions/23). Public addresses are not counted here: they need no token,
write nothing and are kept by caches.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from api.models import ApiToken, RequestCount
from competition.errors import Refusal

MINUTE = timedelta(minutes=1)
SECONDS = 60
# PostgreSQL and SQLite read it alike.
COUNT = """
INSERT INTO api_requestcount (token_id, kind, minute, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (token_id, kind, minute) DO UPDATE SET count = api_requestcount.count + 1
RETURNING count
"""


def count(*, token: ApiToken, kind: str, at: datetime) -> None:
    """Count one request of this kind (``settings.API_REQUESTS_PER_MINUTE``).

    Raises ``too_many_requests`` with the seconds until the next minute begins.
    """
    seconds = int(at.timestamp())
    minute = seconds // SECONDS
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [token.pk, kind, minute])
        (counted,) = cursor.fetchone()
    if counted > settings.API_REQUESTS_PER_MINUTE[kind]:
        left = SECONDS - seconds % SECONDS
        raise Refusal("too_many_requests", seconds=left)


def forget(*, at: datetime) -> None:
    """Remove the counts of minutes that are over; done as tokens are issued."""
    RequestCount.objects.filter(minute__lt=int(at.timestamp()) // SECONDS - 1).delete()


class PerKind(BaseThrottle):
    """Counts a request by the kind that its operation declares."""

    def allow_request(self, request: Request, view: Any) -> bool:
        operation = view.operations.get(view.method_of(request))
        if operation and isinstance(request.auth, ApiToken):
            count(token=request.auth, kind=operation.kind, at=view.at)
        return True
