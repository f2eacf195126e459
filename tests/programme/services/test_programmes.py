"""Setting up the two years: after the announcement, once, and fixed by the first agreement."""

from datetime import date
from typing import Any

import pytest

from programme.reports import outline
from programme.services import agreements, programmes
from tests.fixtures.programmes import ENDS_ON, STARTS_ON, TRANCHES, Years, programme_fields
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Stage


@pytest.fixture
def years(make_round: MakeRound) -> Years:
    return Years(make_round(Stage.ANNOUNCED))


def test_not_before_the_announcement(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)
    with refused("call_not_announced"):
        programmes.create(call=round_.call, by=round_.dora, fields=programme_fields())


def test_one_per_call(years: Years) -> None:
    years.set_up()
    with refused("programme_standing"):
        programmes.create(call=years.call, by=years.dora, fields=programme_fields())


def test_the_end_comes_after_the_start(years: Years) -> None:
    fields = programme_fields(starts_on=ENDS_ON, ends_on=STARTS_ON)
    with refused("period_reversed"):
        programmes.create(call=years.call, by=years.dora, fields=fields)


def test_tranches_are_never_more_than_the_award(years: Years) -> None:
    with refused("tranches_exceed_award"):
        programmes.create(
            call=years.call,
            by=years.dora,
            fields=programme_fields(),
            requirements=outline.requirements(),
            tranches=[*TRANCHES, {"amount_cents": 1}],
        )


def test_what_an_agreement_has_frozen_stands(years: Years) -> None:
    years.set_up()
    agreements.propose(
        programme=years.programme, award=years.awards[0], by=years.dora, reference="OG-1"
    )
    with refused("programme_fixed"):
        programmes.change(
            programme=years.programme, by=years.dora, read=1, fields={"terms": "Andere."}
        )
    changed = programmes.change(
        programme=years.programme, by=years.dora, read=1, fields={"summary": "Klarer gesagt."}
    )
    assert changed.version == 2
    with refused("version_conflict"):
        programmes.change(
            programme=years.programme, by=years.dora, read=1, fields={"summary": "Überholt."}
        )


def test_reports_and_days_that_make_no_sense_are_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    report = outline.requirements()[0]
    faults: tuple[dict[str, Any], ...] = (
        {"offset_months": 10**6},
        {"kind": "poem"},
        {"counted_from": "middle"},
        {"title": " "},
        {"key": "NICHT SO"},
        {"outline": []},
    )
    for fault in faults:
        with refused("requirement_invalid"):
            programmes.create(
                call=round_.call,
                by=round_.dora,
                fields=programme_fields(),
                requirements=[{**report, **fault}],
            )
    with refused("period_beyond"):
        programmes.create(
            call=round_.call, by=round_.dora, fields=programme_fields(ends_on=date(9999, 12, 31))
        )
    with refused("not_an_amount"):
        programmes.create(
            call=round_.call,
            by=round_.dora,
            fields=programme_fields(),
            tranches=[{"amount_cents": 0}],
        )
