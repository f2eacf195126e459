"""Which requests go on when so many wait."""

import pytest

from config import load
from config.load import Gate, Kind


def gate(waiting: int, threads: int = 4) -> Gate:
    return Gate(threads, lambda: waiting)


@pytest.mark.parametrize(
    ("waiting", "admitted"),
    [
        (0, {Kind.NEEDED, Kind.READING, Kind.TYPING}),
        (15, {Kind.NEEDED, Kind.READING, Kind.TYPING}),
        (16, {Kind.NEEDED, Kind.READING}),
        (31, {Kind.NEEDED, Kind.READING}),
        (32, {Kind.NEEDED}),
        (10_000, {Kind.NEEDED}),
    ],
)
def test_saves_while_typing_go_first_and_reading_next(waiting: int, admitted: set[Kind]) -> None:
    assert {kind for kind in Kind if gate(waiting).admits(kind)} == admitted


def test_thresholds_grow_with_the_threads() -> None:
    assert not gate(8, threads=2).admits(Kind.TYPING)
    assert gate(8, threads=3).admits(Kind.TYPING)


def test_without_a_web_server_of_ours_the_gate_is_open() -> None:
    assert all(Gate().admits(kind) for kind in Kind)
    assert load.gate.threads == 0


class Hands:
    """Threads of a gate that have begun something, by their number."""

    def __init__(self, threads: int) -> None:
        self.seconds = 0.0
        self.gate = Gate(threads, lambda: 0, lambda: self.seconds)

    def hang(self, count: int) -> None:
        self.gate._begun = dict.fromkeys(range(count), 0.0)


@pytest.mark.parametrize(
    ("threads", "hanging", "is_admitted"),
    [(4, 2, True), (4, 3, False), (8, 5, True), (8, 6, False), (2, 1, False), (1, 0, True)],
)
def test_a_quarter_of_the_threads_is_kept_from_what_hangs(
    threads: int, hanging: int, is_admitted: bool
) -> None:
    hands = Hands(threads)
    hands.hang(hanging)
    hands.seconds = 1.0
    assert hands.gate.admits(Kind.TYPING)  # not yet called hanging

    hands.seconds = 1.1

    assert hands.gate.admits(Kind.TYPING) is is_admitted
    assert hands.gate.admits(Kind.READING) is is_admitted
    assert hands.gate.admits(Kind.NEEDED)


def test_only_what_may_be_shed_counts_as_hanging_and_only_while_it_does() -> None:
    hands = Hands(2)
    with hands.gate.under_way(Kind.NEEDED):
        hands.seconds = 5.0
        assert hands.gate.admits(Kind.TYPING)
    with hands.gate.under_way(Kind.READING):
        hands.seconds = 10.0
        assert not hands.gate.admits(Kind.TYPING)
    assert hands.gate.admits(Kind.TYPING)
