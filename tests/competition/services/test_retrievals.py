"""A letter is opened in the portal: noted once per person, and never before its time."""

from datetime import timedelta

import pytest

from competition import clock, queries
from competition.models import Application, AuditEntry, Membership, Notice, Retrieval, User
from competition.services import notices, retrievals
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import Round, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(open_round: Round, anna: User, berta: User) -> Notice:
    """The receipt as its first row; the contact has a second one."""
    draft = open_round.draft(0)
    Application.objects.filter(pk=draft.pk).update(contact=anna)
    submit(Application.objects.get(pk=draft.pk), berta)
    return Notice.objects.earliest("pk")


def test_opening_notes_who_and_when(receipt: Notice, anna: User) -> None:
    before = clock.now()

    made = retrievals.open_letter(notice=receipt, by=anna)

    assert (made.notice, made.user) == (receipt, anna)
    assert before <= made.retrieved_at <= clock.now()
    entry = AuditEntry.objects.get(act="notice.retrieved")
    assert (entry.subject, entry.actor) == (receipt.message_id, anna)


def test_opening_again_notes_nothing(receipt: Notice, anna: User) -> None:
    made = retrievals.open_letter(notice=receipt, by=anna)

    with unchanged():
        assert retrievals.open_letter(notice=receipt, by=anna) == made


def test_two_people_note_at_the_same_letter(receipt: Notice, anna: User, berta: User) -> None:
    second = Notice.objects.latest("pk")
    assert second != receipt

    retrievals.open_letter(notice=second, by=anna)
    retrievals.open_letter(notice=receipt, by=berta)

    assert {each.notice_id for each in Retrieval.objects.all()} == {receipt.pk}
    assert [each.user for each in queries.retrievals_of(second)] == [anna, berta]


def test_retrieval_is_told_of_every_row_of_the_letter(
    receipt: Notice, anna: User, dora: User
) -> None:
    made = retrievals.open_letter(notice=receipt, by=anna)
    Notice.objects.filter(pk=receipt.pk).update(state="failed", failed_at=clock.now())
    again = notices.repeat(notice=receipt, by=dora)

    rows = queries.with_retrieval(Notice.objects.order_by("pk"))
    assert [(each.retrieved_at, each.retrieved_by) for each in rows] == [
        (made.retrieved_at, "Anna Beispiel")
    ] * 3
    assert list(queries.retrievals_of(again)) == [made]


def test_strangers_and_those_who_left_open_nothing(
    receipt: Notice, boris: User, dora: User, anna: User
) -> None:
    Membership.objects.filter(user=anna).delete()
    for person in (boris, dora, anna):
        with refused("not_found"):
            retrievals.open_letter(notice=receipt, by=person)


def test_letter_that_is_not_due_cannot_be_opened(receipt: Notice, anna: User) -> None:
    Notice.objects.update(due_at=clock.now() + timedelta(minutes=1))
    with refused("not_found"):
        retrievals.open_letter(notice=receipt, by=anna)


def test_letter_sent_again_is_no_second_letter(receipt: Notice, anna: User, dora: User) -> None:
    Notice.objects.filter(pk=receipt.pk).update(state="failed", failed_at=clock.now())
    again = notices.repeat(notice=receipt, by=dora)

    with refused("not_found"):
        retrievals.open_letter(notice=again, by=anna)
