"""Letters by API: those whose instant has come, to whom they are addressed, and not opened."""

import pytest
from pytest_django import DjangoAssertNumQueries

from competition.models import Application, Retrieval, User
from tests.api.caller import Caller, portal_caller_of
from tests.fixtures.rounds import MakeRound, Round, Stage, answer, submit

pytestmark = pytest.mark.django_db
LIST = "portal/notices/"


def test_a_letter_is_listed_without_being_opened(
    draft: Application, as_anna: Caller, berta: User, boris: User
) -> None:
    receipt = submit(draft, berta)
    rows = as_anna.get(LIST).rows
    assert {(row["kind"], row["application"]) for row in rows} == {("receipt", draft.public_id)}
    assert receipt.number in rows[0]["subject"]
    assert rows[0]["retrieved_at"] is None
    assert not Retrieval.objects.exists()
    assert portal_caller_of(boris).get(LIST).rows == []


def test_c17_a_result_is_not_there_before_its_instant(make_round: MakeRound) -> None:
    round_: Round = make_round(Stage.CONFIRMED, applications=2)
    caller = portal_caller_of(round_.applications[0].contact)
    assert {row["kind"] for row in caller.get(LIST).rows} == {"receipt"}
    round_.reach_public_at()
    round_.call.notices.update(due_at=round_.call.announcement.public_at - round_.call.clock_shift)
    assert "award" in {row["kind"] for row in caller.get(LIST).rows}


def test_the_list_takes_as_many_queries_for_one_as_for_three(
    draft: Application,
    as_anna: Caller,
    berta: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    submit(draft, berta)
    with django_assert_num_queries(3):
        as_anna.get(LIST)
    for title in ("Zwei", "Drei"):
        answer(draft, berta, title=title)
        submit(draft, berta)
    with django_assert_num_queries(3):
        assert len(as_anna.get(LIST).rows) >= 3
