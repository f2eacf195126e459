"""Drafts: the content as it would be sealed, and what it lacks."""

from typing import Any

import pytest

from competition import drafts
from competition.models import Application, Municipality, User
from competition.services import partners
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage, answer, partner_of

pytestmark = pytest.mark.django_db


def content(application: Application) -> dict[str, Any]:
    return drafts.content(application, list(application.call.questions.all()))


def test_content_says_who_applies_and_every_answer_beside_its_question(draft: Application) -> None:
    document = content(draft)

    assert document["municipality"] == {
        "ags": "99001001",
        "name": "Beispielstadt",
        "kind": "town",
        "state": "NW",
        "population": 34_920,
        "size_class": "medium",
    }
    assert document["answers"] == [
        {"key": "title", "kind": "line", "label": "Titel des Vorhabens", "value": "Vorhaben 1"},
        {
            "key": "concept",
            "kind": "text",
            "label": "Beschreiben Sie Ihre Idee.",
            "value": "Alle Vorlagen des Rates werden offene Daten.",
        },
        {
            "key": "perspectives",
            "kind": "choices",
            "label": "Welche Perspektiven?",
            "value": ["transparency"],
        },
        {"key": "own_share", "kind": "money", "label": "Eigenanteil in Euro", "value": 500_000},
        {
            "key": "not_begun",
            "kind": "declaration",
            "label": "Das Vorhaben hat nicht begonnen.",
            "hint": "",
            "value": True,
        },
        {"key": "remark", "kind": "line", "label": "Anmerkung", "value": ""},
    ]


def test_digest_of_an_unchanged_draft_is_the_same(draft: Application, anna: User) -> None:
    before = drafts.digest(draft)
    answer(draft, anna, title="Anderer Titel")
    changed = drafts.digest(draft)
    answer(draft, anna, title="Vorhaben 1")

    assert changed != before
    assert drafts.digest(draft) == before


def test_digest_covers_the_partners_in_the_order_of_their_keys(
    draft: Application, anna: User, other_town: Municipality
) -> None:
    before = drafts.digest(draft)

    partners.invite(application=draft, municipality=other_town, by=anna)

    assert content(draft)["partners"] == [{"ags": "99002001", "name": "Musterdorf"}]
    assert drafts.digest(draft) != before


def test_digest_does_not_depend_on_a_confirmation(
    draft: Application, anna: User, boris: User, other_town: Municipality
) -> None:
    partners.invite(application=draft, municipality=other_town, by=anna)
    before = drafts.digest(draft)

    partners.confirm(participant=partner_of(draft, other_town), by=boris)

    assert drafts.digest(draft) == before


def test_missing_names_the_required_questions_in_order(draft: Application, anna: User) -> None:
    questions = list(draft.call.questions.all())
    answer(draft, anna, not_begun=False, title="", remark="", own_share="0")

    assert [q.key for q in drafts.missing(content(draft), questions)] == ["title", "not_begun"]


def test_missing_of_a_new_application_is_every_required_question(
    draft: Application, anna: User
) -> None:
    draft.answers.all().delete()
    questions = list(draft.call.questions.all())

    assert [question.key for question in drafts.missing(content(draft), questions)] == [
        *["title", "concept", "perspectives", "own_share", "not_begun"]
    ]


CONDITIONAL = [
    {
        "key": "joint",
        "kind": "choice",
        "label": "Mit anderen?",
        "choices": [{"value": "yes", "label": "Ja"}, {"value": "no", "label": "Nein"}],
    },
    {
        "key": "others",
        "kind": "line",
        "label": "Mit wem?",
        "condition": {"question": "joint", "values": ["yes"]},
    },
]


@pytest.fixture
def conditional(make_round: MakeRound) -> Application:
    """A draft that says with whom, and then that it is with nobody."""
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, *CONDITIONAL])
    return round_.draft(0, joint="yes", others="Volkshochschule")


def keys(document: dict[str, Any]) -> list[str]:
    return [answer["key"] for answer in document["answers"]]


def test_what_is_not_asked_is_left_out_and_kept_in_the_draft(conditional: Application) -> None:
    with_others = drafts.digest(conditional)
    assert keys(content(conditional))[-2:] == ["joint", "others"]

    answer(conditional, conditional.contact, joint="no")

    assert keys(content(conditional))[-1] == "joint"
    assert conditional.answers.get(question__key="others").value == "Volkshochschule"
    answer(conditional, conditional.contact, joint="yes")
    assert drafts.digest(conditional) == with_others


def test_what_is_not_asked_is_not_missing(conditional: Application) -> None:
    questions = list(conditional.call.questions.all())
    answer(conditional, conditional.contact, others="")
    assert [gap.key for gap in drafts.missing(content(conditional), questions)] == ["others"]
    assert drafts.progress(content(conditional), questions) == (6, 7)

    answer(conditional, conditional.contact, joint="no")

    assert drafts.missing(content(conditional), questions) == []
    assert drafts.progress(content(conditional), questions) == (6, 6)
