"""How far a jury is: stages of one juror, counts of all."""

import pytest

from reviews import progress
from reviews.progress import Stage as Desk
from reviews.services import reviews
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.REVIEWING, applications=5)


def stages(round_: Round) -> list[str]:
    """The stage of each application, in the order of the applications."""
    by_id = dict(progress.desk(round_.jurors[0]).values_list("pk", "stage"))
    return [by_id[application.pk] for application in round_.applications]


def play(round_: Round) -> None:
    """One conflict, one application undeclared, one open, one in work, one final."""
    clara = round_.jurors[0]
    first, _second, third, fourth, fifth = round_.applications
    round_.declare(clara, first, answer="kinship")
    round_.declare(clara, third, fourth, fifth)
    reviews.save(juror=clara, application=fourth, by=clara.user, scores={}, comment="", version=0)
    round_.review(clara, fifth, {"idea": "3", "breadth": "3"})


def test_desk_tells_every_stage(round_: Round) -> None:
    play(round_)
    assert stages(round_) == [Desk.CONFLICTED, Desk.UNDECLARED, Desk.OPEN, Desk.DRAFT, Desk.FINAL]


def test_desk_shows_a_late_recusal_as_conflict(round_: Round) -> None:
    play(round_)
    round_.declare(round_.jurors[0], round_.applications[4], answer="employment")
    assert stages(round_)[4] == Desk.CONFLICTED


def test_desk_ignores_the_reviews_of_others(round_: Round) -> None:
    other = round_.jurors[1]
    round_.declare(other)
    round_.review(other, round_.applications[0], {"idea": "3", "breadth": "3"})
    assert set(stages(round_)) == {Desk.UNDECLARED}


def test_desk_does_not_load_the_text(round_: Round) -> None:
    row = progress.desk(round_.jurors[0]).first()
    assert row
    assert row.valid_version
    assert "content" in row.valid_version.get_deferred_fields()


def test_counts_of_a_member_leave_conflicts_out(round_: Round) -> None:
    play(round_)
    clara = progress.members_of(round_.call).get(user__name="Clara Beispiel")
    assert clara.assigned_count == 5
    assert clara.conflict_count == 1
    assert clara.due_count == 4
    assert (clara.undeclared_count, clara.draft_count, clara.final_count) == (1, 1, 1)


def test_a_final_review_with_a_late_conflict_is_not_counted(round_: Round) -> None:
    play(round_)
    round_.declare(round_.jurors[0], round_.applications[4], answer="employment")
    clara = progress.members_of(round_.call).get(user__name="Clara Beispiel")
    assert (clara.due_count, clara.final_count) == (3, 0)


def test_unfinished_reviews_are_counted_without_conflicts(round_: Round) -> None:
    play(round_)
    assert progress.unfinished_count(round_.call) == 3 + 5


def test_seats_of_a_person_come_with_the_newest_round_first(make_round: MakeRound) -> None:
    make_round(Stage.READY, fields={"slug": "b-runde"})
    newest = make_round(Stage.REVIEWING, fields={"slug": "a-runde"})
    seats = list(progress.seats_of(newest.jurors[0].user))
    assert [seat.call.slug for seat in seats] == ["a-runde", "b-runde"]
    assert [seat.due_count for seat in seats] == [3, 0]
