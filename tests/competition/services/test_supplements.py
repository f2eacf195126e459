"""Documents with a date of their own: handed in after the deadline, each with a receipt."""

from datetime import timedelta

import pytest

from competition import drafts
from competition.models import Application, Attachment, AuditEntry, Notice, Question, Receipt, User
from competition.models.application import Occasion
from competition.services import attachments, supplements
from tests.fixtures import as_read
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    MICROSECOND,
    QUESTIONS,
    MakeRound,
    Round,
    Stage,
    submit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
DUE_AT = DEADLINE_AT + timedelta(days=30)
RESOLUTION = {**FILES, "is_required": True, "deadline_at": DUE_AT}


@pytest.fixture
def closed(make_round: MakeRound, anna: User) -> Round:
    """A round past its deadline, whose resolutions may follow for a month."""
    return make_round(Stage.CLOSED, applications=2, questions=[*QUESTIONS, RESOLUTION])


@pytest.fixture
def own(closed: Round) -> Application:
    return closed.applications[0]


@pytest.fixture
def with_file(make_round: MakeRound, anna: User, berta: User) -> Application:
    """An application past the deadline whose valid version, as Berta released it, holds a file."""
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, RESOLUTION])
    draft = round_.draft(0)
    attach(draft, anna, pdf())
    submit(draft, berta)
    round_.close()
    return draft


def question_of(application: Application) -> Question:
    return Question.objects.select_related("call").get(call=application.call, key="resolution")


def hand_in(application: Application, by: User, at: object = CLOSED_AT, **more: str) -> Receipt:
    return supplements.hand_in(
        application=application,
        question=question_of(application),
        by=by,
        received_at=at,  # type: ignore[arg-type]  # an instant
        **more,
    )


def test_a_document_that_may_follow_is_not_asked_for_at_submission(own: Application) -> None:
    assert own.state == "submitted"
    version = own.valid_version
    assert version
    assert drafts.answer_values(version.content)["resolution"] == []


def test_handing_in_seals_a_version_in_which_nothing_else_is_new(
    own: Application, anna: User
) -> None:
    before = own.valid_version
    assert before
    kept = attach(own, anna, pdf(), at=CLOSED_AT)
    receipt = hand_in(own, anna)
    own.refresh_from_db()
    version = receipt.version
    assert own.valid_version == version
    assert (version.number, version.occasion) == (2, Occasion.DOCUMENT)
    assert (version.received_at, version.submitted_by) == (CLOSED_AT, anna)
    assert (version.released_by, version.released_at) == (before.released_by, before.released_at)
    changed = [
        pair
        for pair in zip(before.content["answers"], version.content["answers"], strict=True)
        if pair[0] != pair[1]
    ]
    assert [after["key"] for _, after in changed] == ["resolution"]
    assert changed[0][1]["value"][0]["sha256"] == kept.sha256
    assert {**version.content, "answers": []} == {**before.content, "answers": []}
    assert own.state == "submitted"
    assert AuditEntry.objects.filter(act="application.document_sealed").count() == 1
    assert Notice.objects.filter(kind="receipt", occasion=receipt.number).exists()
    assert receipt.document["sha256"] == version.digest


def test_handing_in_twice_gives_the_same_receipt(own: Application, anna: User) -> None:
    attach(own, anna, pdf(), at=CLOSED_AT)
    assert hand_in(own, anna) == hand_in(own, anna, DUE_AT)


def test_another_file_may_be_handed_in_until_the_date(own: Application, anna: User) -> None:
    attach(own, anna, pdf(), at=CLOSED_AT)
    hand_in(own, anna)
    attach(own, anna, pdf("Neu"), at=DUE_AT - MICROSECOND)
    assert hand_in(own, anna, DUE_AT - MICROSECOND).version.number == 3


def test_a_file_added_to_released_ones_keeps_the_release(
    with_file: Application, anna: User, berta: User
) -> None:
    before = with_file.valid_version
    assert before
    attach(with_file, anna, pdf("Neu"), at=CLOSED_AT)
    version = hand_in(with_file, anna).version
    assert (version.submitted_by, version.released_by) == (anna, berta)
    assert version.released_at == before.released_at < version.received_at
    assert len(drafts.answer_values(version.content)["resolution"]) == 2


@pytest.mark.parametrize("is_removed", [False, True])
def test_a_released_file_goes_only_by_who_may_sign(
    with_file: Application, anna: User, berta: User, is_removed: bool
) -> None:
    released = with_file.attachments.get()
    replaces = "" if is_removed else released.sha256
    attach(with_file, anna, pdf("Neu"), at=CLOSED_AT, replaces=replaces)
    if is_removed:
        attachments.remove(
            application=with_file,
            question=question_of(with_file),
            by=anna,
            sha256=released.sha256,
            received_at=CLOSED_AT,
        )
    with refused("not_released") as caught:
        hand_in(with_file, anna)
    assert caught.field == "file"
    later = CLOSED_AT + timedelta(days=1)
    version = hand_in(with_file, berta, later).version
    assert (version.number, version.submitted_by) == (2, berta)
    assert (version.released_by, version.released_at) == (berta, later)


def test_at_the_very_date_it_is_too_late(own: Application, anna: User) -> None:
    with refused("document_deadline_passed"):
        attach(own, anna, pdf(), at=DUE_AT)
    attach(own, anna, pdf(), at=CLOSED_AT)
    with refused("document_deadline_passed"):
        hand_in(own, anna, DUE_AT)


def test_without_a_file_there_is_nothing_to_hand_in(own: Application, anna: User) -> None:
    with refused("nothing_to_hand_in"):
        hand_in(own, anna)


def test_what_was_not_read_is_not_handed_in(own: Application, anna: User) -> None:
    attach(own, anna, pdf(), at=CLOSED_AT)
    with refused("files_changed"):
        hand_in(own, anna, read="0" * 64)


def test_while_the_call_is_open_it_is_part_of_the_submission(
    make_round: MakeRound, anna: User
) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1, questions=[*QUESTIONS, RESOLUTION])
    attach(round_.applications[0], anna, pdf())
    with refused("unknown_move"):
        hand_in(round_.applications[0], anna, DEADLINE_AT - MICROSECOND)


def test_an_admitted_application_may_hand_in_and_an_excluded_one_may_not(
    closed: Round, own: Application, anna: User
) -> None:
    attach(own, anna, pdf(), at=CLOSED_AT)
    as_read.admit(application=own, by=closed.dora)
    hand_in(own, anna)
    own.refresh_from_db()
    assert own.state == "admitted"
    as_read.exclude(application=own, by=closed.dora, reason="Schon begonnen.")
    with refused("unknown_move"):
        attach(own, anna, pdf("Neu"), at=CLOSED_AT)


def test_who_has_not_submitted_hands_in_nothing(make_round: MakeRound, anna: User) -> None:
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, RESOLUTION])
    draft = round_.draft(0)
    with refused("deadline_passed"):
        attach(draft, anna, pdf(), at=CLOSED_AT)
    with refused("unknown_move"):
        hand_in(draft, anna)


def test_strangers_hand_in_nothing(own: Application, anna: User) -> None:
    boris = User.objects.get(email="boris@example.org")
    attach(own, anna, pdf(), at=CLOSED_AT)
    with refused("not_found"):
        hand_in(own, boris)


def test_a_question_that_was_not_asked_is_not_answered_later(own: Application, anna: User) -> None:
    attach(own, anna, pdf(), at=CLOSED_AT)
    version = own.valid_version
    assert version
    version.content["answers"] = version.content["answers"][:-1]
    version.save()
    with refused("unknown_question"):
        hand_in(own, anna)


def reminders() -> list[tuple[str, str]]:
    found = Notice.objects.filter(kind="document_reminder").order_by("pk")
    return list(found.values_list("occasion", "recipient__name"))


@pytest.mark.parametrize(
    ("left", "occasion"),
    [(timedelta(days=7), "7d"), (timedelta(hours=48), "48h"), (MICROSECOND * 1_000_000, "48h")],
)
def test_who_owes_a_document_is_reminded_once(
    closed: Round, own: Application, anna: User, left: timedelta, occasion: str
) -> None:
    attach(own, anna, pdf(), at=CLOSED_AT)
    hand_in(own, anna)
    closed.at(DUE_AT - left + timedelta(milliseconds=100))
    assert supplements.remind() == 1
    assert supplements.remind() == 0
    assert reminders() == [(f"resolution {occasion}", "Boris Beispiel")]
    letter = Notice.objects.get(kind="document_reminder")
    assert "Ratsbeschluss" in letter.body
    assert "21. Mai 2017" in letter.body


def test_nobody_is_reminded_too_early_or_too_late(closed: Round) -> None:
    for at in (DUE_AT - timedelta(days=8), DUE_AT):
        closed.at(at)
        assert supplements.remind() == 0
    assert reminders() == []


def test_an_uploaded_file_that_was_not_handed_in_is_still_owed(
    closed: Round, own: Application, anna: User
) -> None:
    attach(own, anna, pdf(), at=CLOSED_AT)
    closed.at(DUE_AT - timedelta(days=1))
    assert supplements.remind() == 2
    assert Attachment.objects.count() == 1
