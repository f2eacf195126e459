"""Agreement: the published example, what it must not depend on, and the words for it."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews import agreement

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, section D: four observers,
# twelve units, "." where one is missing; alpha for interval data is given as 0.849.
OBSERVERS = {
    "A": "123321412...",
    "B": "1233224125.3",
    "C": ".3332342251.",
    "D": "12332441251.",
}


def values(rows: dict[str, str]) -> dict[str, dict[str, Fraction]]:
    found: dict[str, dict[str, Fraction]] = {}
    for juror, row in rows.items():
        for unit, sign in enumerate(row):
            if sign != ".":
                found.setdefault(f"{unit:02}", {})[juror] = Fraction(sign)
    return found


def test_alpha_is_the_published_one() -> None:
    found = agreement.alpha(values(OBSERVERS))

    assert found is not None
    assert round(found, 3) == Fraction("0.849")


def test_alpha_is_one_where_all_agree() -> None:
    assert agreement.alpha(values({"J1": "135", "J2": "135"})) == 1


def test_alpha_is_negative_where_all_contradict() -> None:
    found = agreement.alpha(values({"J1": "15", "J2": "51"}))

    assert found == Fraction(-1, 2)


@pytest.mark.parametrize("rows", [{}, {"J1": "123"}, {"J1": "333", "J2": "333"}])
def test_alpha_says_nothing_without_difference_or_pairs(rows: dict[str, str]) -> None:
    assert agreement.alpha(values(rows)) is None


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (Fraction(1), "reliable"),
        (Fraction(4, 5), "reliable"),
        (Fraction(7999, 10000), "tentative"),
        (Fraction(2, 3), "tentative"),
        (Fraction(1, 100), "weak"),
        (Fraction(0), "none"),
        (Fraction(-1, 2), "none"),
    ],
)
def test_strength_has_the_customary_limits(value: Fraction, word: str) -> None:
    assert agreement.strength(value) == word


def test_deviation_compares_with_the_others_alone() -> None:
    found = agreement.deviations(values({"J1": "52", "J2": "31", "J3": "3.", "J4": "..3"}))

    assert found == {"J1": Fraction(3, 2), "J2": Fraction(-1), "J3": Fraction(-1), "J4": None}


def test_most_disputed_comes_first() -> None:
    rows = {"J1": "1113", "J2": "5313", "J3": "511."}

    assert agreement.disputed(values(rows)) == ["00", "01", "02", "03"]


def test_who_read_alone_is_in_no_dispute() -> None:
    assert agreement.disputed(values({"J1": "15", "J2": ".1"})) == ["01"]


POINTS = st.integers(0, 10).map(lambda steps: Fraction(steps, 2))
ROUNDS = st.dictionaries(
    st.sampled_from("abcdef"), st.dictionaries(st.sampled_from("JKLM"), POINTS, min_size=1)
)


@given(ROUNDS, st.integers(1, 5), POINTS)
@settings(max_examples=60)
def test_alpha_is_the_same_in_another_unit(
    round_: dict[str, dict[str, Fraction]], factor: int, shift: Fraction
) -> None:
    other = {
        each: {juror: value * factor + shift for juror, value in given.items()}
        for each, given in round_.items()
    }

    assert agreement.alpha(other) == agreement.alpha(round_)
    assert agreement.disputed(other) == agreement.disputed(round_)


@given(ROUNDS)
@settings(max_examples=60)
def test_alpha_is_never_above_one_and_leanings_cancel_out(
    round_: dict[str, dict[str, Fraction]],
) -> None:
    found = agreement.alpha(round_)
    pairs = {each: given for each, given in round_.items() if len(given) == 2}

    assert found is None or found <= 1
    for each, given_ in pairs.items():
        one, other = agreement.deviations({each: given_}).values()
        assert one is not None
        assert other is not None
        assert one == -other
