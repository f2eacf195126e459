"""Locks, in one order: Call → Municipality → Application → head of the audit chain.

The key of a repeated request is held before all of them, and never waited for.

On PostgreSQL these are advisory transaction locks and row locks, and waiting is bounded by
``lock_timeout``; on SQLite the transaction itself is the lock (``BEGIN IMMEDIATE``). Every function
needs an open transaction.
"""

from collections.abc import Iterable

from django.db import connection

from competition.errors import Refusal
from competition.models import Application, AuditHead, Call

CALL_SPACE, MUNICIPALITY_SPACE, SUBJECT_SPACE, KEY_SPACE = 1, 2, 3, 4


def _advise(function: str, space: int, key: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s, %s)", [space, key])  # fixed names


def share_call(call_id: int) -> None:
    """Held by acts that may happen side by side (submissions): in or out, never half."""
    _advise("pg_advisory_xact_lock_shared", CALL_SPACE, call_id)


def own_call(call_id: int) -> Call:
    """Held by acts that need the closed set (screening, opening, deciding). Returns the call."""
    _advise("pg_advisory_xact_lock", CALL_SPACE, call_id)
    return Call.objects.get(pk=call_id)


def own_municipalities(municipality_ids: Iterable[int]) -> None:
    """Held while a municipality enters an application, in ascending order against deadlock."""
    for municipality_id in sorted(set(municipality_ids)):
        _advise("pg_advisory_xact_lock", MUNICIPALITY_SPACE, municipality_id)


def own_subject(digest: str) -> None:
    """Held while a try is counted; taken alone. Subjects that share a key only wait in vain."""
    _advise("pg_advisory_xact_lock", SUBJECT_SPACE, int(digest[:8], 16) - 2**31)


def try_key(digest: str) -> bool:
    """Hold the key of a repeated request until the end of the transaction, before all other locks.

    False where another request holds it. On SQLite whoever is second waits for the first instead.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        place = [KEY_SPACE, int(digest[:8], 16) - 2**31]
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", place)
        return bool(cursor.fetchone()[0])


def own_application(application_id: int) -> Application:
    """The application's row, locked, with what every act needs to judge it.

    Locked first, read after: whoever has waited for a row in PostgreSQL is given its new state,
    but beside it what was joined before the wait (a sealed version would seem to be missing).
    Raises ``not_found`` for a draft that was discarded meanwhile.
    """
    locked = Application.objects.select_for_update().order_by("pk").values_list("pk", flat=True)
    try:
        return Application.objects.select_related(
            "call", "municipality", "valid_version", "contact"
        ).get(pk=locked.get(pk=application_id))
    except Application.DoesNotExist as error:
        raise Refusal("not_found") from error


def own_audit_head(call: Call | None) -> AuditHead:
    """The head of a chain, locked: always the last lock of an act."""
    try:
        return AuditHead.objects.select_for_update().get(call=call)
    except AuditHead.DoesNotExist:
        head, _ = AuditHead.objects.get_or_create(call=call, defaults={"digest": "0" * 64})
        return AuditHead.objects.select_for_update().get(pk=head.pk)


def barely_wait() -> None:
    """In the rest of this transaction a lock is waited for half a second at most: for the record of
    an act that has already waited in vain."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")


def ask_now() -> None:
    """Ask at once for what the commit would ask for: PostgreSQL looks at the rows that a new one
    refers to, and locks them against removal, only at the end."""
    if connection.vendor == "postgresql":
        connection.check_constraints()
