"""The announcement: prepared by one, confirmed by another, visible at one instant."""

from datetime import timedelta
from typing import Any

import pytest

from competition import clock
from competition.models import Announcement, Award, Notice, User
from competition.services import announcement, awards
from tests.fixtures import as_read
from tests.fixtures.announcing import confirm_as_read, read_of
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import CLOSED_AT, PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(make_round: MakeRound) -> Round:
    return make_round(Stage.DECIDED)


@pytest.fixture
def prepared(make_round: MakeRound) -> Round:
    return make_round(Stage.PREPARED)


def result_letters() -> list[Notice]:
    kinds = ["award", "rejection", "exclusion"]
    return list(Notice.objects.filter(kind__in=kinds).order_by("application__municipality__ags"))


def test_prepare_keeps_the_instant_and_owes_nothing(decided: Round, dora: User) -> None:
    made = announcement.prepare(call=decided.call, public_at=PUBLIC_AT, by=dora)

    assert (made.public_at, made.prepared_by, made.confirmed_at) == (PUBLIC_AT, dora, None)
    assert made.awards_digest == awards.digest_of(decided.call)
    assert result_letters() == []


def test_prepare_again_moves_the_instant(prepared: Round, emil: User) -> None:
    later = PUBLIC_AT + timedelta(days=1)

    announcement.prepare(call=prepared.call, public_at=later, over=PUBLIC_AT, by=emil)

    assert list(Announcement.objects.values_list("public_at", "prepared_by")) == [(later, emil.pk)]


@pytest.mark.parametrize("stage", [Stage.SCREENED, Stage.LOCKED, Stage.COMPUTED, Stage.PROPOSED])
def test_prepare_without_a_confirmed_decision_is_refused(
    make_round: MakeRound, dora: User, stage: Stage
) -> None:
    call = make_round(stage).call

    with refused("decision_missing"):
        announcement.prepare(call=call, public_at=PUBLIC_AT, by=dora)


def test_prepare_for_the_past_is_refused(decided: Round, dora: User) -> None:
    for instant in (CLOSED_AT, clock.now(decided.call)):
        with refused("public_at_past") as caught:
            announcement.prepare(call=decided.call, public_at=instant, by=dora)
        assert caught.field == "public_at"


def test_t19_prepare_after_the_confirmation_is_refused(make_round: MakeRound, dora: User) -> None:
    call = make_round(Stage.CONFIRMED).call

    with refused("announcement_standing"):
        announcement.prepare(call=call, public_at=PUBLIC_AT + timedelta(days=1), by=dora)


def test_announcing_is_for_the_office(prepared: Round, anna: User, clara: User) -> None:
    for person in (anna, clara):
        with refused("not_allowed"):
            announcement.prepare(call=prepared.call, public_at=PUBLIC_AT, by=person)
        with refused("not_allowed"):
            confirm_as_read(prepared.call, person)


def test_confirm_owes_each_applicant_the_own_letter_for_the_instant(
    make_round: MakeRound, emil: User
) -> None:
    round_ = make_round(Stage.CLOSED, applications=4)
    excluded = round_.applications[3]
    as_read.exclude(application=excluded, by=round_.dora, reason="Kein Beschluss.")
    round_.advance(Stage.PREPARED)

    confirm_as_read(round_.call, emil)

    letters = result_letters()
    assert [(letter.kind, letter.application) for letter in letters] == [
        ("award", round_.applications[0]),
        ("award", round_.applications[1]),
        ("rejection", round_.applications[2]),
        ("exclusion", excluded),
    ]
    due = PUBLIC_AT - round_.call.clock_shift
    assert {letter.due_at for letter in letters} == {due}
    assert list(Notice.objects.due(due - timedelta(microseconds=1)).filter(kind="award")) == []
    assert Notice.objects.due(due).filter(kind="award").count() == 2
    assert Notice.objects.visible(due).filter(kind="award").count() == 2
    assert not Notice.objects.visible(due - timedelta(microseconds=1)).filter(kind="award").exists()


def test_confirm_writes_what_the_preview_showed(prepared: Round, emil: User) -> None:
    standing = Announcement.objects.get()
    preview = announcement.letters_of(standing, announcement.addressees(prepared.call))
    shown = {letter.application: (letter.subject, letter.body) for letter in preview}

    confirm_as_read(prepared.call, emil)

    assert {each.application: (each.subject, each.body) for each in result_letters()} == shown
    assert len(shown) == 3


def test_preview_saves_nothing(prepared: Round) -> None:
    with unchanged():
        announcement.letters_of(Announcement.objects.get(), announcement.addressees(prepared.call))


def test_letters_go_to_sealed_applications_alone(make_round: MakeRound, emil: User) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=3)
    round_.draft(3)
    round_.applications.pop()

    round_.advance(Stage.CONFIRMED)

    assert [letter.application for letter in result_letters()] == round_.applications


def test_confirm_by_who_prepared_is_refused(prepared: Round, dora: User) -> None:
    with refused("same_person"):
        confirm_as_read(prepared.call, dora)


def test_confirm_by_who_moved_the_instant_last_is_refused(
    prepared: Round, dora: User, emil: User
) -> None:
    later = PUBLIC_AT + timedelta(days=1)
    announcement.prepare(call=prepared.call, public_at=later, over=PUBLIC_AT, by=emil)

    with refused("same_person"):
        confirm_as_read(prepared.call, emil)
    assert confirm_as_read(prepared.call, dora).confirmed_by == dora


def test_confirm_without_a_preparation_is_refused(decided: Round, emil: User) -> None:
    with refused("announcement_missing"):
        announcement.confirm(call=decided.call, read=announcement.Read(PUBLIC_AT, "", ""), by=emil)


def test_confirm_at_the_instant_or_later_is_refused(prepared: Round, emil: User) -> None:
    prepared.at(PUBLIC_AT)

    with refused("public_at_past"):
        confirm_as_read(prepared.call, emil)


def test_confirm_of_an_instant_that_was_moved_since_it_was_read_is_refused(
    prepared: Round, emil: User
) -> None:
    with refused("announcement_moved"):
        announcement.confirm(
            call=prepared.call,
            read=read_of(prepared.call)._replace(public_at=PUBLIC_AT - timedelta(microseconds=1)),
            by=emil,
        )
    assert confirm_as_read(prepared.call, emil).confirmed_at


@pytest.mark.parametrize(
    ("part", "code"), [("awards", "announcement_changed"), ("letters", "letter_texts_changed")]
)
def test_confirm_of_anything_else_than_was_read_is_refused(
    prepared: Round, emil: User, part: str, code: str
) -> None:
    changed: dict[str, Any] = {part: "0" * 64}
    read = read_of(prepared.call)._replace(**changed)
    with refused(code), unchanged():
        announcement.confirm(call=prepared.call, read=read, by=emil)


def test_confirm_again_names_what_was_confirmed(make_round: MakeRound, emil: User) -> None:
    call = make_round(Stage.CONFIRMED).call
    read = read_of(call)._replace(public_at=PUBLIC_AT + timedelta(days=1))
    with refused("announcement_moved"), unchanged():
        announcement.confirm(call=call, read=read, by=emil)


def test_prepare_over_an_instant_that_was_not_read_is_refused(prepared: Round, emil: User) -> None:
    later = PUBLIC_AT + timedelta(days=1)
    for over, code in ((None, "precondition_required"), (later, "announcement_moved")):
        with refused(code) as caught, unchanged():
            announcement.prepare(call=prepared.call, public_at=later, over=over, by=emil)
        assert caught.field == "over"


def test_prepare_over_an_instant_where_none_stands_is_refused(decided: Round, emil: User) -> None:
    with refused("announcement_moved"), unchanged():
        announcement.prepare(call=decided.call, public_at=PUBLIC_AT, over=PUBLIC_AT, by=emil)


def test_prepare_the_same_instant_again_names_none(prepared: Round, emil: User) -> None:
    made = announcement.prepare(call=prepared.call, public_at=PUBLIC_AT, by=emil)
    assert made.prepared_by == emil


def test_confirm_after_the_awards_changed_is_refused(prepared: Round, emil: User) -> None:
    Award.objects.filter(application=prepared.applications[0]).update(amount_cents=1)

    with refused("announcement_changed"):
        confirm_as_read(prepared.call, emil)


def test_t19_confirm_again_changes_nothing(make_round: MakeRound, emil: User) -> None:
    call = make_round(Stage.CONFIRMED).call

    with unchanged():
        assert confirm_as_read(call, emil).confirmed_by == emil


def test_confirm_by_a_third_person_is_refused(make_round: MakeRound, dora: User) -> None:
    call = make_round(Stage.CONFIRMED).call

    with refused("announcement_standing"):
        confirm_as_read(call, dora)
