"""Acts that may be sent again: a key of the sender's own names the act, its answer is kept.

As in the IETF draft "The Idempotency-Key HTTP Header Field". The services are safe against
repetition by themselves; a key also gives the very same answer again, and tells two different
requests under one name apart.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from api.models import IdempotencyKey
from competition import locks
from competition.errors import Refusal
from competition.models import Application, User

MAX_CHARS = 255
SHAPE = re.compile(rf"[\x21-\x7e]{{1,{MAX_CHARS}}}")
KEPT_FOR = timedelta(hours=24)
HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Request:
    """An act as it was sent: by whom, under which key, and what.

    ``address``: where to, with the call where the token alone names it. ``body``: its bytes, or of
    a form with a file what names them.
    """

    user: User
    key: str
    address: str
    body: bytes
    at: datetime

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; ``replayed``: to an earlier request with this key."""

    status: int
    data: Any
    location: str = ""
    replayed: bool = False


def once(
    request: Request, act: Callable[[], Answer], still: Callable[[], object] | None = None
) -> Answer:
    """The answer of ``act``, or the kept one of the same request under the same key.

    ``still`` is asked before a kept answer is given again, and raises where its reader may not read
    it any more: what was told once is no right to be told it for a day.

    The act, its answer and the key are one transaction: whatever falls in between takes all three
    back, and the key is free. Keys of different people are independent. After a refusal nothing has
    changed and the key is free again; what the refusal has put on record (a late attempt) stays.
    Raises ``idempotency_key_invalid``, ``idempotency_mismatch`` (another request),
    ``idempotency_running``.
    """
    if not SHAPE.fullmatch(request.key):
        raise Refusal("idempotency_key_invalid", field=HEADER, limit=MAX_CHARS)
    with transaction.atomic():
        if not locks.try_key(
            hashlib.sha256(f"{request.user.pk} {request.key}".encode()).hexdigest()
        ):
            raise Refusal("idempotency_running", field=HEADER)
        kept = _kept(request)
        if kept:
            if still:
                still()
            return kept
        try:
            answer = act()
        except (Refusal, OperationalError) as error:
            refused = error  # the services have taken back their own part
        else:
            _keep(request, answer)
            return answer
    raise refused


def _kept(request: Request) -> Answer | None:
    row = IdempotencyKey.objects.filter(
        user=request.user, key=request.key, created_at__gte=request.at - KEPT_FOR
    ).first()
    if row is None:
        return None
    if (row.address, row.body_digest) != (request.address, request.digest):
        raise Refusal("idempotency_mismatch", field=HEADER)
    return Answer(row.status, row.answer, row.location, replayed=True)


def _keep(request: Request, answer: Answer) -> None:
    own = IdempotencyKey.objects.filter(user=request.user)
    own.filter(created_at__lt=request.at - KEPT_FOR).delete()
    IdempotencyKey.objects.create(
        user=request.user,
        key=request.key,
        address=request.address,
        body_digest=request.digest,
        status=answer.status,
        answer=answer.data,
        location=answer.location,
        created_at=request.at,
    )


def erase(application: Application) -> None:
    """Forget the answers about one application: they may hold what it said.

    Needs the transaction that erases the application (``competition.services.erasing``) or throws
    its draft away.
    """
    own = application.public_id
    kept = IdempotencyKey.objects.annotate(told=Cast("answer", TextField()))
    kept.filter(
        Q(address__contains=f"/{own}/") | Q(location__contains=f"/{own}/") | Q(told__contains=own)
    ).delete()


def forget(*, at: datetime) -> None:
    """Remove the answers whose time is over, of everybody; done as tokens are issued."""
    IdempotencyKey.objects.filter(created_at__lt=at - KEPT_FOR).delete()
