"""The ranking of a round: every sealed application with exact numbers, and why one does not count.

Of the very functions that the selection is computed with (``selection.standing``); no juror is
named. A ranking decides nothing: which set is selected also depends on the rules of the round.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from competition.models import Application, Call
from reviews import policies, queries
from reviews.models import Rubric
from reviews.ranking import GateReason
from reviews.selection.parsing import parse_case
from reviews.selection.standing import Standing, stand

# What a ranking says of an application.
TOLD = ("public_id", "municipality__name", "municipality__ags", "valid_version__title")


@dataclass(frozen=True)
class Ranked:
    """One application. ``rank`` counts from 1 among those that pass the gate: equal totals share a
    place, and the places behind them stay free; None for the others. ``total`` and ``values`` (by
    criterion) are missing where no review counts."""

    application: Application
    rank: int | None
    total: Fraction | None
    values: Mapping[str, Fraction]
    reviews_count: int
    gate: GateReason


def of(call: Call) -> list[Ranked]:
    """The ranking by place, then by total and name. Raises ``scores_unlocked``."""
    policies.may_evaluate(Rubric.objects.filter(call=call).first()).enforce()
    standing = stand(parse_case(queries.case_of(call)))
    rows = Application.objects.filter(call=call).sealed()
    by_name = rows.select_related("municipality", "valid_version").order_by(
        "municipality__name", "municipality__ags"
    )
    return sorted(_ranked(standing, list(by_name.only(*TOLD))), key=_place)


def _ranked(standing: Standing, applications: list[Application]) -> Iterator[Ranked]:
    scores = standing.scores
    passed = [total for each, total in scores.items() if standing.gate[each] == "ok"]
    ranks: dict[Fraction, int] = {}
    for place, score in enumerate(sorted(passed, reverse=True), 1):
        ranks.setdefault(score, place)
    for application in applications:
        key = application.public_id
        total, gate = scores.get(key), standing.gate[key]
        result = standing.aggregates[key]
        rank = ranks[total] if gate == "ok" and total is not None else None
        yield Ranked(application, rank, total, result.values, result.n, gate)


def _place(ranked: Ranked) -> tuple[bool, int, Fraction]:
    """The ranked first; the others by their total, those without one last."""
    total = Fraction(-1) if ranked.total is None else ranked.total
    return ranked.rank is None, ranked.rank or 0, -total
