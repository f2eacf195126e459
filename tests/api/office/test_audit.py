"""The audit chains by API: whole for whoever computes them again, sealed until the deadline."""

import hashlib
import json
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from api.models import Scope
from competition import audit
from competition.models import Notice, User
from competition.services import applications as services
from competition.services import calls, retrievals
from tests.api.caller import Caller, assert_problem, caller_of
from tests.fixtures.rounds import CLOSED_AT, QUESTIONS, MakeRound, Stage, call_fields

pytestmark = pytest.mark.django_db
CHAIN = "office/calls/beispielrunde/audit/"
INTERNAL = "office/audit/"


def computed(rows: list[dict[str, Any]], start: str = "0" * 64) -> str:
    """The end of the chain, computed as docs/audit.md says."""
    for row in rows:
        text = json.dumps(row["entry"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert row["previous_digest"] == start
        start = hashlib.sha256(start.encode() + text.encode()).hexdigest()
        assert row["digest"] == start
    return start


def test_anybody_with_a_token_computes_both_chains_again(
    as_dora: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.CLOSED)
    rows = as_dora.get(CHAIN).rows
    assert [row["act"] for row in rows] == ["application.submitted"] * 3
    assert computed(rows) == round_.call.audit_head.digest
    first = rows[0]
    assert (first["person"], first["call"], first["sealed"]) == (
        "Berta Beispiel",
        "beispielrunde",
        False,
    )
    assert first["sentence"] == "Eine Bewerbung ist eingegangen."
    assert first["entry"]["subject"] == round_.applications[0].public_id
    internal = as_dora.get(f"{INTERNAL}?page_size=100").rows
    assert computed(internal) == audit.verify()[0].digest
    published = next(row for row in internal if row["act"] == "call.published")
    assert published["call"] == "beispielrunde"


def test_c22_who_submits_when_is_sealed_until_the_deadline(
    as_dora: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SUBMITTED)
    names = [each.public_id for each in round_.applications] + ["Berta", "Boris"]
    for path in (CHAIN, INTERNAL, "office/events/"):
        answer = as_dora.get(path)
        about = [row for row in answer.rows if row["act"].startswith("application.")]
        assert len(about) >= 3
        assert {row["sealed"] for row in about} == {True}
        assert {row.get("entry") or row.get("at") for row in about} == {None}
        assert not [name for name in names if name in answer.body.decode()]
    digests = [row["digest"] for row in as_dora.get(CHAIN).rows]
    round_.close()
    assert [row["digest"] for row in as_dora.get(CHAIN).rows] == digests
    assert computed(as_dora.get(CHAIN).rows) == digests[-1]


def test_c22_that_a_receipt_was_opened_is_sealed_too(
    as_dora: Caller, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    letter = Notice.objects.get(kind="receipt")
    retrievals.open_letter(notice=letter, by=round_.applications[0].contact)
    told = as_dora.get(f"{INTERNAL}?act=notice.retrieved").rows
    assert [(row["sealed"], row["entry"]) for row in told] == [(True, None)]
    round_.at(CLOSED_AT)
    told = as_dora.get(f"{INTERNAL}?act=notice.retrieved").rows
    assert told[0]["entry"]["subject"] == letter.message_id


def test_c22_a_draft_that_is_gone_is_sealed_as_long(as_dora: Caller, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    draft = round_.draft(0)
    services.discard(application=draft, by=draft.contact)
    acts = ("application.started", "application.discarded")

    def told() -> list[bool]:
        return [row["sealed"] for act in acts for row in as_dora.get(f"{INTERNAL}?act={act}").rows]

    assert told() == [True, True]
    round_.applications.clear()
    round_.at(CLOSED_AT)
    assert told() == [False, False]


@pytest.mark.parametrize("path", [CHAIN, INTERNAL])
def test_c22_no_filter_finds_what_is_sealed_by_more_than_its_act(
    as_dora: Caller, make_round: MakeRound, path: str
) -> None:
    application = make_round(Stage.SUBMITTED).applications[0]
    for query in (
        f"subject={application.public_id}",
        "by=berta@example.org",
        "since=2000-01-01T00:00:00Z&act=application.submitted",
        "until=2099-01-01T00:00:00Z&act=application.started",
        "sealed=false&act=application.submitted",
    ):
        assert as_dora.get(f"{path}?{query}").rows == [], query
    assert as_dora.get(f"{path}?sealed=true").rows


def test_entries_are_found_by_act_subject_person_and_time(
    as_dora: Caller, make_round: MakeRound
) -> None:
    application = make_round(Stage.CLOSED).applications[0]

    def found(query: str) -> list[int]:
        return [row["sequence"] for row in as_dora.get(f"{CHAIN}?{query}").rows]

    assert found("") == [1, 2, 3]
    assert found("order=-sequence") == [3, 2, 1]
    assert found("act=application.submitted") == [1, 2, 3]
    assert found("act=application.withdrawn") == []
    assert found(f"subject={application.public_id}") == [1]
    assert found("by=boris@example.org") == [2]
    at = as_dora.get(CHAIN).rows[1]["entry"]["at"]
    assert found(f"since={at}") == [2, 3]
    assert found(f"until={at}") == [1]
    assert found("until=2000-01-01T00:00:00%2B01:00") == []


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("since=2027-05-31T10:00:00", "offset_required", "since"),
        ("until=gestern", "instant_invalid", "until"),
        ("until=0001-01-01T00:00:00Z", "instant_invalid", "until"),
        ("act=application.", "unknown_choice", "act"),
        ("sealed=1", "unknown_choice", "sealed"),
        ("order=at", "unknown_choice", "order"),
        ("subject=" + "x" * 121, "unknown_choice", "subject"),
    ],
)
def test_what_no_filter_knows_is_refused(
    as_dora: Caller, make_round: MakeRound, query: str, code: str, field: str
) -> None:
    make_round(Stage.OPEN)
    assert_problem(as_dora.get(f"{CHAIN}?{query}"), code, 400, field)


def test_a_call_without_arrivals_has_an_empty_chain(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.OPEN)
    assert as_dora.get(CHAIN).rows == []
    assert_problem(as_dora.get("office/calls/nie/audit/"), "not_found", 404)


def test_a_token_for_one_call_reads_of_that_call_alone(dora: User, make_round: MakeRound) -> None:
    call = make_round(Stage.CLOSED).call
    calls.create(fields=call_fields(slug="anderswo"), questions=QUESTIONS, by=dora)
    caller = caller_of(dora, Scope.READ, call=call)
    for path in (INTERNAL, "office/events/"):
        assert {row["call"] for row in caller.get(path).rows} == {"beispielrunde"}


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    as_dora: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_round(Stage.SUBMITTED, applications=rows)
    with django_assert_num_queries(4):
        assert len(as_dora.get(CHAIN).rows) == rows
    with django_assert_num_queries(3):
        as_dora.get(INTERNAL)
    with django_assert_num_queries(4):
        as_dora.get("office/events/")
