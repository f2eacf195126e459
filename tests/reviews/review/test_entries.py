"""From typed to stored: exact points, clean texts, and what a finished review must have."""

from fractions import Fraction

import pytest

from competition.errors import Refusal
from reviews import queries
from reviews.models import Criterion
from reviews.review import entries


def criterion(minimum: str = "0", maximum: str = "5", step: str = "0.5") -> Criterion:
    return Criterion(key="idea", minimum=minimum, maximum=maximum, step=step)


@pytest.mark.parametrize(
    ("grid", "typed", "steps"),
    [
        (("0", "5", "0.5"), "0", 0),
        (("0", "5", "0.5"), "5", 10),
        (("0", "5", "0.5"), " 3,5 ", 7),
        (("0", "5", "0.5"), "3.50", 7),
        (("0", "5", "0.5"), "05", 10),
        (("0", "5", "0.5"), "1,000", 2),  # a decimal comma
        (("1", "6", "1"), "1", 0),
        (("0", "1", "0.1"), "0.3", 3),
        (("0", "1", "0.1"), "0.7", 7),
        (("0.25", "1", "0.25"), "0.75", 2),
    ],
)
def test_typed_points_are_exact_steps(grid: tuple[str, str, str], typed: str, steps: int) -> None:
    assert entries.steps_of(criterion(*grid), typed) == steps


@pytest.mark.parametrize(
    "typed",
    [
        *["5.5", "-0.5", "0.3", "3.49999999999999999", "5.0000000000000001", "1e0", "3/2", "+3"],
        *["drei", ".", ",", "1.2.3", "３", "٣", "nan", "inf", "1_0", "0x3", "9" * 5000],
    ],
)
def test_points_off_the_grid_are_refused(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        entries.steps_of(criterion(), typed)
    assert (caught.value.code, caught.value.field) == ("score_off_grid", "idea")


def test_points_of_the_steps_are_the_points_typed() -> None:
    tenth = criterion(maximum="1", step="0.1")
    for steps in range(11):
        exact = queries.points(tenth, steps)
        assert exact == Fraction(steps, 10)
        assert entries.steps_of(tenth, queries.decimal_text(exact)) == steps


IDEA = Criterion(key="idea", label="Idee", minimum="0", maximum="5", step="0.5")
BREADTH = Criterion(
    key="breadth", label="Breite", minimum="0", maximum="5", step="1", reason_required=True
)
STORED = entries.Content(
    scores={"idea": "3.5"},
    reasons={"breadth": "Weit."},
    comment="Gut.",
    comment_for_applicant="",
    private_note="Nachfragen.",
)


def test_what_is_not_typed_stays_as_it_is_stored() -> None:
    content, refused = entries.merged(STORED, {"scores": {"breadth": "4"}}, [IDEA, BREADTH])

    assert refused == []
    assert content == STORED | {"scores": {"idea": "3.5", "breadth": "4"}}


def test_what_is_emptied_is_gone() -> None:
    typed = entries.Entered(scores={"idea": " "}, reasons={"breadth": ""}, private_note="")

    content, refused = entries.merged(STORED, typed, [IDEA, BREADTH])

    assert refused == []
    assert content == entries.empty() | {"comment": "Gut."}


def test_a_wrong_field_keeps_its_stored_value_and_holds_up_no_other() -> None:
    typed = entries.Entered(
        scores={"idea": "3,7", "beauty": "5"}, reasons={"idea": "x" * 2001}, comment="Neu."
    )

    content, refused = entries.merged(STORED, typed, [IDEA, BREADTH])

    assert content == STORED | {"comment": "Neu."}
    assert [(each.code, each.field) for each in refused] == [
        ("score_off_grid", "idea"),
        ("unknown_field", "beauty"),
        ("too_long", "reason-idea"),
    ]


def test_points_are_one_text_however_they_were_typed() -> None:
    given = {
        entries.merged(STORED, {"scores": {"idea": typed}}, [IDEA])[0]["scores"]["idea"]
        for typed in ("4,50", "4.5", " 04,5 ")
    }
    assert given == {"4.5"}


def test_missing_names_points_and_reasons_that_are_due() -> None:
    gaps = entries.missing(entries.empty(), [IDEA, BREADTH])

    assert [(gap.field, gap.details["names"]) for gap in gaps] == [
        ("idea", "Punkte für „Idee“"),
        ("breadth", "Punkte für „Breite“"),
        ("reason-breadth", "Begründung zu „Breite“"),
    ]
