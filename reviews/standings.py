"""The ranking of a round: every sealed application with exact numbers, and why one does not count.

Of the very functions that the selection is computed with (``selection.standing``); no juror is
named. A ranking decides nothing: which set is selected also depends on the rules of the round.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from competition.models import Call
from reviews import cases, policies, queries, ranking
from reviews.models import Criterion
from reviews.ranking import GateReason
from reviews.selection import case
from reviews.selection.parsing import parse_round
from reviews.selection.standing import Standing, stand

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One application, with its municipality's key and name. ``rank`` counts from 1 among those
    that pass the gate: equal totals share a place, and the places behind them stay free; None for
    the others. ``total`` and ``values`` (by criterion) are missing where no review counts."""

    public_id: str
    ags: str
    name: str
    title: str
    rank: int | None
    total: Fraction | None
    values: Mapping[str, Fraction]
    reviews_count: int
    gate: GateReason


def of(call: Call) -> list[Ranked]:
    """The ranking by place, then by total and name. Raises ``scores_unlocked``."""
    criteria = list(Criterion.objects.filter(rubric__call=call).select_related("rubric"))
    policies.may_evaluate(criteria[0].rubric if criteria else None).enforce()
    rows = cases.sealed_of(call).order_by("municipality__name", "municipality__ags")
    applications = [_Sealed(*row) for row in rows.values_list(*SEALED)]
    standing = stand(_case_of(call, criteria, applications))
    return sorted(_ranked(standing, applications), key=_place)


class _Sealed(NamedTuple):
    """What of a sealed application a ranking tells or depends on."""

    pk: int
    public_id: str
    state: str
    has_declined: bool
    ags: str
    name: str
    title: str


SEALED = (
    *("pk", "public_id", "state", "has_declined"),
    *("municipality__ags", "municipality__name", "valid_version__title"),
)


def _case_of(call: Call, criteria: list[Criterion], applications: list[_Sealed]) -> case.Case:
    """As much of ``cases.case_of`` as the standing depends on, without its texts."""
    ids = {each.pk: each.public_id for each in applications}
    reviews = [each for each in cases.given_reviews(call) if each.application in ids]
    return case.Case(
        round=parse_round(cases.round_of(call, criteria[0].rubric, criteria)),
        jurors=(),
        applications=tuple(
            case.Application(
                each.public_id, cases.status_of(each.state, has_declined=each.has_declined), {}
            )
            for each in applications
        ),
        conflicts=frozenset(
            (str(each.juror), ids[each.application]) for each in reviews if each.is_voided
        ),
        reviews=tuple(
            ranking.Review(
                str(each.juror),
                ids[each.application],
                each.is_final,
                {
                    c.key: queries.points(c, each.steps[c.pk])
                    for c in criteria
                    if c.pk in each.steps
                },
            )
            for each in reviews
        ),
        constraints=(),
        want_lojo=False,
    )


def _ranked(standing: Standing, applications: list[_Sealed]) -> Iterator[Ranked]:
    scores = standing.scores
    passed = [total for each, total in scores.items() if standing.gate[each] == "ok"]
    ranks: dict[Fraction, int] = {}
    for place, score in enumerate(sorted(passed, reverse=True), 1):
        ranks.setdefault(score, place)
    for each in applications:
        total, gate = scores.get(each.public_id), standing.gate[each.public_id]
        result = standing.aggregates[each.public_id]
        rank = ranks[total] if gate == "ok" and total is not None else None
        told = (each.public_id, each.ags, each.name, each.title)
        yield Ranked(*told, rank, total, result.values, result.n, gate)


def _place(ranked: Ranked) -> tuple[bool, int, Fraction]:
    """The ranked first; the others by their total, those without one last."""
    if ranked.rank is not None:
        return False, ranked.rank, ZERO
    return True, 0, Fraction(1) if ranked.total is None else -ranked.total
