"""Documents that come down from the jury: what they say, and what never."""

import json
from typing import Any

import pytest

from competition.models import Publication
from reviews import bundles
from reviews.models import Criterion, JuryMember, Rubric
from reviews.selection import select
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

RULE = {
    "key": "towns",
    "label": "Höchstens drei Städte",
    "attribute": "kind",
    "value": "town",
    "maximum": 3,
}


def points(juror: int, application: int) -> dict[str, str]:
    """Scores that tell the jurors and the applications apart."""
    given = f"{4 - application}.{5 * juror}"
    return {"idea": given, "breadth": given}


@pytest.fixture
def decided(make_round: MakeRound) -> Round:
    return make_round(Stage.DECIDED, points=points, rules=[RULE])


def document(kind: str, **wanted: Any) -> Any:
    return Publication.objects.get(kind=kind, **wanted).content


def test_rubric_says_how_is_judged(decided: Round) -> None:
    assert bundles.rubric_document(Rubric.objects.get()) == document("rubric")
    assert [(row["id"], row["weight"], row["max"]) for row in document("rubric")["criteria"]] == [
        ("idea", "2", "5"),
        ("breadth", "1", "5"),
    ]


def test_rubric_says_all_that_is_frozen(make_round: MakeRound) -> None:
    """A word that is left out could be changed after the call is published."""
    make_round(Stage.OPEN)
    told_elsewhere = {"id", "call", "digest", "seats_mode", "tie_break", "rubric", "position"}
    acts = {"frozen_at", "frozen_by", "locked_at", "locked_by"}
    names = {"key": "id", "minimum": "min", "maximum": "max"}

    for model, told in (
        (Rubric, document("rubric")),
        (Criterion, document("rubric")["criteria"][0]),
    ):
        fields = {field.name for field in model._meta.fields if not field.name.startswith("lot_")}
        assert {names.get(name, name) for name in fields - told_elsewhere - acts} <= set(told)


def test_rubric_that_is_changed_past_the_services_has_another_digest(make_round: MakeRound) -> None:
    make_round(Stage.OPEN)
    published = Rubric.objects.get()
    assert bundles.rubric_digest(published) == published.digest
    assert bundles.rubric_digest(None) == ""

    for change in ({"panel_size": 3}, {"disclosure": "own_final"}, {"abstention_allowed": False}):
        Rubric.objects.update(**change)
        assert bundles.rubric_digest(Rubric.objects.get()) != published.digest
        Rubric.objects.update(**{name: getattr(published, name) for name in change})


def test_rules_say_how_is_selected(decided: Round) -> None:
    rules = document("rules")

    assert (rules["seats"], rules["tie_break"], rules["lot"]) == (2, ["criterion:idea"], None)
    assert rules["rules"] == [
        {
            "id": "towns",
            "label": "Höchstens drei Städte",
            "attr": "kind",
            "value": "town",
            "min": None,
            "max": 3,
        }
    ]


def test_decision_can_be_recomputed_by_anyone(decided: Round) -> None:
    content = json.loads(json.dumps(document("decision")))

    again = select(content["case"])
    for key in ("status", "gate", "scores", "total", "selected", "margin", "price"):
        assert again[key] == content["result"][key], key
    assert [row["id"] for row in content["awards"]] == [
        application.public_id for application in decided.applications[:2]
    ]


def test_decision_tells_of_each_application_only_what_a_rule_asks_for(decided: Round) -> None:
    told = [set(row["attrs"]) for row in document("decision")["case"]["applications"]]

    assert told == [{"kind"}] * 3


def test_decision_names_no_juror_and_no_single_score(decided: Round) -> None:
    content = document("decision")
    text = json.dumps(content, ensure_ascii=False)

    for juror in JuryMember.objects.order_by("pk"):
        assert juror.user.name not in text
    assert '"J1"' not in text
    assert {"reviews", "conflicts", "jurors"} & set(content["case"]) == set()
    assert "leave_one_juror_out" not in content["result"]
    assert "bootstrap" not in content["result"]["insight"]
    assert {row["aggregate"]["criteria"]["idea"] for row in content["case"]["applications"]} == {
        *["17/4", "13/4", "9/4"]
    }


def test_decision_keeps_who_was_not_funded_under_a_pseudonym(decided: Round) -> None:
    text = json.dumps(document("decision"), ensure_ascii=False)

    assert "Musterdorf" in text
    for hidden in ("Beispielort 3", "99003001", "Vorhaben 3"):
        assert hidden not in text


def test_decision_of_a_call_that_publishes_awards_alone_has_no_scores(
    make_round: MakeRound,
) -> None:
    make_round(Stage.DECIDED, fields={"publication_level": "awards"})

    content = document("decision")
    assert set(content) == {*["format", "call", "synthetic", "engine", "input_sha256", "awards"]}
    assert content["synthetic"] is True


def test_reasons_are_the_own_and_nobody_else_s(decided: Round) -> None:
    last = decided.applications[2]

    assert document("reasons", application=last) == {
        "format": "modellkommune-reasons-1",
        "application": last.public_id,
        "gate": "ok",
        "reviews_count": 2,
        "score": "27/4",
        "criteria": [
            {
                "id": "idea",
                "label": "Überzeugungskraft",
                "weight": "2",
                "max": "5",
                "value": "9/4",
            },
            {
                "id": "breadth",
                "label": "Breitenwirkung",
                "weight": "1",
                "max": "5",
                "value": "9/4",
            },
        ],
    }


def test_reasons_without_a_valid_review_have_no_value(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, jurors=1)
    last = round_.applications[2]
    round_.declare(round_.jurors[0], last, answer="other")
    round_.advance(Stage.DECIDED)

    content = document("reasons", application=last)
    assert (content["gate"], content["score"], content["reviews_count"]) == ("quorum", None, 0)
    assert [row["value"] for row in content["criteria"]] == [None, None]


def test_decision_names_the_digest_of_its_input(decided: Round) -> None:
    assert decided.run
    assert document("decision")["input_sha256"] == bundles.case_digest(decided.run.input)
