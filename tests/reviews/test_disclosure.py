"""The one door to the others' reviews: when it opens, to whom, and what never comes out."""

from typing import Any

import pytest

from competition import clock
from reviews import queries
from reviews.models import JuryMember, Review, Rubric
from reviews.queries import OthersReview
from reviews.services import abstentions, reviews
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

GIVEN = {"idea": "4.5", "breadth": "2"}


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """Jurors see the others' reviews once the own one is final; the second juror is done."""
    made = make_round(
        Stage.REVIEWING, applications=2, jurors=3, rubric_fields={"disclosure": "own_final"}
    )
    for juror in made.jurors:
        made.declare(juror)
    finish(made, made.jurors[1], comment="Nummer 2.", private_note="Geheim.")
    return made


def finish(round_: Round, juror: JuryMember, **texts: Any) -> Review:
    given: dict[str, Any] = {
        "juror": juror,
        "application": round_.applications[0],
        "by": juror.user,
    }
    saved = reviews.save(**given, version=0, scores=GIVEN, reasons={"idea": "Neu."}, **texts)
    return reviews.finalise(**given, version=saved.version)


def seen(round_: Round, number: int = 0) -> list[OthersReview]:
    rubric = Rubric.objects.get(call=round_.call)
    return queries.others_reviews(round_.jurors[number], round_.applications[0], rubric)


def test_nothing_is_seen_before_the_own_review_is_final(round_: Round) -> None:
    clara = round_.jurors[0]
    assert seen(round_) == []
    reviews.save(
        juror=clara, application=round_.applications[0], by=clara.user, version=0, scores=GIVEN
    )
    assert seen(round_) == []


def test_the_final_reviews_of_others_are_seen_without_their_private_notes(round_: Round) -> None:
    finish(round_, round_.jurors[0])

    (other,) = seen(round_)

    assert (other.juror, other.comment) == ("Juror 2 Beispiel", "Nummer 2.")
    assert {key: str(points) for key, points in other.points.items()} == {
        "idea": "9/2",
        "breadth": "2",
    }
    assert other.reasons == {"idea": "Neu."}
    assert "Geheim." not in repr(other)


def test_an_abstention_opens_nothing(round_: Round) -> None:
    clara = round_.jurors[0]
    abstentions.abstain(
        juror=clara,
        application=round_.applications[0],
        by=clara.user,
        reason="Zu nah.",
        version=0,
    )
    assert seen(round_) == []


def test_where_the_session_discloses_nothing_is_seen_before_the_lock(
    make_round: MakeRound,
) -> None:
    made = make_round(Stage.SCORED)
    assert seen(made) == []
    made.lock()
    assert [other.juror for other in seen(made)] == ["Juror 2 Beispiel"]


def test_a_juror_in_conflict_sees_nothing_not_even_after_the_lock(round_: Round) -> None:
    finish(round_, round_.jurors[0])
    round_.declare(round_.jurors[0], round_.applications[0], answer="kinship")
    assert seen(round_) == []
    round_.lock()
    assert seen(round_) == []


def test_who_has_not_declared_sees_nothing_after_the_lock(make_round: MakeRound) -> None:
    made = make_round(Stage.REVIEWING)
    made.declare(made.jurors[1])
    finish(made, made.jurors[1])
    made.lock()
    assert seen(made) == []


def test_a_voided_review_and_a_draft_never_come_out(round_: Round) -> None:
    finish(round_, round_.jurors[0])
    third = round_.jurors[2]
    reviews.save(
        juror=third, application=round_.applications[0], by=third.user, version=0, scores=GIVEN
    )
    round_.declare(round_.jurors[1], round_.applications[0], answer="kinship")
    assert seen(round_) == []


def test_the_review_of_an_ended_assignment_never_comes_out(round_: Round) -> None:
    finish(round_, round_.jurors[0])
    round_.jurors[1].assignments.filter(application=round_.applications[0]).update(
        ended_at=clock.now(round_.call), ended_by=round_.dora
    )
    assert seen(round_) == []


def test_the_rubric_of_another_round_opens_nothing(round_: Round, make_round: MakeRound) -> None:
    finish(round_, round_.jurors[0])
    other = make_round(Stage.LOCKED, fields={"slug": "andere"})
    rubric = Rubric.objects.get(call=other.call)
    assert queries.others_reviews(round_.jurors[0], round_.applications[0], rubric) == []
    assert queries.others_reviews(round_.jurors[0], round_.applications[0], None) == []
