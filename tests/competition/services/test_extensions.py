"""Extending the deadline: later, for everyone, by two persons, with a reason."""

from datetime import timedelta, timezone

import pytest

from competition.models import (
    ApplicationVersion,
    Attempt,
    AuditEntry,
    Call,
    Extension,
    Notice,
    User,
)
from competition.services import extensions, submission
from tests.fixtures import as_read
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import (
    CLOSED_AT,
    DEADLINE_AT,
    MICROSECOND,
    OPEN_AT,
    MakeRound,
    Round,
    Stage,
    answer,
    submit,
)

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
LATER = DEADLINE_AT + WEEK


def propose(round_: Round, **options: object) -> Extension:
    fields: dict[str, object] = {"deadline_to": LATER, "reason": "Störung am letzten Tag."}
    return extensions.propose(call=round_.call, by=round_.dora, **{**fields, **options})  # type: ignore[arg-type]  # one dictionary for all


def extend(round_: Round, **options: object) -> Extension:
    extension = propose(round_, **options)
    return extensions.confirm(extension=extension, by=round_.emil)


def test_t13_proposal_moves_nothing_yet(open_round: Round) -> None:
    extension = propose(open_round)

    open_round.call.refresh_from_db()
    assert open_round.call.deadline_at == DEADLINE_AT
    assert (extension.deadline_from, extension.deadline_to) == (DEADLINE_AT, LATER)
    assert not Notice.objects.exists()
    entry = AuditEntry.objects.order_by("sequence").last()
    assert entry
    assert (entry.act, entry.subject) == ("extension.proposed", "beispielrunde")


def test_t13_confirmation_moves_the_deadline_and_is_on_record(open_round: Round) -> None:
    extension = extend(open_round)

    open_round.call.refresh_from_db()
    assert open_round.call.deadline_at == LATER
    assert extension.confirmed_by == open_round.emil
    entry = AuditEntry.objects.order_by("sequence").last()
    assert entry
    assert entry.act == "extension.confirmed"
    assert entry.payload == {
        "from": "2017-04-21T22:00:00.000000Z",
        "to": "2017-04-28T22:00:00.000000Z",
    }


def test_t13_everybody_with_a_draft_or_a_submission_is_told(open_round: Round) -> None:
    submitted, drafted, withdrawn = (open_round.draft(number) for number in range(3))
    submit(submitted, submitted.contact)
    submit(withdrawn, withdrawn.contact)
    submission.withdraw(application=withdrawn, by=withdrawn.contact, received_at=OPEN_AT)

    extension = extend(open_round)

    told = Notice.objects.filter(kind="extension").order_by("application_id")
    assert [notice.application for notice in told] == [submitted, drafted, withdrawn]
    assert {notice.occasion for notice in told} == {str(extension.pk)}
    bodies = [notice.body for notice in told]
    assert all("Freitag, 28. April 2017, 24:00 Uhr" in body for body in bodies)
    assert all("Störung am letzten Tag." in body for body in bodies)
    assert ["NICHT eingereicht" in body for body in bodies] == [False, True, True]


def test_t13_nothing_submitted_becomes_late_and_what_was_late_may_come_in(
    open_round: Round,
) -> None:
    submitted, missed = open_round.draft(0), open_round.draft(1)
    submit(submitted, submitted.contact, DEADLINE_AT - MICROSECOND)
    open_round.at(DEADLINE_AT + timedelta(hours=1))
    with refused("deadline_passed"):
        submit(missed, missed.contact)

    extend(open_round)
    submit(missed, missed.contact)

    assert ApplicationVersion.objects.count() == 2
    assert Attempt.objects.get().code == "deadline_passed"  # the refused try stays on record
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_t13_an_earlier_deadline_is_refused(open_round: Round) -> None:
    for deadline in (DEADLINE_AT - timedelta(days=1), DEADLINE_AT):
        with refused("deadline_not_later") as caught:
            propose(open_round, deadline_to=deadline)
        assert caught.field == "deadline_to"


def test_deadline_in_local_time_is_compared_as_the_instant_that_it_is(open_round: Round) -> None:
    berlin = timezone(timedelta(hours=2))

    with refused("deadline_not_later"):
        propose(open_round, deadline_to=DEADLINE_AT.astimezone(berlin))
    extension = propose(open_round, deadline_to=LATER.astimezone(berlin))
    assert extension.deadline_to == LATER


def test_extension_into_the_past_is_refused_after_the_deadline(open_round: Round) -> None:
    open_round.at(CLOSED_AT)

    with refused("deadline_not_later"):
        propose(open_round, deadline_to=CLOSED_AT - timedelta(hours=1))


def test_extension_by_more_than_a_year_is_refused(open_round: Round) -> None:
    propose(open_round, deadline_to=DEADLINE_AT + extensions.LONGEST)
    extensions.reject(extension=Extension.objects.get(), by=open_round.dora)

    with refused("period_too_long"):
        propose(open_round, deadline_to=DEADLINE_AT + extensions.LONGEST + MICROSECOND)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_extension_without_a_reason_is_refused(open_round: Round, reason: str) -> None:
    with refused("reason_required"):
        propose(open_round, reason=reason)


def test_second_proposal_is_refused_while_one_stands(open_round: Round) -> None:
    propose(open_round)

    with refused("extension_standing"):
        propose(open_round)


def test_proposer_cannot_confirm(open_round: Round) -> None:
    extension = propose(open_round)

    with refused("same_person"):
        extensions.confirm(extension=extension, by=open_round.dora)


def test_confirming_again_changes_nothing(open_round: Round) -> None:
    open_round.draft(0)
    extension = extend(open_round)

    with unchanged():
        extensions.confirm(extension=extension, by=open_round.emil)
    with refused("decision_settled"):
        extensions.confirm(extension=extension, by=open_round.dora)


def test_rejected_proposal_moves_nothing_and_makes_room_for_another(open_round: Round) -> None:
    extension = propose(open_round)

    extensions.reject(extension=extension, by=open_round.emil)

    with refused("decision_settled"):
        extensions.confirm(extension=extension, by=open_round.emil)
    with refused("decision_settled"):
        extensions.reject(extension=extension, by=open_round.emil)
    extend(open_round)
    open_round.call.refresh_from_db()
    assert open_round.call.deadline_at == LATER


def test_proposal_that_was_overtaken_by_time_cannot_be_confirmed(open_round: Round) -> None:
    extension = propose(open_round)
    open_round.at(LATER)

    with refused("deadline_not_later"):
        extensions.confirm(extension=extension, by=open_round.emil)


def test_t13_after_the_deadline_only_while_nothing_was_screened(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=2)
    standing = propose(round_)
    as_read.admit(application=round_.applications[0], by=round_.dora)

    with refused("content_opened"):
        extensions.confirm(extension=standing, by=round_.emil)
    extensions.reject(extension=standing, by=round_.dora)
    with refused("content_opened"):
        propose(round_)


def test_t13_after_the_deadline_not_once_a_correction_was_asked_for(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)
    as_read.ask(
        application=round_.applications[0],
        by=round_.dora,
        keys=["own_share"],
        reason="Summe?",
        due_at=CLOSED_AT + WEEK,
    )

    with refused("content_opened"):
        propose(round_)


def test_extension_of_an_unpublished_call_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)

    with refused("call_not_open"):
        propose(round_)


def test_only_the_office_extends(open_round: Round, anna: User) -> None:
    extension = propose(open_round)

    with refused("not_allowed"):
        extensions.propose(call=open_round.call, by=anna, deadline_to=LATER, reason="Bitte")
    with refused("not_allowed"):
        extensions.confirm(extension=extension, by=anna)
    with refused("not_allowed"):
        extensions.reject(extension=extension, by=anna)


def test_twice_extended_call_tells_each_time(open_round: Round) -> None:
    open_round.draft(0)
    extend(open_round)
    open_round.call.refresh_from_db()
    extend(open_round, deadline_to=LATER + WEEK)

    assert Notice.objects.filter(kind="extension").count() == 2
    assert Call.objects.get().deadline_at == LATER + WEEK


def test_draft_opened_before_can_be_saved_after_the_old_deadline(open_round: Round) -> None:
    draft = open_round.draft(0)
    extend(open_round)
    open_round.at(DEADLINE_AT + timedelta(hours=1))

    answer(draft, draft.contact, title="Weitergeschrieben")

    assert draft.answers.get(question__key="title").value == "Weitergeschrieben"


def test_i11_a_reason_is_composed_and_turns_nothing(open_round: Round) -> None:
    with refused("control_characters"):
        propose(open_round, reason="Störung \u202eam Tag")
    assert propose(open_round, reason=" Gru\u0308nde\r\n").reason == "Gr\u00fcnde"
