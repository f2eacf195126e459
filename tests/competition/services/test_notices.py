"""Reminders that fall due, and letters to be tried again."""

from datetime import timedelta

import pytest

from competition import clock, queries
from competition.models import Application, AuditEntry, Mailbox, Notice, User
from competition.retention.stubs import GONE
from competition.services import corrections, extensions, notices
from tests.fixtures import as_read
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import CLOSED_AT, DEADLINE_AT, MakeRound, Round, Stage, answer, submit

pytestmark = pytest.mark.django_db

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


def reminders() -> list[str]:
    return list(
        Notice.objects.filter(kind="reminder").order_by("pk").values_list("occasion", flat=True)
    )


def remind_at(round_: Round, left: timedelta) -> int:
    round_.at(DEADLINE_AT - left)
    return notices.remind_draft_holders()


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (timedelta(days=7, minutes=1), []),
        (timedelta(days=7), ["7d"]),
        (timedelta(hours=48, minutes=1), ["7d"]),
        (timedelta(hours=48), ["48h"]),
        (timedelta(hours=3, minutes=1), ["48h"]),
        (timedelta(hours=3), ["3h"]),
        (timedelta(minutes=1), ["3h"]),
        (timedelta(0), []),
        (-timedelta(days=1), []),
    ],
)
def test_reminder_is_of_the_distance_to_the_deadline(
    open_round: Round, draft: Application, left: timedelta, expected: list[str]
) -> None:
    assert remind_at(open_round, left) == len(expected)
    assert reminders() == expected


def test_each_distance_is_reminded_of_once(open_round: Round, draft: Application) -> None:
    days = (timedelta(days=7), timedelta(days=6), timedelta(days=2), timedelta(days=1))
    hours = (timedelta(hours=3), timedelta(hours=2), timedelta(hours=1))
    counts = [remind_at(open_round, left) for left in (*days, *hours)]

    assert counts == [1, 0, 1, 0, 1, 0, 0]
    assert reminders() == ["7d", "48h", "3h"]


def test_reminder_goes_to_who_holds_an_unsubmitted_draft(
    open_round: Round, draft: Application, berta: User
) -> None:
    submitted = open_round.draft(1)
    submit(submitted, submitted.contact)
    answer(submitted, submitted.contact, title="Nächste Fassung")

    assert remind_at(open_round, timedelta(hours=3)) == 1
    notice = Notice.objects.get(kind="reminder")
    assert (notice.application, notice.recipient) == (draft, berta)


def test_reminder_is_due_at_once_in_real_time(open_round: Round, draft: Application) -> None:
    before = clock.now()
    remind_at(open_round, timedelta(hours=3))

    assert before <= Notice.objects.get(kind="reminder").due_at <= clock.now()


def test_rounds_are_reminded_each_by_its_own_clock(
    make_round: MakeRound, open_round: Round, draft: Application
) -> None:
    other = make_round(Stage.OPEN, fields={"slug": "zweite"})
    late = other.draft(0)
    other.at(DEADLINE_AT - timedelta(hours=1))

    assert notices.remind_draft_holders() == 1
    assert Notice.objects.get(kind="reminder").application == late


def test_unpublished_call_reminds_nobody(open_round: Round, draft: Application) -> None:
    open_round.at(DEADLINE_AT - timedelta(hours=1))
    type(open_round.call).objects.update(published_at=None, published_by=None)

    assert notices.remind_draft_holders() == 0


def test_extended_deadline_is_reminded_of_anew(open_round: Round, draft: Application) -> None:
    remind_at(open_round, timedelta(hours=3))
    extension = extensions.propose(
        call=open_round.call,
        by=open_round.dora,
        deadline_to=DEADLINE_AT + timedelta(days=1),
        reason="Störung",
    )
    extensions.confirm(extension=extension, by=open_round.emil)
    counts = [remind_at(open_round, left - timedelta(days=1)) for left in (2 * DAY, 2 * HOUR)]

    assert counts == [1, 1]
    assert reminders() == ["3h", "48h+1", "3h+1"]
    last = Notice.objects.filter(kind="reminder").latest("pk")
    assert "Samstag, 22. April 2017, 24:00 Uhr" in last.body


@pytest.mark.parametrize(
    ("left", "count"),
    [
        (timedelta(hours=48, minutes=1), 0),
        (timedelta(hours=48), 1),
        (timedelta(minutes=1), 1),
        (timedelta(0), 0),
    ],
)
def test_correction_is_reminded_of_once_within_two_days(
    make_round: MakeRound, left: timedelta, count: int
) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)
    due_at = CLOSED_AT + timedelta(days=14)
    correction = as_read.ask(
        application=round_.applications[0],
        by=round_.dora,
        keys=["own_share"],
        reason="Summe?",
        due_at=due_at,
    )
    round_.at(due_at - left)

    assert notices.remind_of_corrections() == count
    assert notices.remind_of_corrections() == 0
    told = Notice.objects.filter(kind="correction_reminder")
    assert [notice.occasion for notice in told] == [str(correction.pk)] * count
    assert all("noch NICHT eingereicht" in notice.body for notice in told)


def test_cancelled_correction_is_not_reminded_of(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)
    correction = as_read.ask(
        application=round_.applications[0],
        by=round_.dora,
        keys=["own_share"],
        reason="Summe?",
        due_at=CLOSED_AT + DAY,
    )
    corrections.cancel(correction=correction, by=round_.dora)

    assert notices.remind_of_corrections() == 0


@pytest.fixture
def receipt(draft: Application, berta: User) -> Notice:
    submit(draft, berta)
    return Notice.objects.get()


def became(notice: Notice, state: str) -> Notice:
    """The letter after its delivery, or its last try."""
    instant = {"sent": "sent_at", "failed": "failed_at"}[state]
    Notice.objects.filter(pk=notice.pk).update(state=state, **{instant: clock.now()})
    notice.refresh_from_db()
    return notice


def test_repeat_owes_the_same_text_as_a_letter_of_its_own(
    receipt: Notice, berta: User, dora: User
) -> None:
    became(receipt, "failed")
    User.objects.filter(pk=berta.pk).update(email="neu@example.org")

    again = notices.repeat(notice=receipt, by=dora)

    assert (again.subject, again.body, again.kind) == (receipt.subject, receipt.body, receipt.kind)
    assert (again.repeats, again.repeated_by, again.address) == (receipt, dora, "neu@example.org")
    assert again.message_id != receipt.message_id
    assert list(Notice.objects.due(clock.now() + SECOND)) == [again]
    receipt.refresh_from_db()
    assert receipt.state == "failed"
    entry = AuditEntry.objects.get(act="notice.repeated")
    assert entry.subject == again.message_id
    assert entry.payload == {"repeats": receipt.message_id, "state": "failed", "number": 2}


def test_repeating_a_repetition_names_the_first_and_counts_on(receipt: Notice, dora: User) -> None:
    again = notices.repeat(notice=became(receipt, "failed"), by=dora)
    third = notices.repeat(notice=became(again, "failed"), by=dora)

    assert third.repeats == receipt
    assert third.occasion == f"{receipt.occasion} #{receipt.pk}.3"


def test_repeat_makes_no_further_copy_for_a_mailbox(receipt: Notice, dora: User) -> None:
    Mailbox.objects.create(
        municipality=receipt.application.municipality,  # type: ignore[union-attr]  # it has one
        address="post@example.org",
        added_at=clock.now(),
        added_by=dora,
        confirmed_at=clock.now(),
        secret_digest="0" * 64,
    )
    notices.repeat(notice=became(receipt, "failed"), by=dora)

    assert Notice.objects.count() == 2


def test_repeat_of_what_was_delivered_must_be_meant(receipt: Notice, dora: User) -> None:
    became(receipt, "sent")

    with refused("notice_delivered"):
        notices.repeat(notice=receipt, by=dora)
    assert notices.repeat(notice=receipt, by=dora, although_sent=True).state == "waiting"


def test_repeat_of_what_is_under_way_is_refused(receipt: Notice, dora: User) -> None:
    with refused("notice_waiting"):
        notices.repeat(notice=receipt, by=dora, although_sent=True)


def test_repeat_of_what_is_erased_is_refused(receipt: Notice, dora: User) -> None:
    became(receipt, "sent")
    Notice.objects.update(body=GONE)

    with refused("letter_erased"):
        notices.repeat(notice=receipt, by=dora, although_sent=True)


def test_letters_about_an_account_are_not_repeated(receipt: Notice, dora: User) -> None:
    Notice.objects.update(call=None, application=None)
    receipt.refresh_from_db()

    with refused("not_found"):
        notices.repeat(notice=receipt, by=dora, although_sent=True)


def test_repeat_is_for_the_office(receipt: Notice, berta: User) -> None:
    became(receipt, "failed")
    with refused("not_allowed"):
        notices.repeat(notice=receipt, by=berta)


def test_failed_letter_that_was_sent_again_is_nobodys_concern(receipt: Notice, dora: User) -> None:
    again = notices.repeat(notice=became(receipt, "failed"), by=dora)
    assert list(queries.standing_letters()) == [again]

    became(again, "failed")
    assert list(queries.standing_letters()) == [again]

    third = notices.repeat(notice=again, by=dora)
    assert list(queries.standing_letters()) == [third]


def test_archive_reminds_nobody(open_round: Round, draft: Application) -> None:
    open_round.at(DEADLINE_AT - timedelta(hours=1))
    type(open_round.call).objects.update(is_archive=True)

    assert notices.remind_draft_holders() == 0
