"""What a juror reaches, and the case of a round as data."""

from datetime import timedelta
from fractions import Fraction

import pytest

from competition import clock
from competition.models import Application
from competition.services import submission
from reviews import queries
from reviews.models import JuryMember, Rubric
from reviews.services import reviews
from tests.fixtures import as_read
from tests.fixtures.rounds import OPEN_AT, QUESTIONS, MakeRound, Round, Stage, submit

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


def test_case_counts_explained_perspectives_by_which_were_chosen(make_round: MakeRound) -> None:
    explained = [{**each} for each in QUESTIONS]
    explained[1]["kind"] = "perspectives"
    round_ = make_round(Stage.OPEN, questions=explained)
    chosen = {"transparency": "Offene Vorlagen.", "participation": "Ausgeloster Rat."}
    application = round_.draft(0, perspectives=chosen)
    submit(application, application.contact)
    round_.close()
    round_.screen()

    row = queries.case_of(round_.call)["applications"][0]

    assert row["attrs"]["perspectives"] == ["participation", "transparency"]


def test_case_holds_what_was_sealed_and_given(make_round: MakeRound) -> None:
    scored = make_round(Stage.SCORED, applications=2, jurors=1)
    first, second = scored.applications
    scored.declare(scored.jurors[0], second, answer="other")

    case = queries.case_of(scored.call)

    attrs = {"perspectives": ["transparency"]}
    expected = {
        first.public_id: {"kind": "town", "size_class": "medium", "state": "NW", **attrs},
        second.public_id: {"kind": "municipality", "size_class": "small", "state": "BY", **attrs},
    }
    assert {row["id"]: row["attrs"] for row in case["applications"]} == expected
    assert case["jurors"] == ["J1"]
    assert case["conflicts"] == [{"juror": "J1", "application": second.public_id}]
    assert {row["application"]: row["scores"] for row in case["reviews"]} == {
        first.public_id: {"idea": "5", "breadth": "5"},
        second.public_id: {"idea": "4.5", "breadth": "4.5"},
    }
    assert case["round"] == {
        "seats": 2,
        "seats_mode": "exact",
        "criteria": [
            {
                "id": key,
                "weight": weight,
                "min": "0",
                "max": "5",
                "step": "0.5",
                "threshold": None,
            }
            for key, weight in (("idea", "2"), ("breadth", "1"))
        ],
        "overall_threshold": None,
        "quorum": 1,
        "aggregate": "mean",
        "tie_break": ["criterion:idea"],
        "lot": None,
    }


def test_case_is_the_same_each_time_it_is_asked_for(make_round: MakeRound) -> None:
    """Querysets without an order come in random order here, so luck would show."""
    scored = make_round(Stage.SCORED, applications=4, jurors=3)
    scored.declare(scored.jurors[0], scored.applications[0], answer="other")
    scored.declare(scored.jurors[2], scored.applications[1], answer="other")

    first = queries.case_of(scored.call)
    assert all(queries.case_of(scored.call) == first for _ in range(5))


def test_case_knows_no_name(make_round: MakeRound) -> None:
    scored = make_round(Stage.SCORED)

    text = str(queries.case_of(scored.call))
    for name in ("Clara", "Juror", "Beispielstadt", "Musterdorf", "99001001", "Vorhaben"):
        assert name not in text


def test_case_marks_what_takes_no_part(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=3)
    round_.draft(3)
    withdrawn = round_.applications[2]
    submission.withdraw(application=withdrawn, by=withdrawn.contact, received_at=OPEN_AT)
    round_.close()
    first, second = round_.applications[:2]
    as_read.admit(application=first, by=round_.dora)
    as_read.exclude(application=second, by=round_.dora, reason="Zu spät")
    round_.prepare_jury()

    statuses = {row["id"]: row["status"] for row in queries.case_of(round_.call)["applications"]}
    assert statuses == {first.public_id: "submitted", second.public_id: "ineligible"}


def test_case_tells_a_draft_from_a_final_review(round_: Round) -> None:
    clara, application = round_.jurors[0], round_.applications[0]
    round_.declare(clara, application)
    reviews.save(
        juror=clara,
        application=application,
        by=clara.user,
        scores={"idea": "5"},
        comment="",
        version=0,
    )

    assert queries.case_of(round_.call)["reviews"] == [
        {
            "juror": "J1",
            "application": application.public_id,
            "status": "draft",
            "scores": {"idea": "5", "breadth": None},
        }
    ]
