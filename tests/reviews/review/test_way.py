"""The way over the own desk: where one stands and what comes next."""

import pytest

from reviews.review.way import Stop, way

READABLE, UNFINISHED = ("open", "draft", "final"), ("open", "draft")
DESK = [
    Stop("a", "final", is_read=True),
    Stop("b", "conflicted", is_read=False),
    Stop("c", "open", is_read=False),
    Stop("d", "draft", is_read=True),
    Stop("e", "open", is_read=False),
]


def steps(here: str) -> tuple[int, int, str, str, str, str]:
    found = way(DESK, here, readable=READABLE, unfinished=UNFINISHED)
    return (
        found.number,
        found.count,
        found.previous,
        found.following,
        found.next_unread,
        found.next_open,
    )


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ("a", (1, 4, "", "c", "c", "c")),  # past what one is in conflict with
        ("c", (2, 4, "a", "d", "e", "d")),
        ("d", (3, 4, "c", "e", "e", "e")),
        ("e", (4, 4, "d", "", "c", "c")),  # it goes round
    ],
)
def test_the_way_goes_on_from_each_stop(here: str, expected: tuple[object, ...]) -> None:
    assert steps(here) == expected


def test_nothing_is_next_where_all_is_done() -> None:
    done = [Stop("a", "final", is_read=True), Stop("b", "final", is_read=True)]
    found = way(done, "a", readable=READABLE, unfinished=UNFINISHED)
    assert (found.next_unread, found.next_open, found.following) == ("", "", "b")


def test_there_is_no_way_from_what_may_not_be_read() -> None:
    with pytest.raises(ValueError, match="not in list"):
        way(DESK, "b", readable=READABLE, unfinished=UNFINISHED)
