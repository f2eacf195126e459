"""The rounds that the bench of pages walks through, and what it asks in each.

The acts of the office on a whole round are measured as they happen, once: what they change stays.
"""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from bench import asked, measure, report, seed
from bench.asked import Desk, Wish
from reviews import cases
from reviews.selection.decision import contest
from reviews.selection.parsing import parse_case
from reviews.selection.standing import stand
from tests.fixtures.rounds import CLOSED_AT, Stage

ACTS = (
    (Stage.LOCKED, "lock scores", asked.locked),
    (Stage.COMPUTED, "compute the selection", asked.computed),
    (Stage.PROPOSED, "propose", asked.decided),
    (Stage.DECIDED, "confirm the decision", None),
    (Stage.PREPARED, "prepare the announcement", asked.prepared),
    (Stage.CONFIRMED, "confirm the announcement", None),
)


def wishes(size: int) -> Iterator[Wish | report.Line]:
    """Everything that is asked at this size."""
    round_ = seed.applying(size)
    desk = Desk(round_, "open")
    yield from asked.applying(desk)
    yield from asked.lists(desk, "listMunicipalities", "listOwnApplications", "listOwnNotices")
    round_.at(CLOSED_AT)
    desk.stage = "closed"
    yield from asked.screening(desk)
    yield from asked.lists(desk, "listApplications")
    round_ = seed.scored(size)
    desk = Desk(round_, "reviewing")
    yield from asked.reviewing(desk)
    yield from asked.lists(desk, "listDeclarations", "listAssignments")
    yield from _decided(round_, desk)


def _decided(round_: seed.Many, desk: Desk) -> Iterator[Wish | report.Line]:
    """From the lock to the announcement."""
    for stage, name, pages in ACTS:
        yield _done(name, lambda stage=stage: round_.advance(stage))  # type: ignore[misc]
        desk.stage = stage.name.lower()
        if stage == Stage.LOCKED:
            yield _ranking(round_)
        if pages:
            yield from pages(desk)
    round_.advance(Stage.ANNOUNCED)
    desk.stage = "announced"
    yield from asked.everybody(desk)
    yield from asked.afterwards(desk)
    yield from asked.lists(
        desk,
        *("listCalls", "listAwards", "listAudit", "listEvents", "listOfficeCalls"),
        *("listSelectionRuns", "listDecisions", "listNotices", "listCallAudit"),
    )


def _ranking(round_: seed.Many) -> report.Line:
    """The ranking alone, from the rows of the database to everybody's place."""

    def rank() -> None:
        case = parse_case(cases.case_of(round_.call))
        contest(case, stand(case)).ranks()

    line = _done("rank", rank)
    tracemalloc.start()
    rank()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return replace(line, cost=measure.Cost(line.cost.queries, line.cost.seconds, 0, peak))


def _done(name: str, act: Callable[[], object]) -> report.Line:
    reset_queries()
    began = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        act()
    seconds = time.process_time() - began
    return report.Line(f"act: {name}", measure.Cost(len(captured), seconds, 0, 0), 0.0)
