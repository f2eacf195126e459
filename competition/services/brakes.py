"""The brake on guessing: how often one may try within a quarter of an hour.

Counted in the database by what is tried (an address, an account), never by who seems to send it: no
header can bypass it and no other service must be alive. Browsers in which somebody has signed in
before are counted apart, so that strangers cannot lock anybody out.
"""

import hashlib
import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction

from competition import clock, locks
from competition.errors import Refusal
from competition.models import Attempt
from competition.models.audit import AttemptKind
from competition.origins import keyed

LIMIT = 10
WINDOW = timedelta(minutes=15)
# Tries of people without an account are kept so long, in case of a flood; none counts longer.
KEPT = timedelta(days=7)


def digest(subject: str) -> str:
    """What is kept of what was tried: enough to count, not to read (people type passwords)."""
    return hashlib.sha256(subject.strip().lower().encode("utf-8", "replace")).hexdigest()


@contextmanager
def counted(
    *,
    kind: AttemptKind,
    code: str,
    subject: str,
    limit: int = LIMIT,
    window: timedelta = WINDOW,
) -> Iterator[None]:
    """One try. It counts from its beginning, and is given back when the block ends well.

    Tries at the same time can therefore not slip through together. Raises ``too_many_tries`` where
    ``limit`` tries of the last ``window`` count; refused ones do not count, so that nobody waits
    longer than ``window``.
    """
    attempt = take(kind=kind, code=code, subject=subject, limit=limit, window=window)
    yield
    attempt.delete()


def take(
    *,
    kind: AttemptKind,
    code: str,
    subject: str,
    limit: int = LIMIT,
    window: timedelta = WINDOW,
) -> Attempt:
    """Count one try, for good. Raises ``too_many_tries`` as ``counted`` does."""
    with transaction.atomic():
        locks.own_subject(subject)
        at = clock.now()
        tries = Attempt.objects.filter(
            kind=kind, code=code, subject=subject, received_at__gt=at - window
        ).order_by("-received_at", "-pk")
        recent = list(tries.values_list("received_at", flat=True)[:limit])
        if len(recent) == limit:
            left = recent[-1] + window - at
            raise Refusal("too_many_tries", minutes=math.ceil(left / timedelta(minutes=1)))
        return Attempt.objects.create(
            kind=kind, code=code, subject=subject, received_at=at, logged_at=at
        )


def take_from_outside(
    *, code: str, subject: str, limit: int, window: timedelta, refusal: str
) -> None:
    """Count one act that needs no account, by who does it (``subject``, kept so that nobody reads
    it or tries it out). Raises ``refusal`` with the minutes to wait."""
    try:
        take(kind=AttemptKind.REPORT, code=code, subject=keyed(subject), limit=limit, window=window)
    except Refusal as too_many:
        raise Refusal(refusal, minutes=too_many.details["minutes"]) from too_many


def forget() -> None:
    """Drop the tries of people without an account (what they report, comment on, register for):
    they count no more, and even a digest can tell who was there."""
    old = Attempt.objects.filter(kind=AttemptKind.REPORT, received_at__lt=clock.now() - KEPT)
    old.delete()
