"""Reviewing: the gate before content, exact scores, drafts by version, final once."""

from typing import Any

import pytest

from competition.models import AuditEntry, Notice, User
from reviews import queries
from reviews.models import Review
from reviews.review import entries
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


def test_t20_save_over_a_newer_version_is_refused_with_what_is_stored(round_: Round) -> None:
    save(round_)
    save(round_, comment="Neuer", version=1)

    for version in (0, 1, 3):
        with refused("version_conflict") as caught:
            save(round_, comment="Alt", version=version)
        assert (caught.details["version"], caught.details["stored"]["comment"]) == (2, "Neuer")


def test_t20_save_over_a_version_that_never_was_is_refused(round_: Round) -> None:
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


def test_t21_save_with_a_conflict_is_refused(round_: Round) -> None:
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


def test_save_keeps_all_that_was_typed_and_leaves_a_snapshot_per_version(round_: Round) -> None:
    save(round_, reasons={"idea": "Neu gedacht."}, private_note="Nachfragen.")
    review = save(round_, scores={"breadth": ""}, reasons={"breadth": "Offen."}, version=1)

    assert review.scores.get().reason == "Neu gedacht."
    content = entries.content_of(queries.own_reviews(round_.jurors[0], review.application).get())
    assert content["reasons"] == {"idea": "Neu gedacht.", "breadth": "Offen."}
    assert (content["comment"], content["private_note"]) == ("Gut.", "Nachfragen.")
    first, second = review.snapshots.order_by("version")
    assert (first.version, first.content["scores"]) == (1, {"idea": "3.5", "breadth": "4"})
    assert (second.version, second.content) == (
        2,
        {**content, "state": "draft", "abstention_reason": ""},
    )


def test_save_while_typing_keeps_what_is_right_and_names_what_is_not(round_: Round) -> None:
    saved = reviews.save_sound(
        juror=round_.jurors[0],
        application=round_.applications[0],
        by=round_.jurors[0].user,
        version=0,
        scores={"idea": "3,7", "breadth": "2"},
        comment="Gut.",
    )
    assert [(each.code, each.field) for each in saved.refused] == [("score_off_grid", "idea")]
    assert (scores(saved.review), saved.review.comment) == ({"breadth": 4}, "Gut.")
    assert saved.content["scores"] == {"breadth": "2"}


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

    assert nothing.sentence == (
        "Zum Abschließen fehlt noch: Punkte für „Überzeugungskraft“, Punkte für „Breitenwirkung“."
    )
    assert half.sentence == "Zum Abschließen fehlt noch: Punkte für „Breitenwirkung“."
    assert half.field == "breadth"


def test_finalise_asks_for_the_reasons_that_the_rubric_asks_for(make_round: MakeRound) -> None:
    criteria = [{"key": "idea", "label": "Idee", "reason_required": True}]
    made = make_round(Stage.REVIEWING, criteria=criteria, rubric_fields={"tie_break": []})
    made.declare(made.jurors[0])
    save(made, scores={"idea": "5"})
    with refused("review_incomplete") as caught:
        finalise(made)
    assert [cause.field for cause in caught.refusal.causes] == ["reason-idea"]
    save(made, scores={}, reasons={"idea": "Neu."}, version=1)
    assert finalise(made, version=2).state == "final"


def test_finalise_of_another_version_than_was_read_is_refused(round_: Round) -> None:
    save(round_)
    save(round_, comment="Neuer", version=1)

    with refused("version_conflict"):
        finalise(round_, version=1)


def test_final_review_is_changed_by_nobody(round_: Round) -> None:
    save(round_)
    finalise(round_)

    for version in (0, 1, 2):
        with refused("review_final") as caught:
            save(round_, comment="Anderes", version=version)
        assert caught.details["stored"]["comment"] == "Gut."


def test_a_save_that_is_sent_twice_is_one_save(round_: Round) -> None:
    saved = save(round_)

    with unchanged():
        assert save(round_) == saved
    finalise(round_)
    with unchanged():
        assert save(round_).state == "final"


def test_t21_finalise_after_the_lock_or_with_a_conflict_is_refused(round_: Round) -> None:
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


# Exact


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
