"""Acts that may be sent again: a key of the sender's own names the act, its answer is kept.

As in the IETF draft "The Idempotency-Key HTTP Header Field". The services are safe against
repetition by themselves; a key also gives the very same answer again, and tells two different
requests under one name apart.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, transaction

from api.models import IdempotencyKey
from competition import clock
from competition.errors import Refusal
from competition.models import Application, User

MAX_CHARS = 255
SHAPE = re.compile(rf"[\x21-\x7e]{{1,{MAX_CHARS}}}")
KEPT_FOR = timedelta(hours=24)
# No request lives so long (statement and lock time-outs): it was cut off, and may be sent again.
LOST_AFTER = timedelta(seconds=60)
HEADER = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; ``replayed``: to an earlier request with this key."""

    status: int
    data: Any
    replayed: bool = False


def once(
    *, user: User, key: str | None, address: str, body: bytes, act: Callable[[], Answer]
) -> Answer:
    """The answer of ``act``, or the kept one of the same request under the same key.

    Keys of different people are independent. Only good answers are kept: after a refusal nothing
    has changed and the key is free again. Raises ``idempotency_key_invalid``,
    ``idempotency_mismatch`` (another request), ``idempotency_running``.
    """
    if key is None:
        return act()
    if not SHAPE.fullmatch(key):
        raise Refusal("idempotency_key_invalid", field=HEADER, limit=MAX_CHARS)
    row, is_mine = _claimed(user, key, address, hashlib.sha256(body).hexdigest())
    if not is_mine:
        return _kept(row)
    try:
        answer = act()
    except Exception:
        _free(row)
        raise
    IdempotencyKey.objects.filter(pk=row.pk).update(status=answer.status, answer=answer.data)
    return answer


def _claimed(user: User, key: str, address: str, digest: str) -> tuple[IdempotencyKey, bool]:
    """The row of the key, and whether this request may act under it."""
    at = clock.now()
    with transaction.atomic():
        IdempotencyKey.objects.filter(user=user, created_at__lt=at - KEPT_FOR).delete()
        row, created = IdempotencyKey.objects.get_or_create(
            user=user,
            key=key,
            defaults={"address": address, "body_digest": digest, "created_at": at},
        )
    if created:
        return row, True
    if (row.address, row.body_digest) != (address, digest):
        raise Refusal("idempotency_mismatch", field=HEADER)
    lost = IdempotencyKey.objects.filter(
        pk=row.pk, status=None, created_at=row.created_at, created_at__lt=at - LOST_AFTER
    )
    return row, bool(lost.update(created_at=at))


def _kept(row: IdempotencyKey) -> Answer:
    if row.status is None:
        raise Refusal("idempotency_running", field=HEADER)
    return Answer(row.status, row.answer, replayed=True)


def _free(row: IdempotencyKey) -> None:
    """Give the key back; where the database is gone it is free after ``LOST_AFTER``."""
    try:
        IdempotencyKey.objects.filter(pk=row.pk, status=None).delete()
    except DatabaseError:
        return


def erase(application: Application) -> None:
    """Forget the answers about one application: they may hold what it said.

    Needs the transaction that erases the application (``competition.services.erasing``).
    """
    IdempotencyKey.objects.filter(address__contains=f"/{application.public_id}/").delete()
