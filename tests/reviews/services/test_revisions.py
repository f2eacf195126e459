"""Points changed in the session: by whom, when, with what reason, and what never changes."""

import pytest

from competition.models import User
from reviews import bundles, cases
from reviews.models import Review, Revision, Score
from reviews.models.review import ReviewState
from reviews.models.session import EntryKind
from reviews.services import conflicts, decision, deliberation, revisions, selection, session
from reviews.services.deliberation import Votes
from reviews.session import room
from tests.fixtures.refusals import refused
from tests.fixtures.sessions import Sitting

pytestmark = pytest.mark.django_db


def texts(sitting: Sitting, kind: EntryKind) -> list[str]:
    entries = sitting.session.entries.filter(kind=kind).order_by("sequence")
    return list(entries.values_list("text", flat=True))


def test_a_changed_score_keeps_both_values(sitting: Sitting) -> None:
    sitting.call(0)
    revision = sitting.revise(0, sitting.third)
    assert (revision.steps_before, revision.steps_after) == (8, 7)
    assert Score.objects.get(pk=revision.score_id).steps == 7
    assert texts(sitting, EntryKind.REVISED) == [
        (
            "Überzeugungskraft: 3,5 statt 4 Punkte; Mittelwert 4,13 statt 4,25.\n"
            "Begründung: Die Beratung hat mich überzeugt."
        )
    ]


def test_a_second_change_keeps_all(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.revise(0, sitting.third)
    sitting.revise(0, sitting.third, "5")
    steps = Revision.objects.order_by("pk").values_list("steps_before", "steps_after")
    assert list(steps) == [(8, 7), (7, 10)]


def test_the_office_may_enter_it_for_the_juror_on_record(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.revise(0, sitting.third, by=sitting.round.dora)
    entry = sitting.session.entries.get(kind=EntryKind.REVISED)
    assert (entry.jury_member, entry.by) == (sitting.third, sitting.round.dora)


def test_nobody_changes_the_points_of_another(sitting: Sitting, stranger: User) -> None:
    sitting.call(0)
    for person in (sitting.second.user, stranger):
        with refused("not_allowed"):
            sitting.revise(0, sitting.third, by=person)


def test_points_change_while_it_is_discussed_alone(sitting: Sitting) -> None:
    with refused("item_not_open"):
        sitting.revise(0, sitting.third)
    sitting.call(2)
    with refused("item_not_open"):
        sitting.revise(0, sitting.third)


def test_who_is_absent_changes_nothing(sitting: Sitting) -> None:
    sitting.call(0)
    session.leave(session=sitting.session, member=sitting.third, by=sitting.round.dora)
    with refused("not_present"):
        sitting.revise(0, sitting.third)


def test_who_is_befangen_changes_nothing(sitting: Sitting) -> None:
    sitting.call(1)
    for person in (sitting.second.user, sitting.round.dora):
        with refused("conflicted"):
            sitting.revise(1, sitting.second, by=person)


def test_a_late_recusal_voids_and_puts_out_at_once(sitting: Sitting) -> None:
    item = sitting.call(0)
    sitting.revise(0, sitting.third)
    answers = {sitting.round.applications[0].public_id: "kinship"}
    conflicts.declare(
        juror=sitting.third, answers=answers, by=sitting.third.user, understood=answers
    )
    out = sitting.session.entries.get(kind=EntryKind.OUT)
    assert (out.jury_member, out.text) == (sitting.third, "Angehörige")
    assert sitting.third not in room.in_room(item)
    with refused("conflicted"):
        sitting.revise(0, sitting.third, "5")
    assert Score.objects.filter(review__jury_member=sitting.third, steps=7).exists()
    case = cases.case_of(sitting.round.call)
    assert {"juror": "J3", "application": item.application.public_id} in case["conflicts"]
    deliberation.vote(item=item, motion="Fördern", votes=Votes(3, 0), by=sitting.round.dora)
    assert sitting.session.entries.filter(kind=EntryKind.OUT).count() == 1


def test_who_has_yet_to_declare_changes_nothing(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.third.declarations.all().delete()
    for by in (sitting.third.user, sitting.round.dora):
        with refused("undeclared"):
            sitting.revise(0, sitting.third, by=by)


def test_points_of_an_unfinished_review_do_not_change(sitting: Sitting) -> None:
    sitting.call(0)
    mine = Review.objects.filter(
        jury_member=sitting.third, application=sitting.round.applications[0]
    )
    mine.update(state=ReviewState.DRAFT, finalised_at=None)
    with refused("review_not_counting"):
        sitting.revise(0, sitting.third)


def test_points_of_an_ended_assignment_do_not_change(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.third.assignments.update(
        ended_at=sitting.session.opened_at, ended_by=sitting.round.dora
    )
    with refused("review_not_counting"):
        sitting.revise(0, sitting.third)


@pytest.mark.parametrize("typed", ["", "x", "3,3", "6", "-1", "1" * 30, "1e2", "٣"])
def test_points_lie_on_the_grid(sitting: Sitting, typed: str) -> None:
    sitting.call(0)
    with refused("score_off_grid") as caught:
        sitting.revise(0, sitting.third, typed)
    assert caught.field == "points"


def test_the_same_points_are_no_change(sitting: Sitting) -> None:
    sitting.call(0)
    with refused("score_unchanged"):
        sitting.revise(0, sitting.third, "4")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": "  "}, "reason_required"),
        ({"reason": "x" * 4001}, "too_long"),
        ({"points": "3\x00"}, "control_characters"),
        ({"criterion": "gibt-es-nicht"}, "unknown_field"),
    ],
)
def test_a_change_needs_its_words(sitting: Sitting, changed: dict[str, str], code: str) -> None:
    sitting.call(0)
    given = {"criterion": "idea", "points": "3", "reason": "Darum."} | changed
    with refused(code):
        revisions.revise(item=sitting.item(0), juror=sitting.third, by=sitting.third.user, **given)


def test_a_run_requested_before_is_stale(sitting: Sitting) -> None:
    run = selection.request(call=sitting.round.call, by=sitting.round.dora)
    done = selection.compute(run_id=run.pk)
    assert done
    sitting.call(0)
    sitting.revise(0, sitting.third)
    assert bundles.case_digest(cases.case_of(sitting.round.call)) != done.input_digest
    sitting.end(0)
    sitting.close()
    with refused("run_stale"):
        decision.propose(run=done, by=sitting.round.dora)


def test_once_a_decision_stands_no_score_changes(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.round.compute()
    with refused("session_open"):
        sitting.round.propose()
    sitting.end(0)
    sitting.close()
    sitting.round.propose()
    with refused("session_closed"):
        sitting.revise(0, sitting.third)
    with refused("decision_standing"):
        session.open(call=sitting.round.call, by=sitting.round.dora, quorum=3)
