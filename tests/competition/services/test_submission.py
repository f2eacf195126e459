"""Submitting: the deadline, the seal, the receipt."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from competition import clock, drafts, receipts, signing
from competition.errors import Refusal
from competition.models import (
    Application,
    ApplicationVersion,
    Attempt,
    Notice,
    Receipt,
    User,
)
from competition.services import submission
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    MICROSECOND,
    OPEN_AT,
    OPENS_AT,
    QUESTIONS,
    MakeRound,
    Round,
    Stage,
    answer,
    submit,
)

pytestmark = pytest.mark.django_db


def release(application: Application, by: User) -> str:
    digest = drafts.digest(application)
    submission.release(application=application, by=by, digest=digest)
    return digest


def attempts() -> list[tuple[str, str]]:
    return list(Attempt.objects.order_by("pk").values_list("kind", "code"))


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


def test_submit_names_what_is_wrong_inside_an_answer(make_round: MakeRound) -> None:
    budget = {"key": "budget", "kind": "budget", "label": "Kosten und Finanzierung"}
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, budget])
    value = {
        "costs": [{"label": "Personal", "cents": 60_000_00}],
        "funding": [{"source": "grant", "label": "", "cents": 50_000_01}],
    }
    application = round_.draft(0, budget=value)

    with refused("incomplete") as caught:
        submit(application, application.contact)
    assert [(cause.code, cause.field) for cause in caught.refusal.causes] == [
        ("grant_too_high", "budget"),
        ("budget_sums_differ", "budget"),
    ]


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


def test_refused_submission_says_when_it_arrived(draft: Application, berta: User) -> None:
    with pytest.raises(Refusal) as raised:
        submit(draft, berta, DEADLINE_AT)

    assert raised.value.sentence == (
        "Die Bewerbungsfrist ist abgelaufen. Ihre Anfrage ging am 22.04.2017, 00:00:00,000000 Uhr "
        "ein. Der Entwurf bleibt lesbar; der Versuch ist vermerkt."
    )


def test_submit_costs_few_queries(
    draft: Application, berta: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    submit(draft, berta)  # the chain of the call has begun
    answer(draft, berta, title="Noch besser")
    again = Application.objects.select_related("call", "municipality").get(pk=draft.pk)
    at = clock.now(draft.call)

    # Two of them only inside the test's own transaction, for a savepoint.
    with django_assert_num_queries(19):
        submission.submit(application=again, by=berta, received_at=at)
