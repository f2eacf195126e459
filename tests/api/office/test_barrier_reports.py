"""Reported barriers by API: listed by their day, answered once, none to a token for one call."""

import pytest
from pytest_django import DjangoAssertNumQueries

from api.models import Scope
from competition import clock
from competition.models import BarrierReport, Call, Notice, User
from competition.services import barrier_reports
from tests.api.caller import Caller, assert_problem, caller_of

pytestmark = pytest.mark.django_db
LIST = "office/barrier-reports/"


def reported(text: str = "Ohne Maus geht es nicht.", contact: str = "") -> BarrierReport:
    return barrier_reports.report(
        text=text, address="192.0.2.1", received_at=clock.now(), contact=contact
    )


def test_reports_are_listed_and_read(as_dora: Caller) -> None:
    kept = reported(contact="leserin@example.org")
    [row] = as_dora.get(LIST).rows
    assert row["number"] == kept.number
    assert row["contact"] == "leserin@example.org"
    assert as_dora.get(f"{LIST}{kept.number}/").value == row


def test_the_answered_are_told_apart(as_dora: Caller, dora: User) -> None:
    waiting, answered = reported(), reported()
    barrier_reports.answer(report=answered, text="Danke.", by=dora)
    found = {
        value: [row["number"] for row in as_dora.get(f"{LIST}?answered={value}").rows]
        for value in ("true", "false")
    }
    assert found == {"true": [answered.number], "false": [waiting.number]}


def test_a_report_is_answered_once(as_dora: Caller) -> None:
    kept = reported(contact="leserin@example.org")
    place = f"{LIST}{kept.number}/answer/"
    answer = as_dora.post(place, answer="Behoben.")
    assert answer.status == 200
    assert (answer.value["answer"], answer.value["answered_by"]) == ("Behoben.", "dora@example.org")
    assert Notice.objects.get(kind="barrier_answer").address == "leserin@example.org"
    assert_problem(as_dora.post(place, answer="Doch nicht."), "barrier_answered", 409)


def test_a_token_for_one_call_opens_none(dora: User, call: Call) -> None:
    kept = reported()
    bound = caller_of(dora, *Scope.values, call=call)
    assert bound.get(LIST).rows == []
    assert_problem(bound.get(f"{LIST}{kept.number}/"), "not_found", 404)
    assert_problem(bound.post(f"{LIST}{kept.number}/answer/", answer="x"), "not_found", 404)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_asks_no_more_for_more_rows(
    as_dora: Caller, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        reported()
    with django_assert_num_queries(3):
        as_dora.get(LIST)
