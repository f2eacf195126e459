"""The moves of an application, as data. The same table lists the buttons and the API's moves."""

from dataclasses import dataclass
from enum import StrEnum

from competition.phases import Phase


class State(StrEnum):
    """Where an application stands. ``submitted`` means: a sealed version is valid."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    ADMITTED = "admitted"
    EXCLUDED = "excluded"


class Actor(StrEnum):
    """Who may make a move: who writes, who releases, who runs the competition."""

    EDITOR = "editor"
    SIGNATORY = "signatory"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Move:
    """One legal step: from which states, to which, by whom, in which phase of the call.

    ``needs_admission``: only for an application whose late admission a second person confirmed.
    """

    name: str
    sources: frozenset[State]
    target: State
    actor: Actor
    phase: Phase
    needs_admission: bool = False


MOVES = {
    move.name: move
    for move in (
        Move(
            "submit",
            frozenset({State.DRAFT, State.SUBMITTED, State.WITHDRAWN}),
            State.SUBMITTED,
            Actor.EDITOR,
            Phase.OPEN,
        ),
        Move(
            "submit_late",
            frozenset({State.DRAFT, State.WITHDRAWN}),
            State.SUBMITTED,
            Actor.EDITOR,
            Phase.CLOSED,
            needs_admission=True,
        ),
        Move(
            "withdraw",
            frozenset({State.SUBMITTED}),
            State.WITHDRAWN,
            Actor.SIGNATORY,
            Phase.OPEN,
        ),
        Move(
            "admit",
            frozenset({State.SUBMITTED, State.EXCLUDED}),
            State.ADMITTED,
            Actor.OFFICE,
            Phase.CLOSED,
        ),
        Move(
            "exclude",
            frozenset({State.SUBMITTED, State.ADMITTED}),
            State.EXCLUDED,
            Actor.OFFICE,
            Phase.CLOSED,
        ),
    )
}


def is_legal(*, name: str, state: str) -> bool:
    """Whether the move ``name`` exists and leaves from ``state``."""
    move = MOVES.get(name)
    return move is not None and state in move.sources


def available(
    *, state: str, phase: Phase, actors: frozenset[Actor], is_admitted_late: bool = False
) -> list[str]:
    """Names of the moves that somebody acting as ``actors`` may make now, in table order.

    ``is_admitted_late``: a late admission of the application is confirmed and has not run out.
    """
    return [
        move.name
        for move in MOVES.values()
        if state in move.sources
        and move.phase == phase
        and move.actor in actors
        and (is_admitted_late or not move.needs_admission)
    ]
