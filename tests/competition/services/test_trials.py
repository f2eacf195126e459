"""Trial applications: one per person and call, merged answer by answer, gone when wished."""

from typing import Any

import pytest

from competition.models import AuditEntry, TrialApplication, User
from competition.services import trials
from tests.fixtures.files import FILES
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import ANSWERS, QUESTIONS, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.DRAFTED, questions=[*QUESTIONS, FILES])


def save(round_: Round, by: User | None = None, **values: Any) -> TrialApplication:
    return trials.save(call=round_.call, values=values, by=by or round_.dora)


def test_answers_are_kept_as_an_application_would_keep_them(round_: Round) -> None:
    trial = save(round_, **ANSWERS)

    assert trial.answers == {**ANSWERS, "own_share": 5_000_00}


def test_answers_that_are_not_named_stay(round_: Round) -> None:
    save(round_, title="Erstens")
    save(round_, concept="Zweitens")

    assert TrialApplication.objects.get().answers == {"title": "Erstens", "concept": "Zweitens"}


def test_everybody_has_an_own_one(round_: Round) -> None:
    save(round_, title="Doras")
    save(round_, round_.emil, title="Emils")

    assert TrialApplication.objects.count() == 2
    trials.delete(call=round_.call, by=round_.dora)
    assert TrialApplication.objects.get().saved_by == round_.emil


def test_it_is_of_no_consequence_and_stands_in_no_log(round_: Round) -> None:
    count = AuditEntry.objects.count()
    save(round_, title="Probe")
    trials.delete(call=round_.call, by=round_.dora)

    assert AuditEntry.objects.count() == count


def test_it_may_be_made_after_publication_too(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)

    assert save(round_, title="Probe").answers == {"title": "Probe"}


def test_answer_to_a_question_that_is_gone_goes_with_it(round_: Round) -> None:
    save(round_, remark="Weg", title="Probe")
    round_.call.questions.filter(key="remark").delete()

    assert save(round_, title="Neu").answers == {"title": "Neu"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"riddle": "x"}, "unknown_question"),
        ({"resolution": []}, "files_apart"),
        ({"concept": "x" * 201}, "too_long"),
        ({"title": "a\x00b"}, "control_characters"),
        ({"own_share": 10**30}, "not_an_amount"),
        ({"perspectives": "x"}, "malformed"),
    ],
)
def test_wrong_answer_is_refused_at_its_question(
    round_: Round, values: dict[str, Any], code: str
) -> None:
    with refused(code) as caught:
        save(round_, **{"not_begun": True, **values})
    assert caught.field == next(iter(values))


def test_only_the_office_tries_out(round_: Round, clara: User) -> None:
    with refused("not_allowed"):
        save(round_, clara, title="x")
    with refused("not_allowed"):
        trials.delete(call=round_.call, by=clara)


def test_nothing_to_delete_is_no_fault(round_: Round) -> None:
    with unchanged():
        trials.delete(call=round_.call, by=round_.dora)
