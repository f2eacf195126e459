"""The case of a round as data."""

import pytest

from competition.services import submission
from reviews import cases
from reviews.services import reviews
from tests.fixtures import as_read
from tests.fixtures.rounds import OPEN_AT, QUESTIONS, MakeRound, Round, Stage, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.REVIEWING)


def test_case_counts_explained_perspectives_by_which_were_chosen(make_round: MakeRound) -> None:
    explained = [{**each} for each in QUESTIONS]
    explained[1]["kind"] = "perspectives"
    round_ = make_round(Stage.OPEN, questions=explained)
    chosen = {"transparency": "Offene Vorlagen.", "participation": "Ausgeloster Rat."}
    application = round_.draft(0, perspectives=chosen)
    submit(application, application.contact)
    round_.close()
    round_.screen()

    row = cases.case_of(round_.call)["applications"][0]

    assert row["attrs"]["perspectives"] == ["participation", "transparency"]


def test_case_holds_what_was_sealed_and_given(make_round: MakeRound) -> None:
    scored = make_round(Stage.SCORED, applications=2, jurors=1)
    first, second = scored.applications
    scored.declare(scored.jurors[0], second, answer="other")

    case = cases.case_of(scored.call)

    attrs = {"perspectives": ["transparency"]}
    expected = {
        first.public_id: {"kind": "town", "size_class": "medium", "state": "NW", **attrs},
        second.public_id: {"kind": "municipality", "size_class": "small", "state": "BY", **attrs},
    }
    assert {row["id"]: row["attrs"] for row in case["applications"]} == expected
    assert case["jurors"] == ["J1"]
    assert case["conflicts"] == [{"juror": "J1", "application": second.public_id}]
    assert {row["application"]: row["scores"] for row in case["reviews"]} == {
        first.public_id: {"idea": "5", "breadth": "5"},
        second.public_id: {"idea": "4.5", "breadth": "4.5"},
    }
    assert case["round"] == {
        "seats": 2,
        "seats_mode": "exact",
        "criteria": [
            {
                "id": key,
                "weight": weight,
                "min": "0",
                "max": "5",
                "step": "0.5",
                "threshold": None,
            }
            for key, weight in (("idea", "2"), ("breadth", "1"))
        ],
        "overall_threshold": None,
        "quorum": 1,
        "aggregate": "mean",
        "tie_break": ["criterion:idea"],
        "lot": None,
    }


def test_case_is_the_same_each_time_it_is_asked_for(make_round: MakeRound) -> None:
    """Querysets without an order come in random order here, so luck would show."""
    scored = make_round(Stage.SCORED, applications=4, jurors=3)
    scored.declare(scored.jurors[0], scored.applications[0], answer="other")
    scored.declare(scored.jurors[2], scored.applications[1], answer="other")

    first = cases.case_of(scored.call)
    assert all(cases.case_of(scored.call) == first for _ in range(5))


def test_case_knows_no_name(make_round: MakeRound) -> None:
    scored = make_round(Stage.SCORED)

    text = str(cases.case_of(scored.call))
    for name in ("Clara", "Juror", "Beispielstadt", "Musterdorf", "99001001", "Vorhaben"):
        assert name not in text


def test_case_marks_what_takes_no_part(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=3)
    round_.draft(3)
    withdrawn = round_.applications[2]
    submission.withdraw(application=withdrawn, by=withdrawn.contact, received_at=OPEN_AT)
    round_.close()
    first, second = round_.applications[:2]
    as_read.admit(application=first, by=round_.dora)
    as_read.exclude(application=second, by=round_.dora, reason="Zu spät")
    round_.prepare_jury()

    statuses = {row["id"]: row["status"] for row in cases.case_of(round_.call)["applications"]}
    assert statuses == {first.public_id: "submitted", second.public_id: "ineligible"}


def test_case_tells_a_draft_from_a_final_review(round_: Round) -> None:
    clara, application = round_.jurors[0], round_.applications[0]
    round_.declare(clara, application)
    reviews.save(
        juror=clara,
        application=application,
        by=clara.user,
        scores={"idea": "5"},
        comment="",
        version=0,
    )

    assert cases.case_of(round_.call)["reviews"] == [
        {
            "juror": "J1",
            "application": application.public_id,
            "status": "draft",
            "scores": {"idea": "5", "breadth": None},
        }
    ]
