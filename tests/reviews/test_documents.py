"""A juror's copy: everything of an application that is read, and a place for the points."""

from typing import Any

import pytest

from competition import clock
from reviews import documents, queries
from reviews.documents import ReadingPaper
from reviews.models import Rubric
from tests.fixtures.rounds import CRITERIA, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
LEVELS = [{"score": "5", "meaning": "Herausragend."}, {"score": "0.5", "meaning": "Kaum."}]


def paper(round_: Round, **more: Any) -> ReadingPaper:
    """The first juror's copy, declared free for everything."""
    juror, at = round_.jurors[0], clock.now(round_.call)
    round_.declare(juror)
    return documents.reading_paper(
        juror=juror,
        rubric=Rubric.objects.get(),
        applications=list(queries.applications_for(juror, at)),
        questions=list(round_.call.questions.all()),
        at=at,
        **more,
    )


def test_answers_stand_under_the_number_name_and_title(make_round: MakeRound) -> None:
    found = paper(make_round(Stage.REVIEWING, applications=2))
    assert [each.title for each in found.applications] == [
        "1. Beispielstadt: Vorhaben 1",
        "2. Musterdorf: Vorhaben 2",
    ]
    (section,) = found.applications[0].sections
    assert [each.label for each in section.answers][:2] == [
        "Beschreiben Sie Ihre Idee.",
        "Welche Perspektiven?",
    ]
    assert found.mark == "VERTRAULICH – nur für die Jury"


def test_sheets_tell_levels_grid_and_whether_a_reason_is_due(make_round: MakeRound) -> None:
    first = {**CRITERIA[0], "levels": LEVELS, "reason_required": True}
    idea, breadth = paper(
        make_round(Stage.REVIEWING, applications=1, criteria=[first, CRITERIA[1]])
    ).criteria
    assert (idea.label, idea.reason) == ("Überzeugungskraft (Gewicht 2)", " (nötig)")
    assert [(level.label, level.value) for level in idea.levels] == [
        ("5", "Herausragend."),
        ("0,5", "Kaum."),
    ]
    assert (breadth.grid, breadth.reason) == ("0 bis 5 in Schritten von 0,5", "")


def test_numbers_go_on_in_a_further_part(make_round: MakeRound) -> None:
    found = paper(make_round(Stage.REVIEWING, applications=1), first=101)
    assert found.applications[0].title.startswith("101. ")
