"""What the office's first page says of the funded years."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competition import clock, due
from competition.models import User
from programme.queries import programmes
from programme.services import agreements, tranches
from tests.fixtures.programmes import Years
from tests.fixtures.rounds import MakeRound, Stage


def told(years: Years, user: User) -> list[str]:
    calls = list(due.counted_calls())
    found = programmes.waiting(calls, clock.now(), user)
    return [each.text for each in found.get(years.call.pk, [])]


@pytest.fixture
def years(make_round: MakeRound) -> Years:
    return Years(make_round(Stage.ANNOUNCED))


def test_an_announced_round_asks_for_its_programme(years: Years) -> None:
    assert told(years, years.dora) == ["Umsetzung: Einrichtung"]
    years.set_up()
    assert told(years, years.dora) == ["Umsetzung: Vereinbarungen"]


def test_who_waits_for_a_colleague_is_not_asked(years: Years) -> None:
    years.set_up()
    for number, award in enumerate(years.awards):
        agreements.propose(
            programme=years.programme, award=award, by=years.dora, reference=f"OG-{number}"
        )
    assert told(years, years.dora) == []
    assert told(years, years.emil) == ["Umsetzung: Vereinbarungen"]


def test_money_is_told_in_one_query_however_many_rounds(years: Years) -> None:
    years.set_up().agree()
    assert told(years, years.dora) == []
    request = tranches.ask(
        agreement=years.agreements[0],
        tranche=years.programme.tranches.earliest("number"),
        by=years.berta,
        purpose="Honorare",
        iban="DE89370400440532013000",
    )
    assert told(years, years.dora) == ["Umsetzung: Mittelanforderungen"]
    tranches.certify(request=request, by=years.dora, read=request.digest)
    assert told(years, years.dora) == []
    assert told(years, years.emil) == ["Umsetzung: Mittelanforderungen"]
    calls = list(due.counted_calls())
    with CaptureQueriesContext(
        connection,
    ) as made:
        programmes.waiting(calls, clock.now(), years.emil)
    assert len(made) == 2  # and the clock
    assert due.elsewhere(calls, clock.now(), years.emil)[years.call.pk]
