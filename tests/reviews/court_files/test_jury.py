"""The jury's part of a court file: of its application, no private note, never too early."""

import json

import pytest

from reviews.models import Decision, Deviation
from reviews.services import deliberation, reviews, rubric
from tests.fixtures.court_files import made
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.sessions import Sitting

pytestmark = pytest.mark.django_db
NOTE = "Nur für mich: schwach."


def test_private_notes_are_nowhere(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, applications=1, jurors=1)
    juror, application = round_.jurors[0], round_.applications[0]
    round_.declare(juror)
    review = reviews.save(
        juror=juror,
        application=application,
        by=juror.user,
        scores={"idea": "4,5", "breadth": "3"},
        comment="Überzeugt.",
        private_note=NOTE,
        version=0,
    )
    reviews.finalise(juror=juror, application=application, by=juror.user, version=review.version)
    rubric.lock_scores(call=round_.call, by=round_.dora)
    file = made(application, round_.dora)
    assert NOTE not in file.everything()
    assert "private_note" not in file.everything()
    assert "Überzeugungskraft: 4,5 Punkte" in file.index
    assert "Begründung für die Jury: Überzeugt." in file.index
    (kept,) = file.named("bewertung-1-fassungen.json")
    assert [each["scores"]["idea"] for each in json.loads(kept)][-1] == "4.5"


def test_before_the_scores_are_locked_no_points_are_in_the_file(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED, applications=1)
    file = made(round_.applications[0], round_.dora)
    assert "Die Bewertungen sind noch nicht gesperrt" in file.index
    assert "Überzeugt." not in file.everything()
    assert file.named("fassungen.json") == []
    assert "Zuteilung: Clara Beispiel" in file.index


def test_conflicts_are_told_where_they_belong(sitting: Sitting) -> None:
    first, second = sitting.round.applications[:2]
    assert "Befangenheit: Juror 2 Beispiel" in made(second, sitting.round.dora).index
    other = made(first, sitting.round.dora).index
    assert "Befangenheit: Juror 2 Beispiel" not in other
    assert "nicht befangen zu sein: Juror 2 Beispiel" in other


def test_the_session_is_told_as_far_as_it_was_about_this_application(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.revise(0, sitting.third)
    deliberation.note(session=sitting.session, text="Sehr dicht.", by=sitting.round.dora)
    sitting.end(0)
    sitting.call(1)
    deliberation.note(session=sitting.session, text="Anderes Vorhaben.", by=sitting.round.dora)
    index = made(sitting.round.applications[0], sitting.round.dora).index
    assert "Geänderte Punkte: Juror 3 Beispiel" in index
    assert "Die Beratung hat mich überzeugt." in index
    assert "Sehr dicht." in index
    assert "Anderes Vorhaben." not in index


def test_run_and_decision_speak_of_this_application_alone(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED, applications=3)
    last = round_.applications[2]
    file = made(last, round_.dora)
    assert "Vorschlag: nicht ausgewählt" in file.index
    assert "Diese Bewerbung: nicht ausgewählt" in file.index
    assert "Platz nach Punkten: 3 von 3" in file.index
    assert round_.run
    assert round_.run.input_digest in file.index
    assert "Bestätigt: Emil Beispiel" in file.index
    text = file.everything()
    for other in round_.applications[:2]:
        assert other.public_id not in text
        assert other.municipality.name not in text.replace("Beispielrunde", "")


def test_a_deviation_gives_its_reason_to_whom_it_concerns(make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED, applications=3)
    first, second, third = round_.applications
    Deviation.objects.create(
        decision=Decision.objects.get(),
        enters=[third.public_id],
        leaves=[second.public_id],
        reason="Die Fläche fehlt sonst.",
        price="3/2",
    )
    assert "Die Fläche fehlt sonst." in made(third, round_.dora).index
    assert "Diese Bewerbung fällt weg." in made(second, round_.dora).index
    index = made(first, round_.dora).index
    assert "Die Fläche fehlt sonst." not in index
    assert "Ja; diese Bewerbung betrifft sie nicht." in index
