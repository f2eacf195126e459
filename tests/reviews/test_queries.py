"""What a juror reaches, and how points are told."""

from datetime import timedelta
from fractions import Fraction

import pytest

from competition import clock
from competition.models import Application
from reviews import queries
from reviews.models import JuryMember, Rubric
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.REVIEWING)


def readable(round_: Round, juror: JuryMember) -> list[Application]:
    return list(queries.applications_for(juror, clock.now(round_.call)))


def test_seat_is_found_by_call_and_person(round_: Round, make_round: MakeRound) -> None:
    other = make_round(Stage.READY, fields={"slug": "zweite"}, jurors=1)
    clara, second = round_.jurors

    assert queries.jury_member(round_.call, clara.user) == clara
    assert queries.jury_member(other.call, clara.user) == other.jurors[0]
    assert queries.jury_member(other.call, second.user) is None
    assert queries.jury_member(round_.call, round_.dora) is None


def test_juror_sees_every_title_with_its_standing(round_: Round) -> None:
    clara = round_.jurors[0]
    first, second, third = round_.applications
    round_.declare(clara, first)
    round_.declare(clara, second, answer="kinship")

    standing = {row: (row.is_declared, row.is_conflicted) for row in queries.assigned(clara)}
    assert standing == {first: (True, False), second: (False, True), third: (False, False)}


def test_juror_opens_only_what_was_declared_free(round_: Round) -> None:
    clara, other = round_.jurors
    first, second, _ = round_.applications
    round_.declare(clara, first)
    round_.declare(clara, second, answer="kinship")

    assert readable(round_, clara) == [first]
    assert readable(round_, other) == []


def test_juror_opens_nothing_of_which_a_conflict_came_later(round_: Round) -> None:
    clara, first = round_.jurors[0], round_.applications[0]
    round_.declare(clara, first)
    round_.declare(clara, first, answer="mandate")

    assert readable(round_, clara) == []


def test_juror_opens_nothing_before_reviewing_opened(round_: Round) -> None:
    clara = round_.jurors[0]
    round_.declare(clara)
    frozen_at = Rubric.objects.get().frozen_at

    assert frozen_at
    before = frozen_at - timedelta(microseconds=1)
    assert list(queries.applications_for(clara, before)) == []
    assert queries.applications_for(clara, frozen_at).count() == 3


def test_own_review_is_nobody_else_s(make_round: MakeRound) -> None:
    scored = make_round(Stage.SCORED)
    clara, other = scored.jurors
    application = scored.applications[0]

    mine = queries.own_review(clara, application)
    assert mine
    assert mine.jury_member == clara
    assert mine != queries.own_review(other, application)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(7, 2), "3.5"),
        (Fraction(1, 10), "0.1"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(100), "100"),
        (Fraction(1, 2**20), "0.00000095367431640625"),
    ],
)
def test_decimal_text_is_exact(value: Fraction, text: str) -> None:
    assert queries.decimal_text(value) == text
    assert Fraction(text) == value


def test_decimal_text_of_a_third_is_refused() -> None:
    with pytest.raises(ValueError, match="1/3 has no decimal text"):
        queries.decimal_text(Fraction(1, 3))
