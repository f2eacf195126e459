"""The outbox: owing letters, and delivering them in batches over one connection.

At least once, never another text, never none: a row is locked, sent, marked, committed. After a
crash in between the same text goes out again under the same Message-ID.
"""

import logging
import secrets
import smtplib
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

from celery.exceptions import SoftTimeLimitExceeded
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from competition import clock
from competition.letters.kinds import REGISTRY, Letter
from competition.models import Application, Call, Mailbox, Notice, User
from competition.models.notice import NoticeState
from competition.nudge import nudge

logger = logging.getLogger(__name__)

BATCH = 100
BATCH_SECONDS = 20.0
"""A slow server ends a batch early: a task that lasted longer than a minute would be killed."""
LOST = smtplib.SMTPServerDisconnected
# What a copy for a shared mailbox has in common with its letter.
COPIED = (
    *("call_id", "application_id", "kind", "occasion", "subject", "body"),
    *("owed_at", "due_at", "next_try_at"),
)
# What a letter that is sent again has in common with the first.
REPEATED = ("call_id", "application_id", "recipient_id", "kind", "subject", "body")
MARK = " #"
BACKOFF = [timedelta(minutes=m) for m in (1, 2, 4, 8, 16, 32, 60, 60, 60, 120, 240, 480, 1440)]


def written(
    letter: Letter,
    *,
    call: Call | None,
    recipient: User | None,
    context: Mapping[str, Any],
    application: Application | None = None,
    occasion: str = "",
    address: str = "",
    secret: str = "",
    text: tuple[str, str] | None = None,
    due_at: datetime | None = None,
    written_at: datetime | None = None,
) -> Notice:
    """A letter with its final text, not yet owed.

    ``due_at`` (the database's own time, not an example round's) is when it may leave and be seen;
    None means now. ``address`` is for those without an account. ``secret`` is a token inside the
    text, blanked once the letter has left. Whoever writes many letters at once gives
    ``text``, subject and body as they would be rendered, and ``written_at``, which spares a look
    at the clock for each.
    """
    if text is None:
        text = letter.render({"call": call, "application": application, **context})
    at = written_at or clock.now()
    return Notice(
        call=call,
        application=application,
        recipient=recipient,
        kind=letter.kind,
        occasion=occasion,
        address=recipient.email if recipient else address,
        subject=text[0],
        body=text[1],
        secret=secret,
        message_id=new_message_id(),
        owed_at=at,
        due_at=due_at or at,
        next_try_at=due_at or at,
    )


def new_message_id() -> str:
    """A Message-ID that says nothing."""
    return f"<{secrets.token_hex(16)}@modellkommune>"


def owe(*notices: Notice) -> None:
    """Owe letters, in the transaction of the act that they report, and their copies for the
    shared mailboxes of the municipalities that read them in the portal.

    One that is owed already (same kind, recipient, subject matter and occasion) stays as it is.
    """
    Notice.objects.bulk_create([*notices, *_copies(notices)], batch_size=500, ignore_conflicts=True)
    nudge("competition.deliver")


def again(notice: Notice, *, first_id: int, number: int, by: User) -> Notice:
    """Owe the text of a letter once more, due now, to the recipient's address of today.

    ``number`` of 2 and more keeps the outbox's unique key; no shared mailbox gets another copy.
    """
    at = clock.now()
    same = {field: getattr(notice, field) for field in REPEATED}
    made = Notice.objects.create(
        **same,
        occasion=f"{notice.occasion.partition(MARK)[0][:50]}{MARK}{first_id}.{number}",
        address=notice.recipient.email if notice.recipient else notice.address,
        repeats_id=first_id,
        repeated_by=by,
        message_id=new_message_id(),
        owed_at=at,
        due_at=at,
        next_try_at=at,
    )
    nudge("competition.deliver")
    return made


def _copies(notices: Sequence[Notice]) -> Iterator[Notice]:
    """For each letter to a municipality, one to each of its confirmed mailboxes; same text."""
    by_application: dict[int, dict[tuple[str, str], Notice]] = {}
    for notice in notices:
        if notice.application_id and notice.recipient_id and REGISTRY[notice.kind].in_portal:
            told = by_application.setdefault(notice.application_id, {})
            told[notice.kind, notice.occasion] = notice
    mailboxes = Mailbox.objects.filter(
        confirmed_at__isnull=False,
        municipality__applications__in=by_application,
    ).values_list("address", "municipality__applications")
    for address, application_id in mailboxes if by_application else ():
        for notice in by_application.get(application_id, {}).values():
            copy = {field: getattr(notice, field) for field in COPIED}
            yield Notice(**copy, address=address, message_id=new_message_id())


class Outcome(Enum):
    """What became of one letter."""

    SENT = "sent"
    PUT_OFF = "put off"
    CUT_OFF = "cut off"
    """The line broke, or nobody answered any more, while it was being sent."""


class Batch(NamedTuple):
    """How many letters left; ``is_cut``: it ended by its own limit, so that more may be due."""

    sent: int
    is_cut: bool


def deliver_due(limit: int = BATCH) -> int:
    """Send a batch of due letters; returns how many left."""
    return deliver_batch(limit).sent


def deliver_batch(limit: int = BATCH) -> Batch:
    """Send up to ``limit`` due letters over one connection, for about ``BATCH_SECONDS`` at most.

    Several may do this at once: each takes letters that nobody else holds. An address that is
    refused is put off or given up alone, so is a letter at which the server falls silent; neither
    stops the others. A server that cannot be reached, or is lost twice in a row, ends the batch
    (the sweep tries again).
    """
    ends_at = time.monotonic() + BATCH_SECONDS
    sent, last = 0, Outcome.SENT
    connection = mail.get_connection()
    try:
        for _ in range(limit):
            outcome = _deliver_one(connection)
            if outcome is None or outcome is last is Outcome.CUT_OFF:
                return Batch(sent, is_cut=False)
            sent += outcome is Outcome.SENT
            last = outcome
            if time.monotonic() > ends_at:
                break
    except OSError as error:  # also what smtplib raises
        logger.warning("mail server out of reach: %s", error)
        return Batch(sent, is_cut=False)
    finally:
        connection.close()
    return Batch(sent, is_cut=True)


def _deliver_one(connection: BaseEmailBackend) -> Outcome | None:
    """Lock, send, mark, commit one letter. None: nothing is due that nobody else holds."""
    with transaction.atomic():
        at = clock.now()
        notice = _next_due(at)
        if notice is None:
            return None
        connection.open()  # where this fails, the fault is the server's and not the letter's
        outcome, error = _sent(connection, notice)
        if error is not None:
            _put_off(notice, at, error)
            return outcome
        notice.state, notice.sent_at = NoticeState.SENT, clock.now()
        notice.tries_count = F("tries_count") + 1
        notice.last_error = ""
        _forget_secret(notice)
        notice.save(
            update_fields=["state", "sent_at", "tries_count", "last_error", "body", "secret"]
        )
        return outcome


def _next_due(at: datetime) -> Notice | None:
    """The letter that has been due for longest and that nobody else is sending, locked.

    Ordered by the column of the index alone: with another one behind it, each letter of a great
    announcement, all due at one instant, would cost a sort of them all.
    """
    waiting = Notice.objects.due(at).order_by("next_try_at")
    return waiting.select_for_update(skip_locked=True, of=("self",)).first()


def _sent(connection: BaseEmailBackend, notice: Notice) -> tuple[Outcome, Exception | None]:
    """Hand one letter to the server. After a failure the next one gets a line of its own."""
    try:
        connection.send_messages([_message(notice)])
    except ValueError as error:  # no address at all
        return Outcome.PUT_OFF, error
    except (OSError, SoftTimeLimitExceeded) as error:
        if isinstance(error, smtplib.SMTPException) and not isinstance(error, LOST):
            connection.close()
            return Outcome.PUT_OFF, error
        logger.warning("mail server lost in the middle of a letter: %s", error)
        _hang_up(connection)
        return Outcome.CUT_OFF, error
    return Outcome.SENT, None


def _hang_up(connection: BaseEmailBackend) -> None:
    """Leave a silent server without a farewell, which it would not answer either."""
    line = getattr(connection, "connection", None)
    if isinstance(line, smtplib.SMTP):
        line.close()
    connection.close()


def _message(notice: Notice) -> mail.EmailMessage:
    return mail.EmailMessage(
        subject=notice.subject,
        body=notice.body,
        to=[notice.address],
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"},
    )


def _forget_secret(notice: Notice) -> None:
    """No token stays behind: whoever reads the outbox later could use it."""
    if notice.secret:
        notice.body = notice.body.replace(notice.secret, "[…]")
        notice.secret = ""


def _put_off(notice: Notice, at: datetime, error: Exception) -> None:
    notice.tries_count += 1
    notice.last_error = repr(error)[:300]
    if notice.tries_count > len(BACKOFF):
        notice.state, notice.failed_at = NoticeState.FAILED, at
        _forget_secret(notice)
    else:
        notice.next_try_at = at + BACKOFF[notice.tries_count - 1]
    notice.save(
        update_fields=[
            *("tries_count", "last_error", "state", "failed_at", "next_try_at"),
            *("body", "secret"),
        ]
    )
