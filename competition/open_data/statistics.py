"""statistics.csv: how many applied, and how many got an award, by one property at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from competition.open_data import lines, pooling
from competition.open_data.shapes import Applicant, Dimension, Results

HEADER = (
    *("call", "dimension", "category", "label", "applied", "admitted", "awarded"),
    *("awarded_cents", "awarded_eur", "synthetic"),
)
TOTAL, OTHER = ("total", "insgesamt"), ("other", "übrige")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``admitted`` stands in the total alone: by category it could tell of one who was
    excluded."""

    dimension: str
    category: str
    label: str
    applied: int
    awarded: int
    cents: int
    admitted: int | None = None


def table(results: Results) -> bytes:
    """The file; the total comes first."""
    found = rows(results.applicants or [], results.dimensions)
    return lines.written(HEADER, (_cells(results, row) for row in found))


def rows(applicants: Sequence[Applicant], dimensions: Sequence[Dimension]) -> list[Row]:
    """The total, then each dimension's categories that may be told, and "übrige" for the rest.

    In a dimension that overlaps "übrige" counts who stands in at least one of the pooled ones.
    """
    admitted = sum(each.is_admitted for each in applicants)
    total = _row("total", *TOTAL, applicants, admitted)
    told = pooling.told(applicants, dimensions)
    return [
        total,
        *(row for each in dimensions for row in _of(each, told[each.name], applicants)),
    ]


def _of(dimension: Dimension, told: frozenset[str], applicants: Sequence[Applicant]) -> list[Row]:
    if not told:
        return []
    where = [(each, pooling.categories(each, dimension)) for each in applicants]
    found = [
        _row(dimension.name, key, label, [each for each, keys in where if key in keys])
        for key, label in dimension.labels.items()
        if key in told
    ]
    pooled = dimension.labels.keys() - told
    rest = [each for each, keys in where if not pooled.isdisjoint(keys)]
    return [*found, _row(dimension.name, *OTHER, rest)] if rest else found


def _row(
    dimension: str,
    category: str,
    label: str,
    applicants: Iterable[Applicant],
    admitted: int | None = None,
) -> Row:
    counted = list(applicants)
    sums = [each.cents for each in counted if each.cents is not None]
    return Row(dimension, category, label, len(counted), len(sums), sum(sums), admitted)


def _cells(results: Results, row: Row) -> list[lines.Cell]:
    return [
        *(results.slug, row.dimension, row.category, row.label),
        *(row.applied, row.admitted, row.awarded, row.cents, lines.euros(row.cents)),
        results.is_synthetic,
    ]
