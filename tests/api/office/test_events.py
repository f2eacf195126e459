"""The feed of what happened: each event once, in whatever order acts end."""

import pytest

from competition import audit
from competition.models import AuditEntry
from tests.api.caller import Caller, assert_problem
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db
FEED = "office/events/"


def test_an_event_is_told_with_its_place_sentence_and_application(
    as_dora: Caller, make_round: MakeRound
) -> None:
    application = make_round(Stage.CLOSED, applications=1).applications[0]
    rows = as_dora.get(f"{FEED}?page_size=100").rows
    submitted = next(row for row in rows if row["act"] == "application.submitted")
    assert submitted == {
        "chain": "beispielrunde",
        "sequence": 1,
        "at": submitted["at"],
        "act": "application.submitted",
        "sentence": "Eine Bewerbung ist eingegangen.",
        "call": "beispielrunde",
        "application": application.public_id,
        "sealed": False,
    }
    assert submitted["at"]
    assert len(rows) == AuditEntry.objects.count()


def test_whoever_follows_next_gets_each_event_once(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.SUBMITTED)
    address, told = f"{FEED}?page_size=7", []
    while True:
        answer = as_dora.get(address).value
        told += [(row["chain"], row["sequence"]) for row in answer["results"]]
        assert answer["after"] in answer["next"]
        address = answer["next"].removeprefix("http://testserver")
        if not answer["results"]:
            break
    assert len(set(told)) == len(told) == AuditEntry.objects.count()
    assert as_dora.get(address).value["next"].endswith(address)
    audit.log(act="call.edited", by=None, subject="beispielrunde")
    later = as_dora.get(address).rows
    assert [(row["act"], row["call"], row["application"]) for row in later] == [
        ("call.edited", "beispielrunde", None)
    ]


def test_after_stands_beside_the_rest_of_what_was_asked(as_dora: Caller) -> None:
    audit.log(act="call.edited", by=None, subject="x")
    answer = as_dora.get(f"{FEED}?page_size=1")
    assert f"after={answer.value['after']}" in answer.value["next"]
    assert answer.header("Link") == f'<{answer.value["next"]}>; rel="next"'


@pytest.mark.parametrize(
    "after",
    [
        *("0", "1", "-1", "x", "1.", ".1", "1.0", "0.1", "1.1-", "1.1-1.1", "1.1.1", "1,1"),
        *("%EF%BC%91.1", "999999999.1", "9999999999.1", "1.999999999999999999", "1.1%20"),
        "1.1-" * 2_000,
    ],
)
def test_a_place_that_no_answer_has_named_is_malformed(as_dora: Caller, after: str) -> None:
    audit.log(act="call.edited", by=None, subject="x")
    assert_problem(as_dora.get(f"{FEED}?after={after}"), "malformed", 400, "after")
