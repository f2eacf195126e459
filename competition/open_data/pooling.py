"""Which categories may be told, so that no applicant without an award can be singled out.

A number tells of people where few are counted. Those with an award are public; *the others* are
not. A category is told only where at least ``LEAST`` of them stand in it, and either none or at
least ``LEAST`` outside it. All other categories are one: "übrige". More are taken into it, the
smallest first, until it holds none of them or ``LEAST``, so that neither the total less the rows
nor a row less the published awards leaves one or two. Categories that nobody stands in are pooled
like small ones: a missing row says nothing.
"""

from collections.abc import Iterable, Sequence

from competition.open_data.shapes import Applicant, Dimension

LEAST = 3
# The only category that two tables share: counties are a kind and a size class of their own.
SHARED = "county"


def categories(applicant: Applicant, dimension: Dimension) -> frozenset[str]:
    """Where an application counts in a dimension."""
    if dimension.overlaps:
        return applicant.perspectives
    found: str = getattr(applicant, dimension.name)
    return frozenset({found})


def told(
    applicants: Sequence[Applicant], dimensions: Sequence[Dimension]
) -> dict[str, frozenset[str]]:
    """The categories of each dimension that may be told; none: of this dimension nothing is.

    What was pooled once stays pooled: two states of the file held against each other tell no more
    than the later one and the names that were published between them.
    """
    pooled: dict[str, frozenset[str]] = {each.name: frozenset() for each in dimensions}
    for version in _versions(applicants):
        others = [a for a in applicants if a.named_by is None or a.named_by > version]
        pooled = _grown(pooled, others, dimensions)
    return {each.name: frozenset(each.labels) - pooled[each.name] for each in dimensions}


def _versions(applicants: Iterable[Applicant]) -> list[int]:
    """Every version of the decision that named somebody; the announced one always."""
    return sorted({1, *(each.named_by for each in applicants if each.named_by is not None)})


def _grown(
    pooled: dict[str, frozenset[str]], others: Sequence[Applicant], dimensions: Sequence[Dimension]
) -> dict[str, frozenset[str]]:
    while True:
        grown = {each.name: _pool(each, pooled[each.name], others) for each in dimensions}
        shared = [
            each.name
            for each in dimensions
            if SHARED in each.labels and grown[each.name] < frozenset(each.labels)
        ]
        if any(SHARED in grown[name] for name in shared):
            grown |= {name: grown[name] | {SHARED} for name in shared}
        if grown == pooled:
            return grown
        pooled = grown


def _pool(
    dimension: Dimension, pooled: frozenset[str], others: Sequence[Applicant]
) -> frozenset[str]:
    """The categories to pool, of which those given are pooled already."""
    where = [categories(each, dimension) for each in others]
    counts = {key: sum(key in each for each in where) for key in dimension.labels}
    found = set(pooled)
    for key, count in counts.items():
        if count < LEAST or not _hides(len(where) - count):
            found.add(key)
    while len(found) < len(counts) and not _holds(found, set(counts) - found, where):
        left = [key for key in counts if key not in found]
        found.add(min(left, key=lambda key: counts[key]))
    return frozenset(found)


def _hides(count: int) -> bool:
    """Whether a number tells of nobody: none, or enough to be one among others."""
    return count == 0 or count >= LEAST


def _holds(pooled: set[str], told: set[str], where: Sequence[frozenset[str]]) -> bool:
    """Whether the pool, all outside it, and all that no told category counts are hidden each.

    A pool of one category would have its name by what is missing.
    """
    inside = sum(not pooled.isdisjoint(each) for each in where)
    rest = sum(told.isdisjoint(each) for each in where)
    hidden = _hides(inside) and _hides(len(where) - inside) and _hides(rest)
    return hidden and (len(pooled) != 1 or inside == 0)
