"""Letters of one shape are rendered once, and say what each alone would say."""

from collections.abc import Mapping
from typing import Any

import pytest

from competition.letters.stencils import Stencils
from competition.models import Announcement, LetterText
from competition.services import announcement
from competition.services.announcement import Result
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
NAMES = ["Alt  Beispiel", "100 % {kommune} {{x}}", "\ue0000\ue001", "<b>Ort & Co.</b>", "\\1 Ort"]


class Watched:
    """A letter that counts how often it is rendered."""

    def __init__(self, result: Result, times: list[str]) -> None:
        self.kind, self._letter, self._times = result.letter.kind, result.letter, times

    def render(self, context: Mapping[str, Any]) -> tuple[str, str]:
        self._times.append(self.kind)
        return self._letter.render(context)


class Shouting:
    """A letter that says a name otherwise than it stands."""

    kind = "rejection"

    def render(self, context: Mapping[str, Any]) -> tuple[str, str]:
        application = context["application"]
        if isinstance(application, dict):
            return "s", application["municipality"]["name"]
        return "s", application.municipality.name.upper()


@pytest.fixture
def results(make_round: MakeRound) -> list[Result]:
    """Two awards and six rejections, each with its own points."""
    make_round(Stage.PREPARED, applications=8)
    standing = Announcement.objects.select_related("call").get()
    return list(announcement.results_of(standing, announcement.addressees(standing.call)))


def texts_of(results: list[Result], times: list[str]) -> list[tuple[str, str]]:
    texts = Stencils(results[0].application.call)
    return [
        texts.text(Watched(each, times), each.application, each.context)  # type: ignore[arg-type]
        for each in results
    ]


def alone(result: Result) -> tuple[str, str]:
    call = result.application.call
    return result.letter.render({"call": call, "application": result.application, **result.context})


def test_every_letter_says_what_it_would_alone(results: list[Result]) -> None:
    times: list[str] = []
    assert texts_of(results, times) == [alone(each) for each in results]
    assert sorted(times) == ["award"] * 3 + ["rejection"] * 3


def test_the_calls_own_wording_is_a_stencil_as_well(results: list[Result]) -> None:
    standing = results[0].context["announcement"]
    LetterText.objects.create(
        call=standing.call,
        kind="rejection",
        subject="{kommune}",
        body="{vorhaben}\n\n{kriterien}\n\n{begruendung}\n{rechtsbehelf}",
        version=1,
        saved_at=standing.prepared_at,
        saved_by=standing.prepared_by,
    )
    standing = Announcement.objects.select_related("call").get()
    told = list(announcement.results_of(standing, announcement.addressees(standing.call)))
    times: list[str] = []
    assert texts_of(told, times) == [alone(each) for each in told]
    assert times.count("rejection") == 3


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_taken_for_anything_else(results: list[Result], name: str) -> None:
    rejected = [each for each in results if each.letter.kind == "rejection"]
    for each in rejected[2:]:
        each.application.municipality.name = name
    assert texts_of(rejected, []) == [alone(each) for each in rejected]


def test_what_says_a_word_otherwise_is_rendered_whole(results: list[Result]) -> None:
    texts = Stencils(results[0].application.call)
    said = [texts.text(Shouting(), each.application, each.context)[1] for each in results]  # type: ignore[arg-type]
    assert said == [each.application.municipality.name.upper() for each in results]
