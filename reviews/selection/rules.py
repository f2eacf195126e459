"""The diversity rules of a round, expanded to one bound per value and applied to the pool."""

from collections.abc import Mapping, Sequence

from reviews.selection.case import Application, Case, Constraint
from reviews.selection.problem import Bounds


def expanded(case: Case, pool: Sequence[Application], seats: int) -> tuple[Bounds, ...]:
    """All rules in listed order; "*" becomes one rule for every value, in ascending order.

    The values are those that occur in *all* applications of the round; the members are those
    in the pool. `most` is clipped to what can be reached, so that no rule is open above.
    """
    holders = {each.attr: _holders(pool, each.attr) for each in case.constraints}
    return tuple(
        _bounds(constraint, values, holders[constraint.attr], seats)
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


def _holders(pool: Sequence[Application], attr: str) -> dict[str, list[int]]:
    """By value of an attribute who in the pool has it, ascending."""
    found: dict[str, list[int]] = {}
    for at, application in enumerate(pool):
        for value in application.attrs.get(attr, ()):
            found.setdefault(value, []).append(at)
    return found


def _bounds(
    constraint: Constraint,
    values: tuple[str, ...],
    holders: Mapping[str, list[int]],
    seats: int,
) -> Bounds:
    members = frozenset(sorted({at for value in values for at in holders.get(value, ())}))
    reachable = min(len(members), seats)
    return Bounds(
        label=f"{constraint.id}:{constraint.attr}={'|'.join(values)}",
        constraint=constraint.id,
        members=members,
        least=constraint.least or 0,
        most=reachable if constraint.most is None else min(constraint.most, reachable),
    )
