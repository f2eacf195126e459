"""Reviewing: the gate before content, exact scores, drafts by version, final once."""

from fractions import Fraction
from typing import Any

import pytest

from competition.models import AuditEntry, Notice, User
from reviews import queries
from reviews.models import Criterion, Review
from reviews.services import reviews
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

GIVEN = {"idea": "3,5", "breadth": "4"}


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """Clara and a second juror; all have declared to be free."""
    made = make_round(Stage.REVIEWING, applications=2)
    for juror in made.jurors:
        made.declare(juror)
    return made


def save(round_: Round, number: int = 0, **changes: Any) -> Review:
    juror = round_.jurors[number]
    return reviews.save(
        juror=juror,
        **{
            "application": round_.applications[0],
            "by": juror.user,
            "scores": GIVEN,
            "comment": "Gut.",
            "version": 0,
            **changes,
        },
    )


def finalise(round_: Round, version: int = 1, **changes: Any) -> Review:
    juror = round_.jurors[0]
    return reviews.finalise(
        **{
            "juror": juror,
            "application": round_.applications[0],
            "by": juror.user,
            "version": version,
            **changes,
        }
    )


def scores(review: Review) -> dict[str, int]:
    return dict(review.scores.values_list("criterion__key", "steps"))


# Saving


def test_save_keeps_steps_and_reason(round_: Round) -> None:
    review = save(round_, comment="  Überzeugend.  ")

    assert (review.state, review.version, review.comment) == ("draft", 1, "Überzeugend.")
    assert scores(review) == {"idea": 7, "breadth": 8}


def test_save_again_replaces_the_whole(round_: Round) -> None:
    save(round_)
    review = save(round_, scores={"idea": "0", "breadth": ""}, version=1)

    assert (review.version, scores(review)) == (2, {"idea": 0})


def test_save_over_a_newer_version_is_refused_with_what_is_stored(round_: Round) -> None:
    save(round_)
    save(round_, comment="Neuer", version=1)

    for version in (0, 1, 3):
        with refused("version_conflict") as caught:
            save(round_, comment="Alt", version=version)
        assert (caught.details["version"], caught.details["theirs"]) == (2, "Neuer")


def test_save_over_a_version_that_never_was_is_refused(round_: Round) -> None:
    with refused("version_conflict") as caught:
        save(round_, version=5)
    assert caught.details["version"] == 0


def test_save_keeps_each_juror_to_the_own_review(round_: Round) -> None:
    first = save(round_, 0, scores={"idea": "5"})
    second = save(round_, 1, scores={"idea": "1"})

    assert (scores(first), scores(second)) == ({"idea": 10}, {"idea": 2})
    assert queries.own_review(round_.jurors[0], round_.applications[0]) == first


def test_save_names_all_wrong_criteria_together(round_: Round) -> None:
    with refused("score_off_grid") as caught:
        save(round_, scores={"idea": "3.3", "breadth": "4", "beauty": "5"})
    assert [(cause.field, cause.code) for cause in caught.refusal.causes] == [
        ("idea", "score_off_grid"),
        ("beauty", "unknown_field"),
    ]
    assert caught.sentence == "Erlaubt sind 0 bis 5 in Schritten von 0,5."


@pytest.mark.parametrize(
    ("comment", "code"), [("x" * 4001, "too_long"), ("\x00", "control_characters")]
)
def test_save_with_an_unusable_reason_is_refused(round_: Round, comment: str, code: str) -> None:
    with refused(code) as caught:
        save(round_, comment=comment)
    assert caught.field == "comment"


def test_save_for_another_juror_is_refused(round_: Round) -> None:
    for person in (round_.jurors[1].user, round_.dora):
        with refused("not_allowed"):
            save(round_, by=person)


def test_save_before_reviewing_opened_is_refused(make_round: MakeRound) -> None:
    with_jury = make_round(Stage.READY)

    with refused("reviewing_closed"):
        save(with_jury)


def test_save_without_a_declaration_is_refused(make_round: MakeRound) -> None:
    reviewing = make_round(Stage.REVIEWING)

    with refused("undeclared"):
        save(reviewing)


def test_save_with_a_conflict_is_refused(round_: Round) -> None:
    round_.declare(round_.jurors[0], round_.applications[0], answer="kinship")

    with refused("conflicted"):
        save(round_)


def test_save_of_what_is_not_assigned_is_refused(round_: Round, make_round: MakeRound) -> None:
    foreign = make_round(Stage.REVIEWING, fields={"slug": "zweite"}).applications[0]

    with refused("not_assigned"):
        save(round_, application=foreign)


def test_save_after_the_lock_is_refused(round_: Round) -> None:
    save(round_)
    round_.lock()

    with refused("scoring_closed"):
        save(round_, version=1)


# Finishing


def test_finalise_makes_it_count_and_confirms_by_mail(round_: Round) -> None:
    save(round_)

    review = finalise(round_)

    assert (review.state, review.finalised_at is not None) == ("final", True)
    notice = Notice.objects.get(kind="review_final")
    assert notice.recipient == round_.jurors[0].user
    assert AuditEntry.objects.get(act="review.finalised").payload == {
        "juror": round_.jurors[0].pk,
        "version": 1,
    }


def test_finalise_again_changes_nothing(round_: Round) -> None:
    save(round_)
    review = finalise(round_)

    with unchanged():
        assert finalise(round_) == review


def test_finalise_of_an_incomplete_review_names_the_criteria(round_: Round) -> None:
    with refused("review_incomplete") as nothing:
        finalise(round_, version=0)
    save(round_, scores={"idea": "5"})
    with refused("review_incomplete") as half:
        finalise(round_)

    assert nothing.sentence == "Es fehlen noch Punkte für: Überzeugungskraft, Breitenwirkung."
    assert half.sentence == "Es fehlen noch Punkte für: Breitenwirkung."
    assert half.field == "breadth"


def test_finalise_of_another_version_than_was_read_is_refused(round_: Round) -> None:
    save(round_)
    save(round_, version=1)

    with refused("version_conflict"):
        finalise(round_, version=1)


def test_final_review_is_changed_by_nobody(round_: Round) -> None:
    save(round_)
    finalise(round_)

    for version in (0, 1, 2):
        with refused("review_final"):
            save(round_, version=version)


def test_finalise_after_the_lock_or_with_a_conflict_is_refused(round_: Round) -> None:
    save(round_)
    save(round_, application=round_.applications[1])
    round_.declare(round_.jurors[0], round_.applications[1], answer="other")
    with refused("conflicted"):
        finalise(round_, application=round_.applications[1])
    round_.lock()
    with refused("scoring_closed"):
        finalise(round_)


def test_finalise_for_another_juror_is_refused(round_: Round, stranger: User) -> None:
    save(round_)

    with refused("not_allowed"):
        finalise(round_, by=stranger)


# The grid


def criterion(minimum: str = "0", maximum: str = "5", step: str = "0.5") -> Criterion:
    return Criterion(key="idea", minimum=minimum, maximum=maximum, step=step)


@pytest.mark.parametrize(
    ("grid", "typed", "steps"),
    [
        (("0", "5", "0.5"), "0", 0),
        (("0", "5", "0.5"), "5", 10),
        (("0", "5", "0.5"), " 3,5 ", 7),
        (("0", "5", "0.5"), "3.50", 7),
        (("0", "5", "0.5"), "05", 10),
        (("0", "5", "0.5"), "1,000", 2),  # a decimal comma
        (("1", "6", "1"), "1", 0),
        (("0", "1", "0.1"), "0.3", 3),
        (("0", "1", "0.1"), "0.7", 7),
        (("0.25", "1", "0.25"), "0.75", 2),
    ],
)
def test_typed_points_are_exact_steps(grid: tuple[str, str, str], typed: str, steps: int) -> None:
    assert reviews.steps_of(criterion(*grid), typed) == steps


@pytest.mark.parametrize(
    "typed",
    [
        *["5.5", "-0.5", "0.3", "3.49999999999999999", "5.0000000000000001", "1e0", "3/2", "+3"],
        *["drei", ".", ",", "1.2.3", "３", "٣", "nan", "inf", "1_0", "0x3", "9" * 5000],
    ],
)
def test_points_off_the_grid_are_refused(typed: str) -> None:
    with refused("score_off_grid") as caught:
        reviews.steps_of(criterion(), typed)
    assert caught.field == "idea"


def test_tenths_are_stored_and_summed_exactly(make_round: MakeRound) -> None:
    """0.1 + 0.2 is 0.3: thirty jurors' worth of float error would not be."""
    criteria = [{"key": "idea", "label": "Idee", "maximum": "1", "step": "0.1"}]
    tenths = ["0.1", "0.2", "0.7"]
    made = make_round(
        Stage.LOCKED,
        applications=2,
        jurors=3,
        criteria=criteria,
        fields={"places_count": 1},
        points=lambda juror, application: {"idea": tenths[juror - application]},
    )
    made.compute()

    assert made.run
    assert made.run.result
    assert set(made.run.result["scores"].values()) == {"1/3"}
    assert made.run.result["n_optimal_total"] == 2
    given = {row["scores"]["idea"] for row in made.run.input["reviews"]}
    assert given == set(tenths)


def test_points_of_the_steps_are_the_points_typed() -> None:
    tenth = criterion(maximum="1", step="0.1")
    for steps in range(11):
        exact = queries.points(tenth, steps)
        assert exact == Fraction(steps, 10)
        assert reviews.steps_of(tenth, queries.decimal_text(exact)) == steps
