"""Releasing, submitting and withdrawing: the deadline, the seal, the receipt."""

from datetime import datetime, timedelta

import pytest

from competition import drafts, receipts, signing
from competition.errors import Refusal
from competition.models import (
    Application,
    ApplicationVersion,
    Attempt,
    AuditEntry,
    Municipality,
    Notice,
    Receipt,
    User,
)
from competition.services import applications, submission
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    MICROSECOND,
    OPEN_AT,
    OPENS_AT,
    MakeRound,
    Round,
    Stage,
    answer,
    partner_of,
    submit,
)

pytestmark = pytest.mark.django_db


def release(application: Application, by: User) -> str:
    digest = drafts.digest(application)
    submission.release(application=application, by=by, digest=digest)
    return digest


def withdraw(application: Application, by: User, at: datetime = OPEN_AT) -> None:
    submission.withdraw(application=application, by=by, received_at=at)


def attempts() -> list[tuple[str, str]]:
    return list(Attempt.objects.order_by("pk").values_list("kind", "code"))


# Submitting


def test_submit_seals_what_the_draft_says(draft: Application, berta: User) -> None:
    digest = drafts.digest(draft)

    receipt = submit(draft, berta, OPEN_AT)

    version = ApplicationVersion.objects.get()
    draft.refresh_from_db()
    assert (draft.state, draft.valid_version, draft.submitted_by) == ("submitted", version, berta)
    assert (version.number, version.title, version.digest) == (1, "Vorhaben 1", digest)
    assert receipts.digest(version.content) == digest
    assert (version.received_at, version.released_by) == (OPEN_AT, berta)
    assert receipt.version == version


def test_submit_gives_a_receipt_that_verifies(draft: Application, berta: User) -> None:
    receipt = submit(draft, berta, OPEN_AT + MICROSECOND)

    key = signing.receipt_key().public_key()
    assert receipts.is_valid(receipt.document, receipt.signature, key)
    assert receipt.key_id == receipts.key_id(key)
    assert receipt.document["received_at"] == receipts.timestamp(OPEN_AT + MICROSECOND)
    assert receipt.document["sha256"] == drafts.digest(draft)


def test_submit_logs_the_move_and_owes_letters_to_both(
    draft: Application, anna: User, berta: User
) -> None:
    release(draft, berta)
    receipt = submit(draft, anna, OPEN_AT)

    move = draft.moves.get()
    assert (move.name, move.source, move.target) == ("submit", "draft", "submitted")
    assert (move.made_by, move.made_at) == (anna, OPEN_AT)
    owed = Notice.objects.filter(kind="receipt").order_by("recipient__name")
    assert [notice.recipient for notice in owed] == [anna, berta]  # Berta started it
    assert {notice.occasion for notice in owed} == {receipt.number}


def test_submit_a_microsecond_before_the_deadline_is_in_time(
    draft: Application, berta: User
) -> None:
    submit(draft, berta, DEADLINE_AT - MICROSECOND)

    assert ApplicationVersion.objects.get().received_at == DEADLINE_AT - MICROSECOND


@pytest.mark.parametrize("late", [timedelta(0), MICROSECOND, timedelta(days=1)])
def test_submit_at_or_after_the_deadline_is_refused_and_remembered(
    draft: Application, berta: User, late: timedelta
) -> None:
    with refused("deadline_passed") as caught:
        submit(draft, berta, DEADLINE_AT + late)

    assert caught.details["received_at"] == DEADLINE_AT + late
    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.code, attempt.user) == ("submission", "deadline_passed", berta)
    assert (attempt.received_at, attempt.application) == (DEADLINE_AT + late, draft)
    assert attempt.content_digest == drafts.digest(draft)


def test_submit_that_arrived_in_time_is_sealed_though_the_lock_came_late(
    open_round: Round, draft: Application, berta: User
) -> None:
    open_round.at(DEADLINE_AT + timedelta(seconds=3))

    submit(draft, berta, DEADLINE_AT - MICROSECOND)

    version = ApplicationVersion.objects.get()
    assert version.received_at < DEADLINE_AT < version.sealed_at


def test_submit_that_arrived_late_is_refused_though_the_clock_says_otherwise(
    draft: Application, berta: User
) -> None:
    with refused("deadline_passed"):
        submit(draft, berta, DEADLINE_AT)


def test_submit_before_the_call_opens_is_refused(draft: Application, berta: User) -> None:
    with refused("call_not_open"):
        submit(draft, berta, OPENS_AT - MICROSECOND)


def test_submit_twice_gives_the_same_receipt(draft: Application, berta: User) -> None:
    first = submit(draft, berta)

    with unchanged():
        assert submit(draft, berta) == first


def test_submit_of_an_unchanged_version_gives_its_receipt_also_after_the_deadline(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.SCREENED, applications=1)
    application = round_.applications[0]

    with unchanged():
        assert submit(application, application.contact, CLOSED_AT) == round_.receipts[0]
    assert attempts() == []


def test_submit_of_a_change_after_the_deadline_is_refused_and_the_sealed_version_stays(
    open_round: Round, draft: Application, berta: User
) -> None:
    submit(draft, berta)
    answer(draft, berta, title="Zu spät geändert")

    with refused("deadline_passed"):
        submit(draft, berta, DEADLINE_AT)
    draft.refresh_from_db()
    assert draft.valid_version
    assert draft.valid_version.title == "Vorhaben 1"


def test_submit_of_a_change_seals_the_next_version(draft: Application, berta: User) -> None:
    first = submit(draft, berta)
    answer(draft, berta, title="Zweite Fassung")
    second = submit(draft, berta)

    draft.refresh_from_db()
    assert [version.number for version in draft.versions.all()] == [1, 2]
    assert draft.valid_version == second.version
    assert (first.version.title, second.version.title) == ("Vorhaben 1", "Zweite Fassung")
    assert second.number != first.number


def test_submit_of_an_older_text_again_is_a_new_version(draft: Application, berta: User) -> None:
    submit(draft, berta)
    answer(draft, berta, title="Zweite Fassung")
    submit(draft, berta)
    answer(draft, berta, title="Vorhaben 1")
    third = submit(draft, berta)

    assert (third.version.number, third.version.title) == (3, "Vorhaben 1")
    assert Receipt.objects.count() == 3


def test_submit_of_an_incomplete_draft_names_what_is_missing(
    draft: Application, berta: User
) -> None:
    answer(draft, berta, concept="", not_begun=False)

    with refused("incomplete") as caught:
        submit(draft, berta)
    assert [(cause.code, cause.field) for cause in caught.refusal.causes] == [
        ("required", "concept"),
        ("required", "not_begun"),
    ]
    assert attempts() == [("submission", "incomplete")]


def test_submit_with_an_own_share_of_nothing_is_complete(draft: Application, berta: User) -> None:
    answer(draft, berta, own_share="0")

    assert submit(draft, berta).version.number == 1


def test_submit_by_another_town_is_refused_as_unknown_and_remembered_as_foreign(
    draft: Application, boris: User
) -> None:
    with refused("not_found"):
        submit(draft, boris)

    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.code, attempt.user) == ("foreign", "not_found", boris)
    assert attempt.content_digest == ""


@pytest.mark.parametrize("stage", [Stage.SCREENED])
def test_submit_of_a_screened_application_with_changes_is_refused(
    make_round: MakeRound, stage: Stage
) -> None:
    application = make_round(stage, applications=1).applications[0]
    application.answers.filter(question__key="title").update(value="Geändert")

    # In time by its arrival, but the closed set is closed.
    with refused("unknown_move"):
        submit(application, application.contact, DEADLINE_AT - MICROSECOND)


# Releasing


def test_submit_by_an_editor_without_a_release_is_refused(draft: Application, anna: User) -> None:
    with refused("not_released"):
        submit(draft, anna)


def test_submit_by_an_editor_of_the_released_draft_names_the_signatory(
    draft: Application, anna: User, berta: User
) -> None:
    release(draft, berta)

    receipt = submit(draft, anna)

    assert (receipt.version.submitted_by, receipt.version.released_by) == (anna, berta)


@pytest.mark.parametrize(
    "change",
    [{"title": "Anders"}, {"remark": "neu"}, {"own_share": "0"}, {"perspectives": []}],
)
def test_any_change_voids_the_release(
    draft: Application, anna: User, berta: User, change: dict[str, object]
) -> None:
    release(draft, berta)
    answer(draft, anna, **change)
    if change == {"perspectives": []}:
        answer(draft, anna, perspectives=["participation"])

    with refused("not_released"):
        submit(draft, anna)


def test_a_new_partner_voids_the_release(
    draft: Application, anna: User, berta: User, boris: User, other_town: Municipality
) -> None:
    release(draft, berta)
    applications.invite_partner(application=draft, municipality=other_town, by=anna)
    applications.confirm_partner(participant=partner_of(draft, other_town), by=boris)

    with refused("not_released"):
        submit(draft, anna)


def test_release_of_one_version_does_not_reach_the_next(
    draft: Application, anna: User, berta: User
) -> None:
    release(draft, berta)
    submit(draft, anna)
    answer(draft, anna, title="Zweite Fassung")

    with refused("not_released"):
        submit(draft, anna)


def test_release_of_another_draft_than_was_read_is_refused(
    draft: Application, anna: User, berta: User
) -> None:
    read = drafts.digest(draft)
    answer(draft, anna, title="Heimlich geändert")

    with refused("not_released"):
        submission.release(application=draft, by=berta, digest=read)


def test_release_by_an_editor_or_a_stranger_is_refused(
    draft: Application, anna: User, boris: User
) -> None:
    for person, code in ((anna, "not_allowed"), (boris, "not_found")):
        with refused(code):
            release(draft, person)


def test_release_after_the_deadline_is_refused(
    open_round: Round, draft: Application, berta: User
) -> None:
    open_round.at(DEADLINE_AT)

    with refused("deadline_passed"):
        release(draft, berta)


def test_release_is_logged_with_the_digest(draft: Application, berta: User) -> None:
    digest = release(draft, berta)

    logged = AuditEntry.objects.get(act="application.released")
    assert (logged.actor, logged.subject, logged.payload) == (
        berta,
        draft.public_id,
        {"sha256": digest},
    )


# Partners


def test_submit_with_an_unconfirmed_partner_is_refused_by_name(
    draft: Application, anna: User, berta: User, other_town: Municipality
) -> None:
    applications.invite_partner(application=draft, municipality=other_town, by=anna)

    with refused("partner_unconfirmed") as caught:
        submit(draft, berta)
    assert caught.details == {"names": "Musterdorf"}


def test_submit_with_a_confirmed_partner_seals_it(
    draft: Application, anna: User, berta: User, boris: User, other_town: Municipality
) -> None:
    applications.invite_partner(application=draft, municipality=other_town, by=anna)
    applications.confirm_partner(participant=partner_of(draft, other_town), by=boris)

    version = submit(draft, berta).version

    assert version.content["partners"] == [{"ags": "99002001", "name": "Musterdorf"}]


# Withdrawing


def test_withdraw_takes_the_version_out_and_keeps_the_draft(
    draft: Application, berta: User
) -> None:
    submit(draft, berta)

    withdraw(draft, berta)

    draft.refresh_from_db()
    assert (draft.state, draft.valid_version, draft.withdrawn_by) == ("withdrawn", None, berta)
    assert list(Application.objects.all().sealed()) == []
    assert drafts.values(draft)["title"] == "Vorhaben 1"
    assert list(draft.moves.order_by("pk").values_list("name", flat=True)) == ["submit", "withdraw"]
    assert Notice.objects.filter(kind="withdrawal").get().recipient == berta


def test_withdrawn_application_may_be_submitted_again(draft: Application, berta: User) -> None:
    first = submit(draft, berta)
    withdraw(draft, berta)

    second = submit(draft, berta)

    draft.refresh_from_db()
    assert (draft.state, second.version.number) == ("submitted", 2)
    assert second != first


def test_withdraw_of_a_draft_or_twice_is_refused(draft: Application, berta: User) -> None:
    with refused("unknown_move"):
        withdraw(draft, berta)
    submit(draft, berta)
    withdraw(draft, berta)
    with refused("unknown_move"):
        withdraw(draft, berta)


def test_withdraw_by_an_editor_or_a_stranger_is_refused(
    draft: Application, anna: User, berta: User, boris: User
) -> None:
    submit(draft, berta)

    for person, code in ((anna, "not_allowed"), (boris, "not_found")):
        with refused(code):
            withdraw(draft, person)


def test_withdraw_at_the_deadline_is_refused(draft: Application, berta: User) -> None:
    submit(draft, berta)

    with refused("deadline_passed"):
        withdraw(draft, berta, DEADLINE_AT)
    withdraw(draft, berta, DEADLINE_AT - MICROSECOND)


def test_refused_submission_says_when_it_arrived(draft: Application, berta: User) -> None:
    with pytest.raises(Refusal) as raised:
        submit(draft, berta, DEADLINE_AT)

    assert raised.value.sentence == (
        "Die Bewerbungsfrist ist abgelaufen. Ihre Anfrage ging um 22.04.2017, 00:00:00,000000 Uhr "
        "ein. Der Entwurf bleibt lesbar; der Versuch ist vermerkt."
    )
