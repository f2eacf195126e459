"""Statistics: nobody without an award can be singled out, however rows are combined."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competition.open_data import pooling, statistics
from competition.open_data.shapes import Applicant, Dimension

STATES = Dimension("state", {key: key for key in ("BB", "BE", "HE", "NW", "SN")})
KINDS = Dimension("kind", {key: key for key in ("county", "town", "municipality")})
SIZES = Dimension("size_class", {key: key for key in ("small", "medium", "county")})
PERSPECTIVES = Dimension("perspective", {key: key for key in "abcd"}, overlaps=True)
DIMENSIONS = [STATES, KINDS, SIZES, PERSPECTIVES]
CELLS = [("county", "county"), *product(("town", "municipality"), ("small", "medium"))]


def applicant(
    state: str = "HE",
    cell: tuple[str, str] = ("town", "small"),
    named_by: int | None = None,
    perspectives: frozenset[str] = frozenset("a"),
) -> Applicant:
    kind, size_class = cell
    cents = 50_000_00 if named_by else None
    return Applicant(kind, state, size_class, True, perspectives, named_by, cents)


applicants = st.lists(
    st.builds(
        applicant,
        state=st.sampled_from(list(STATES.labels)),
        cell=st.sampled_from(CELLS),
        named_by=st.sampled_from([None, None, None, None, 1, 2, 3]),
        perspectives=st.frozensets(st.sampled_from("abcd")),
    ),
    max_size=40,
)


def told(rows: list[Applicant], version: int) -> dict[str, frozenset[str]]:
    """What the file tells while the decision's version is in force."""
    return pooling.told([known_at(each, version) for each in rows], DIMENSIONS)


def known_at(each: Applicant, version: int) -> Applicant:
    by = each.named_by if each.named_by and each.named_by <= version else None
    return applicant(each.state, (each.kind, each.size_class), by, each.perspectives)


def others(rows: list[Applicant], version: int) -> list[Applicant]:
    return [each for each in rows if known_at(each, version).named_by is None]


def of(count: int, **where: object) -> list[Applicant]:
    return [applicant(**where) for _number in range(count)]  # type: ignore[arg-type]  # as above


def by_state(rows: list[Applicant]) -> dict[str, tuple[int, int]]:
    found = statistics.rows(rows, [STATES])
    return {row.category: (row.applied, row.awarded) for row in found}


def test_few_are_pooled() -> None:
    rows = [*of(4, state="HE"), *of(2, state="NW"), *of(1, state="SN")]

    assert by_state(rows) == {"total": (7, 0), "HE": (4, 0), "other": (3, 0)}


def test_pool_of_few_takes_the_smallest_group_with_it() -> None:
    rows = [*of(4, state="HE"), *of(3, state="NW"), *of(1, state="SN"), *of(5, state="BB")]

    assert by_state(rows) == {"total": (13, 0), "BB": (5, 0), "HE": (4, 0), "other": (4, 0)}


def test_awarded_ones_hide_nobody() -> None:
    rows = [*of(3, state="HE"), *of(2, state="NW"), *of(3, state="NW", named_by=1)]

    assert by_state(rows) == {"total": (8, 3)}


def test_groups_that_hold_awards_alone_are_one() -> None:
    rows = [*of(3, state="HE"), *of(1, state="NW", named_by=1), *of(1, state="SN", named_by=1)]

    assert by_state(rows) == {"total": (5, 2), "HE": (3, 0), "other": (2, 2)}


def test_who_declined_is_known_and_protects_nobody() -> None:
    rows = [*of(2, state="HE"), *of(1, state="HE", named_by=1), *of(4, state="NW")]

    assert by_state(rows) == {"total": (7, 1)}


def test_one_left_over_in_all_leaves_the_total_alone() -> None:
    assert by_state(of(1)) == {"total": (1, 0)}
    assert by_state([]) == {"total": (0, 0)}


def test_counties_are_told_in_both_tables_or_in_none() -> None:
    rows = [
        *of(3, cell=("county", "county")),
        *of(4, cell=("town", "small")),
        *of(1, cell=("municipality", "small")),
        *of(3, cell=("town", "medium")),
    ]

    found = pooling.told(rows, [KINDS, SIZES])

    assert found == {"kind": frozenset({"town"}), "size_class": frozenset({"small"})}


def test_admitted_stand_in_the_total_alone() -> None:
    total, *rest = statistics.rows(of(9), DIMENSIONS)

    assert total.admitted == 9
    assert {row.admitted for row in rest} <= {None}


@given(rows=applicants, version=st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_each_row_and_all_outside_it_hold_nobody_or_three(
    rows: list[Applicant], version: int
) -> None:
    hidden = others(rows, version)
    for dimension in DIMENSIONS:
        shown = told(rows, version)[dimension.name]
        for group in _groups(dimension, shown):
            inside = sum(_in(each, dimension, group) for each in hidden)
            assert inside not in (1, 2)
            assert len(hidden) - inside not in (1, 2)


@given(rows=applicants)
@settings(max_examples=100, deadline=None)
def test_later_states_of_the_file_tell_no_category_anew(rows: list[Applicant]) -> None:
    first, second, third = (told(rows, version) for version in (1, 2, 3))
    for dimension in DIMENSIONS:
        assert third[dimension.name] <= second[dimension.name] <= first[dimension.name]


@given(rows=applicants)
@settings(max_examples=60, deadline=None)
def test_no_sum_of_rows_of_kinds_and_sizes_singles_out(rows: list[Applicant]) -> None:
    """Whatever is added and subtracted: no group of cells of kind and size class whose number
    follows from the rows holds one or two of those without an award."""
    hidden = others(rows, 1)
    shown = told(rows, 1)
    observed = [[1] * len(CELLS)]
    for dimension, at in ((KINDS, 0), (SIZES, 1)):
        for group in _groups(dimension, shown[dimension.name]):
            observed.append([int(cell[at] in group) for cell in CELLS])
    basis = _reduced(observed)
    for wanted in product((0, 1), repeat=len(CELLS)):
        if _follows(basis, wanted):
            cells = {cell for cell, is_in in zip(CELLS, wanted, strict=True) if is_in}
            assert sum((each.kind, each.size_class) in cells for each in hidden) not in (1, 2) or (
                all(wanted)  # the total is the total: it says nothing of anybody
            )


@given(rows=applicants)
@settings(max_examples=60, deadline=None)
def test_rows_of_a_dimension_add_up_to_the_total(rows: list[Applicant]) -> None:
    total, *rest = statistics.rows(rows, [STATES])

    if rest:
        assert sum(row.applied for row in rest) == total.applied
        assert sum(row.awarded for row in rest) == total.awarded
        assert sum(row.cents for row in rest) == total.cents


@pytest.mark.parametrize("count", [1, 2])
def test_perspective_that_all_but_few_name_is_not_told(count: int) -> None:
    rows = [
        *of(6, perspectives=frozenset("ab")),
        *of(count, perspectives=frozenset("b")),
        *of(4, perspectives=frozenset("bc")),
    ]

    assert "a" in pooling.told(rows, [PERSPECTIVES])["perspective"]
    rows = [*of(6, perspectives=frozenset("ab")), *of(count, perspectives=frozenset("b"))]
    assert "a" not in pooling.told(rows, [PERSPECTIVES])["perspective"]


def _groups(dimension: Dimension, shown: frozenset[str]) -> Iterator[frozenset[str]]:
    """The sets of categories that the file has a row for."""
    if shown:
        yield from (frozenset({key}) for key in shown)
        if pooled := dimension.labels.keys() - shown:
            yield frozenset(pooled)


def _in(each: Applicant, dimension: Dimension, group: frozenset[str]) -> bool:
    return not group.isdisjoint(pooling.categories(each, dimension))


def _reduced(rows: list[list[int]]) -> list[list[Fraction]]:
    """A basis of what the rows span, in echelon form."""
    basis: list[list[Fraction]] = []
    for row in rows:
        rest = _rest(basis, row)
        if any(rest):
            lead = next(value for value in rest if value)
            basis.append([value / lead for value in rest])
    return basis


def _rest(basis: list[list[Fraction]], row: "list[int] | tuple[int, ...]") -> list[Fraction]:
    rest = [Fraction(value) for value in row]
    for known in basis:
        at = next(index for index, value in enumerate(known) if value)
        rest = [value - rest[at] * other for value, other in zip(rest, known, strict=True)]
    return rest


def _follows(basis: list[list[Fraction]], wanted: tuple[int, ...]) -> bool:
    return not any(_rest(basis, wanted))
