"""What is sent when: drawn from a seed before anything runs, so that no answer holds up a request.

A client that waits for an answer before it sends the next request never shows how long others would
have waited (coordinated omission). Here every request has its instant, and is measured from it.
"""

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

SAVE, SUBMIT = "save", "submit"
SHARE = 1.25
"""Further phases grow by this, from the second one's saves and submits."""
STEPS, STEP_SECONDS = 8, 20.0
SECONDS_BETWEEN_SAVES = 20


@dataclass(frozen=True)
class Phase:
    """``saves`` and ``submits`` in a second. ``is_step``: the last phase is the one that fails."""

    name: str
    seconds: float
    saves: float
    submits: float
    is_step: bool = False


@dataclass(frozen=True)
class Arrival:
    """One request: at ``due`` seconds of its phase, by the ``client``-th of its kind."""

    due: float
    kind: str
    client: int


def phases(*, seconds: float, saves: float, submits: float, burst: float) -> list[Phase]:
    """Three minutes evenly, a minute of many submissions, then more and more of both."""
    scale = seconds / 180
    burst_seconds, step_seconds = 60 * scale, max(STEP_SECONDS * scale, 3)
    found = [
        Phase("evenly", seconds, saves, submits),
        Phase("burst", burst_seconds, saves, burst),
    ]
    growth = 1.0
    for number in range(1, STEPS + 1):
        growth *= SHARE
        name = f"step {number}"
        found.append(Phase(name, step_seconds, saves * growth, submits * growth, is_step=True))
    return found


def arrivals(phase: Phase, *, seed: int, writers: int, first_sender: int) -> list[Arrival]:
    """The requests of a phase in their order; each sender submits once, writers take turns."""
    draw = random.Random(f"{seed}/{phase.name}")
    found = [
        Arrival(due, SAVE, number % writers)
        for number, due in enumerate(_instants(draw, phase.saves, phase.seconds))
    ]
    found += [
        Arrival(due, SUBMIT, first_sender + number)
        for number, due in enumerate(_instants(draw, phase.submits, phase.seconds))
    ]
    return sorted(found, key=lambda each: each.due)


def _instants(draw: random.Random, rate: float, seconds: float) -> Iterator[float]:
    """Independent arrivals (Poisson), as those of people who know nothing of each other."""
    at = draw.expovariate(rate) if rate else seconds
    while at < seconds:
        yield at
        at += draw.expovariate(rate)


def planned(wanted: list[Phase], *, seed: int) -> tuple[list[dict[str, Any]], int, int]:
    """All phases with their requests, and how many writers and senders they need."""
    writers = max(
        round(each.saves * min(each.seconds, SECONDS_BETWEEN_SAVES)) or 1 for each in wanted
    )
    senders, found = 0, []
    for phase in wanted:
        own = arrivals(phase, seed=seed, writers=writers, first_sender=senders)
        senders += sum(each.kind == SUBMIT for each in own)
        found.append({**asdict(phase), "arrivals": [asdict(each) for each in own]})
    return found, writers, senders
