"""Clara and a second juror at their programs, in a round that is being reviewed."""

from collections.abc import Callable

import pytest

from tests.api.caller import Caller, jury_caller_of
from tests.fixtures.rounds import MakeRound, Round, Stage

CallerOf = Callable[[int], Caller]


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """Three applications, two jurors; nobody has declared."""
    return make_round(Stage.REVIEWING)


@pytest.fixture
def declared(round_: Round) -> Round:
    """Clara, the first juror, is free for all."""
    round_.declare(round_.jurors[0])
    return round_


@pytest.fixture
def clara(round_: Round) -> Caller:
    """The first juror's program, with every scope."""
    return jury_caller_of(round_.jurors[0].user, round_.call)


@pytest.fixture
def second(round_: Round) -> Caller:
    """The second juror's program, with every scope."""
    return jury_caller_of(round_.jurors[1].user, round_.call)


def review_path(round_: Round, number: int = 0, act: str = "") -> str:
    """The address of the own review of the n-th application, or of an act on it."""
    return f"jury/reviews/{round_.applications[number].public_id}/{act}"
