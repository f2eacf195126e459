"""Letters under way: reminders that fall due, and letters to be tried again."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from competition import audit, clock, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, Call, Notice, User
from competition.models.application import ApplicationState
from competition.models.notice import NoticeState
from competition.phases import Phase

# Distance to the deadline → the reminder's occasion, nearest first.
REMINDERS = (
    (timedelta(hours=3), "3h"),
    (timedelta(hours=48), "48h"),
    (timedelta(days=7), "7d"),
)
REMINDER_LOCK = 7_001


def retry(*, notice: Notice, by: User) -> None:
    """Send a failed letter again, with the same text. Raises ``notice_not_failed``."""
    policies.require_office(by)
    with transaction.atomic():
        notice = Notice.objects.select_for_update().get(pk=notice.pk)
        if notice.state != NoticeState.FAILED:
            raise Refusal("notice_not_failed")
        notice.state, notice.failed_at = NoticeState.WAITING, None
        notice.tries_count, notice.next_try_at = 0, clock.now()
        notice.save(update_fields=["state", "failed_at", "tries_count", "next_try_at"])
        audit.log(act="notice.retried", by=by, subject=notice.message_id)


def remind_draft_holders() -> int:
    """Owe each holder of an unsubmitted draft the reminder of its distance (7 days, 48 h, 3 h).

    Each distance once: the unique key of the outbox holds it, and of two beats the second returns.
    Returns the number of drafts that were due a reminder.
    """
    with transaction.atomic():
        if not _alone():
            return 0
        reminded = 0
        for call in Call.objects.published().filter(is_archive=False):
            at = clock.now(call)
            if call.phase(at=at) == Phase.OPEN:
                reminded += _remind(call, at)
        return reminded


def _alone() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [REMINDER_LOCK])
        return bool(cursor.fetchone()[0])


def _remind(call: Call, at: datetime) -> int:
    left = call.deadline_at - at
    occasion = next((name for distance, name in REMINDERS if left <= distance), None)
    if occasion is None:
        return 0
    drafts = (
        Application.objects.filter(call=call, state=ApplicationState.DRAFT)
        .exclude(notices__kind=kinds.REMINDER.kind, notices__occasion=occasion)
        .select_related("municipality", "contact")
    )
    letters = [
        outbox.written(
            kinds.REMINDER,
            call=call,
            application=draft,
            recipient=draft.contact,
            occasion=occasion,
            context={"deadline_at": call.deadline_at},
        )
        for draft in drafts
    ]
    if letters:
        outbox.owe(*letters)
    return len(letters)
