"""Letters under way: reminders that fall due, and letters to be tried again."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from competition import audit, clock, policies
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.letters.corrections import written
from competition.models import Application, Call, Correction, Extension, Notice, User
from competition.models.application import ApplicationState
from competition.models.notice import NoticeState
from competition.phases import Phase
from competition.retention.stubs import GONE

# Distance to the deadline → the reminder's occasion, nearest first.
REMINDERS = (
    (timedelta(hours=3), "3h"),
    (timedelta(hours=48), "48h"),
    (timedelta(days=7), "7d"),
)
REMINDER_LOCK = 7_001
CORRECTION_REMINDER = timedelta(hours=48)
# What a letter about a correction names.
NAMED = (
    *("application__call", "application__contact"),
    *("application__municipality", "application__valid_version"),
)


def repeat(*, notice: Notice, by: User, although_sent: bool = False) -> Notice:
    """Send a sent or failed letter again: the same text, as a letter of its own.

    It goes to the address that the recipient has today; what became of the first stays on record.
    ``although_sent``: the person has read that it was delivered once. Raises ``notice_waiting``,
    ``notice_delivered``, ``letter_erased`` (nothing is left to send), ``not_found`` for letters
    about an account, whose links have gone out of use.
    """
    policies.require_office(by)
    if notice.call_id is None:
        raise Refusal("not_found")
    with transaction.atomic():
        first_id = notice.repeats_id or notice.pk
        Notice.objects.select_for_update().get(pk=first_id)  # of two repetitions one is the second
        notice = Notice.objects.select_related("recipient", "application").get(pk=notice.pk)
        _require_repeatable(notice, although_sent)
        number = Notice.objects.filter(repeats=first_id).count() + 2
        again = outbox.again(notice, first_id=first_id, number=number, by=by)
        payload = {"repeats": notice.message_id, "state": notice.state, "number": number}
        audit.log(act="notice.repeated", by=by, subject=again.message_id, payload=payload)
        return again


def _require_repeatable(notice: Notice, although_sent: bool) -> None:
    if notice.body == GONE:
        raise Refusal("letter_erased")
    if notice.state == NoticeState.WAITING:
        raise Refusal("notice_waiting")
    if notice.state == NoticeState.SENT and not although_sent:
        raise Refusal("notice_delivered")


def remind_draft_holders() -> int:
    """Owe each holder of an unsubmitted draft the reminder of its distance (7 days, 48 h, 3 h).

    Each distance once, and once more after every extension of the deadline: the unique key of the
    outbox holds it, and of two beats the second returns.
    Returns the number of drafts that were due a reminder.
    """
    with transaction.atomic():
        if not _alone():
            return 0
        reminded = 0
        extended = Counter(Extension.objects.valid().values_list("call_id", flat=True))
        for call in Call.objects.published().filter(is_archive=False):
            at = clock.now(call)
            if call.phase(at=at) == Phase.OPEN:
                reminded += _remind(call, at, extended[call.pk])
        return reminded


def remind_of_corrections() -> int:
    """Owe the contact a reminder of a correction that is due within two days, once.

    Returns the number of corrections that were due one.
    """
    with transaction.atomic():
        if not _alone():
            return 0
        at = clock.now()
        told = Notice.objects.filter(
            application=OuterRef("application"),
            kind=kinds.CORRECTION_REMINDER.kind,
            occasion=Cast(OuterRef("pk"), CharField()),
        )
        open_ones = Correction.objects.open().filter(~Exists(told)).select_related(*NAMED)
        due = [each for each in open_ones if _is_near(each, at)]
        if due:
            outbox.owe(*(written(kinds.CORRECTION_REMINDER, each) for each in due))
        return len(due)


def _is_near(correction: Correction, at: datetime) -> bool:
    """``at`` by the database's clock; a round's own may be shifted."""
    left = correction.due_at - (at + correction.application.call.clock_shift)
    return timedelta(0) < left <= CORRECTION_REMINDER


def _alone() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [REMINDER_LOCK])
        return bool(cursor.fetchone()[0])


def _remind(call: Call, at: datetime, extended_count: int) -> int:
    left = call.deadline_at - at
    occasion = next((name for distance, name in REMINDERS if left <= distance), None)
    if occasion is None:
        return 0
    if extended_count:
        occasion = f"{occasion}+{extended_count}"
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
