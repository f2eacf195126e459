"""The pictures of all who applied say what statistics.csv says, and no more."""

from competition.open_data.shapes import Applicant, Dimension
from competition.views import aggregates

KINDS = Dimension("kind", {"county": "Landkreis", "town": "Stadt", "municipality": "Gemeinde"})
PERSPECTIVES = Dimension("perspective", {"a": "Transparenz", "b": "Daten"}, overlaps=True)


def of(count: int, kind: str = "town", *, cents: int | None = None) -> list[Applicant]:
    named = 1 if cents else None
    return [Applicant(kind, "HE", "small", True, frozenset("a"), named, cents)] * count


def test_picture_has_a_bar_and_a_row_per_group_that_may_be_told() -> None:
    found = aggregates.of([*of(4), *of(3, "county"), *of(2, cents=5_000_000)], [KINDS])

    (picture,) = found.pictures
    assert [(bar.label, bar.text) for bar in picture.upper] == [
        ("Landkreis", "3 · 0 gefördert"),
        ("Stadt", "6 · 2 gefördert"),
    ]
    assert list(picture.table.rows[1]) == ["Stadt", "6", "2", "100.000,00\u00a0€"]


def test_small_groups_are_one() -> None:
    found = aggregates.of([*of(5), *of(1, "county"), *of(2, "municipality")], [KINDS])

    assert [bar.label for bar in found.pictures[0].upper] == ["Stadt", "übrige"]


def test_totals_are_told_though_no_property_may_be() -> None:
    found = aggregates.of(of(2), [KINDS, PERSPECTIVES])

    assert (found.total.applied, found.total.admitted, found.total.awarded) == (2, 2, 0)
    assert found.pictures == []


def test_perspectives_say_that_they_overlap() -> None:
    found = aggregates.of(of(5), [PERSPECTIVES])

    assert "mehrere" in found.pictures[0].description
