import pytest
from pytest_django import DjangoAssertNumQueries

from competition.letters.outbox import deliver_due
from competition.models import Notice
from tests.api.caller import Caller
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db

LIST = "office/calls/beispielrunde/notices/"


def test_a_letter_is_told_with_its_state(as_dora: Caller, make_round: MakeRound) -> None:
    application = make_round(Stage.CLOSED, applications=1).applications[0]
    notice = Notice.objects.get(kind="receipt")
    assert as_dora.get(LIST).rows == [
        {
            "kind": "receipt",
            "application": application.public_id,
            "municipality": "Beispielstadt",
            "address": "berta@example.org",
            "subject": notice.subject,
            "message_id": notice.message_id,
            "state": "waiting",
            "due_at": as_dora.get(LIST).rows[0]["due_at"],
            "sent_at": None,
            "failed_at": None,
            "tries_count": 0,
            "last_error": "",
        }
    ]


def test_times_are_sealed_until_the_deadline(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.SUBMITTED, applications=2)
    deliver_due()
    told = as_dora.get(LIST).rows
    assert [(row["state"], row["due_at"], row["sent_at"]) for row in told] == [
        ("sent", None, None)
    ] * 2
    assert [row["municipality"] for row in told] == ["Beispielstadt", "Musterdorf"]


def test_filters(as_dora: Caller, make_round: MakeRound) -> None:
    make_round(Stage.CONFIRMED, applications=3)
    make_round(Stage.SUBMITTED, applications=1, fields={"slug": "andere"})
    assert len(as_dora.get(f"{LIST}?kind=receipt").rows) == 3
    assert len(as_dora.get(f"{LIST}?kind=award").rows) == 2
    assert len(as_dora.get(f"{LIST}?kind=rejection&state=waiting").rows) == 1
    assert as_dora.get(f"{LIST}?state=sent").rows == []


@pytest.mark.parametrize("rows", [1, 3])
def test_query_counts(
    rows: int,
    as_dora: Caller,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_round(Stage.SUBMITTED, applications=rows)
    with django_assert_num_queries(4):
        assert len(as_dora.get(LIST).rows) == rows
