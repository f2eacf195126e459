"""Signing in by e-mail address and password, with a brake on guessing."""

import hashlib
import math
from datetime import datetime, timedelta

from django.contrib.auth import authenticate

from competition import clock
from competition.errors import Refusal
from competition.models import Attempt, User
from competition.models.audit import AttemptKind

FAILURES = 10
WINDOW = timedelta(minutes=15)
CODE = "credentials_wrong"


def verify(*, email: str, password: str, device: str = "") -> User:
    """The person whose address and password these are.

    An unknown address, a wrong password and a closed account get the same answer in the same time:
    ``credentials_wrong``. After ten failures for one address within 15 minutes nothing is tried
    any more until the first of them is 15 minutes old: ``too_many_tries``. Refused tries do not
    count, so nobody is locked out for longer than that.

    ``device`` names a browser in which this address has signed in before ("": none). Its failures
    are counted apart, so that strangers who keep failing on purpose cannot lock a signatory out on
    the day of the deadline.
    """
    at = clock.now()
    subject = address_digest(f"{email.strip()} {device}")
    _require_calm(subject, at)
    person = authenticate(username=email, password=password)
    if not isinstance(person, User):
        _remember(subject, at)
        raise Refusal(CODE)
    return person


def address_digest(email: str) -> str:
    """What is kept of a typed address: enough to count, not to read (people type passwords)."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()


def _require_calm(subject: str, at: datetime) -> None:
    failures = Attempt.objects.filter(
        kind=AttemptKind.SIGN_IN, code=CODE, subject=subject, received_at__gt=at - WINDOW
    ).order_by("-received_at", "-pk")
    recent = list(failures.values_list("received_at", flat=True)[:FAILURES])
    if len(recent) == FAILURES:
        left = recent[-1] + WINDOW - at
        raise Refusal("too_many_tries", minutes=math.ceil(left / timedelta(minutes=1)))


def _remember(subject: str, at: datetime) -> None:
    Attempt.objects.create(
        kind=AttemptKind.SIGN_IN, code=CODE, subject=subject, received_at=at, logged_at=at
    )
