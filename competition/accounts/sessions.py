"""How long a session lasts: an hour without any request, twelve hours in all (ASVS 7.3.1, 7.3.2).

Both instants lie in the session itself. The last request is written down at most every five
minutes, so that an hour may end after 55 minutes but reading pages stays free of writes.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=5)
BEGAN, SEEN = "began", "seen"


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, **_more: Any) -> None:  # noqa: ARG001  # the signal's
    """A new session begins with the sign-in, whatever was there before."""
    request.session[BEGAN] = request.session[SEEN] = _now()


def ended(request: HttpRequest) -> bool:
    """Whether the visitor's session was idle too long or has lasted too long; else note the visit.

    Visitors who are not signed in have nothing that could end. A session without its instants was
    not begun by signing in here, and has ended.
    """
    session = request.session
    if session.session_key is None or SESSION_KEY not in session:
        return False
    now = _now()
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    if now - began >= LONGEST.total_seconds() or now - seen >= IDLE.total_seconds():
        return True
    if now - seen >= NOTED_EVERY.total_seconds():
        session[SEEN] = now
    return False


def _now() -> int:
    """Seconds since 1970 by the web server's clock, as Django's own sessions end by it."""
    return int(timezone.now().timestamp())
