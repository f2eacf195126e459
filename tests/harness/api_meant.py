"""How an operation of the API is meant: when, by whom, on what and with what it succeeds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fixtures.rounds import Round, Stage

Make = Callable[[Round], Any]


@dataclass(frozen=True)
class Meant:
    """``stage`` and ``by`` as the audience has them, ``body`` as its example, unless named.

    ``before``: what is done in the round first, for this operation alone. ``places``: parts of its
    address where they are others than elsewhere. ``bare``: after the announcement, in a round that
    has no funded years yet.
    """

    stage: Stage | None = None
    by: str = ""
    body: Make | None = None
    before: Make | None = None
    places: Mapping[str, Make] = field(default_factory=dict)
    bare: bool = False
