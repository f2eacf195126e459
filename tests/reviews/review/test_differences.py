"""What differs between two states of a review."""

from competition.differences import Piece
from reviews.review.differences import differences
from reviews.review.entries import empty


def test_each_field_that_differs_is_named_with_both_texts() -> None:
    before = empty() | {"scores": {"idea": "3"}, "comment": "Gut.", "private_note": "Alt"}
    after = empty() | {"scores": {"idea": "3.5", "plan": "1"}, "comment": "Gut."}

    found = [(each.field, each.before, each.after) for each in differences(before, after)]

    assert found == [
        ("points-idea", "3", "3.5"),
        ("points-plan", "", "1"),
        ("private_note", "Alt", ""),
    ]


def test_a_text_is_told_word_by_word() -> None:
    before, after = empty() | {"comment": "Gut und neu."}, empty() | {"comment": "Gut und alt."}

    assert differences(before, after)[0].pieces == [
        Piece("same", "Gut und "),
        Piece("gone", "neu."),
        Piece("new", "alt."),
    ]


def test_equal_states_do_not_differ() -> None:
    assert differences(empty(), empty() | {"abstention_reason": ""}) == []
