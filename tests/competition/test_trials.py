"""A trial read against the form as it stands now."""

import pytest

from competition import trials
from competition.services import trials as services
from tests.fixtures.files import FILES
from tests.fixtures.rounds import ANSWERS, QUESTIONS, MakeRound, Stage

pytestmark = pytest.mark.django_db


def read(make_round: MakeRound, *, label: str = "", **values: object) -> trials.Trial:
    """Dora's trial of a form in which a question was shortened after it was filled in."""
    required = {**FILES, "is_required": True}
    round_ = make_round(Stage.DRAFTED, questions=[*QUESTIONS, required])
    services.save(call=round_.call, values=values, by=round_.dora)
    if label:
        round_.call.questions.filter(label=label).update(max_chars=5)
    stored = trials.own(round_.call, round_.dora)
    return trials.read(round_.call, list(round_.call.questions.all()), stored)


def test_gaps_are_those_of_an_application_but_for_files(make_round: MakeRound) -> None:
    found = read(make_round, title="Probe")

    assert [gap.key for gap in found.gaps] == ["concept", "perspectives", "own_share", "not_begun"]
    assert [question.key for question in found.files] == ["resolution"]
    assert (found.answered_count, found.required_count) == (1, 5)


def test_nothing_is_missing_when_all_is_answered(make_round: MakeRound) -> None:
    assert read(make_round, **ANSWERS).gaps == []


def test_answer_that_no_longer_fits_is_named_and_left_out(make_round: MakeRound) -> None:
    found = read(make_round, label="Beschreiben Sie Ihre Idee.", **ANSWERS)

    assert found.unfit == ["Beschreiben Sie Ihre Idee."]
    assert "concept" in [gap.key for gap in found.gaps]


def test_its_document_cannot_be_taken_for_an_application(make_round: MakeRound) -> None:
    document = read(make_round, **ANSWERS).document

    assert document["format"] == "modellkommune-trial-1"
    assert not {"application", "municipality", "partners"} & set(document)


def test_without_a_trial_everything_is_missing(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)
    found = trials.read(round_.call, list(round_.call.questions.all()), None)

    assert (found.held, found.answered_count, found.required_count) == ({}, 0, 5)
