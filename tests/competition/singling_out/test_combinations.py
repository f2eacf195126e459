"""Who stands out of a bundle in spite of a pseudonym: by hand, and against counting by brute."""

import random
from itertools import combinations

import pytest

from competition.singling_out.combinations import FEWEST, Finding, Reason, Values, findings

TOWN = {"kind": "town", "state": "HE"}
COUNTY = {"kind": "county", "state": "SL"}


def register(*groups: tuple[Values, int]) -> dict[str, Values]:
    """So many municipalities of each kind."""
    places = [values for values, count in groups for _ in range(count)]
    return {f"{number:08}": values for number, values in enumerate(places)}


def test_combination_that_two_of_the_register_share_is_told_with_what_does_it() -> None:
    known = register((TOWN, 100), ({"kind": "county", "state": "HE"}, 9), (COUNTY, 2))
    rows = {"a": TOWN, "b": TOWN, "c": COUNTY, "d": COUNTY}

    found = findings(rows, {}, known)

    assert found == [
        Finding("c", Reason.REGISTER, ("state",), 2),
        Finding("d", Reason.REGISTER, ("state",), 2),
    ]


def test_three_that_share_it_are_enough() -> None:
    assert findings({"a": COUNTY, "b": COUNTY}, {}, register((COUNTY, FEWEST))) == []


def test_combination_stands_out_where_no_single_attribute_does() -> None:
    known = register((TOWN, 5), (COUNTY, 5), ({"kind": "town", "state": "SL"}, 1))
    rows = {"a": {"kind": "town", "state": "SL"}, "b": {"kind": "town", "state": "SL"}}

    assert findings(rows, {}, known)[0] == Finding("a", Reason.REGISTER, ("kind", "state"), 1)


def test_known_awards_leave_one_candidate() -> None:
    known = register((COUNTY, 3), (TOWN, 50))
    rows = {"a": COUNTY, "b": COUNTY, "c": COUNTY, "d": COUNTY}

    found = findings(rows, {"a": "00000000", "b": "00000001"}, known)

    assert {each.id: (each.reason, each.attributes, each.count) for each in found} == {
        "c": (Reason.LEFT, ("kind",), 1),
        "d": (Reason.LEFT, ("kind",), 1),
    }


def test_only_pseudonym_with_its_attributes_stands_out_among_them() -> None:
    known = register((COUNTY, 50), (TOWN, 50))
    rows = {"a": COUNTY, "b": COUNTY, "c": TOWN, "d": TOWN}

    # The other county is there by name, so it hides nobody.
    found = findings(rows, {"a": "00000000"}, known)

    assert found == [Finding("b", Reason.BUNDLE, ("kind",), 1)]


def test_lists_are_compared_whole_and_without_order() -> None:
    known = register((TOWN, 50))
    rows: dict[str, Values] = {
        "a": {**TOWN, "perspectives": ["x", "y"]},
        "b": {**TOWN, "perspectives": ["y", "x"]},
        "c": {**TOWN, "perspectives": ["x"]},
    }

    assert findings(rows, {}, known) == [Finding("c", Reason.BUNDLE, ("perspectives",), 1)]


def test_the_only_one_without_an_award_needs_no_attribute() -> None:
    rows: dict[str, Values] = {"a": {}, "b": {}}

    assert findings(rows, {"a": "00000000"}, register((TOWN, 50))) == [
        Finding("b", Reason.BUNDLE, (), 1)
    ]
    assert findings({**rows, "c": {}}, {"a": "00000000"}, register((TOWN, 50))) == []


def test_nobody_is_told_of_who_is_named_anyway() -> None:
    assert findings({"a": COUNTY}, {"a": "00000000"}, register((COUNTY, 1))) == []
    assert findings({}, {}, {}) == []


@pytest.mark.parametrize("seed", range(60))
def test_findings_are_those_that_counting_by_brute_finds(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - a test's own dice
    names = ("kind", "state", "size_class")

    def values() -> dict[str, str]:
        return {name: draw.choice("abc"[: draw.randint(1, 3)]) for name in names}

    known: dict[str, Values] = {f"{n:08}": values() for n in range(draw.randint(0, 40))}
    rows: dict[str, Values] = {str(n): values() for n in range(draw.randint(1, 12))}
    awarded = {each: ags for each, ags in zip(rows, known, strict=False) if draw.random() < 0.3}

    found = {each.id: each.reason for each in findings(rows, awarded, known)}

    for each, own in rows.items():
        expected = None if each in awarded else _brute(each, own, rows, awarded, known)
        assert found.get(each) == expected, (each, own)


def _brute(
    each: str,
    own: Values,
    rows: dict[str, Values],
    awarded: dict[str, str],
    known: dict[str, Values],
) -> Reason | None:
    def same(other: Values, chosen: tuple[str, ...]) -> bool:
        return all(other[name] == own[name] for name in chosen)

    every = [chosen for size in range(4) for chosen in combinations(sorted(own), size)]
    if known and any(sum(same(p, chosen) for p in known.values()) < FEWEST for chosen in every):
        return Reason.REGISTER
    free = [place for ags, place in known.items() if ags not in awarded.values()]
    if known and any(sum(same(place, chosen) for place in free) < 2 for chosen in every):
        return Reason.LEFT
    if not known:
        return Reason.REGISTER
    hidden = [row for other, row in rows.items() if other not in awarded and other != each]
    if any(not any(same(row, chosen) for row in hidden) for chosen in every):
        return Reason.BUNDLE
    return None
