"""The diversity rules of a round, expanded to one bound per value and applied to the pool."""

from collections.abc import Sequence

from reviews.selection.case import Application, Case, Constraint
from reviews.selection.problem import Bounds


def expanded(case: Case, pool: Sequence[Application], seats: int) -> tuple[Bounds, ...]:
    """All rules in listed order; "*" becomes one rule for every value, in ascending order.

    The values are those that occur in *all* applications of the round; the members are those
    in the pool. `most` is clipped to what can be reached, so that no rule is open above.
    """
    return tuple(
        _bounds(constraint, values, pool, seats)
        for constraint in case.constraints
        for values in _value_groups(case, constraint)
    )


def _value_groups(case: Case, constraint: Constraint) -> list[tuple[str, ...]]:
    if constraint.values is not None:
        return [constraint.values]
    empty: frozenset[str] = frozenset()
    occurring = {
        value for each in case.applications for value in each.attrs.get(constraint.attr, empty)
    }
    return [(value,) for value in sorted(occurring)]


def _bounds(
    constraint: Constraint, values: tuple[str, ...], pool: Sequence[Application], seats: int
) -> Bounds:
    empty: frozenset[str] = frozenset()
    members = frozenset(
        at
        for at, application in enumerate(pool)
        if not application.attrs.get(constraint.attr, empty).isdisjoint(values)
    )
    reachable = min(len(members), seats)
    return Bounds(
        label=f"{constraint.id}:{constraint.attr}={'|'.join(values)}",
        constraint=constraint.id,
        members=members,
        least=constraint.least or 0,
        most=reachable if constraint.most is None else min(constraint.most, reachable),
    )
