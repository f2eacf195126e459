"""How much the jury's composition matters: the decision again with juries drawn at random.

A diagnostic and no part of the decision. Each run draws as many jurors as there are, with
replacement; who is drawn twice counts twice. The share of runs that select an application says
how far its place hangs on single jurors. Source: B. Efron, Bootstrap methods: another look at the
jackknife, The Annals of Statistics 7 (1979). Drawn from SHA-256 of the stored seed, so the shares
are the same on every machine; counted, so they are exact.
"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from typing import Any

from reviews.selection.decision import Contest, contest, open_contest, settle
from reviews.selection.search import Budget
from reviews.selection.standing import stand_drawn

RUNS = 1000
SEED = "1"
_SPAN = 1 << 16


def drawn_jury(seed: str, run: int, jurors: tuple[str, ...]) -> list[str]:
    """The jury of one run: as many as there are jurors, drawn with replacement.

    SHA-256 of "modellkommune-bootstrap-v1", seed, run and block (from 0), a line each, gives
    numbers of 16 bits; those from the greatest multiple of the jurors' number on are passed over.
    """
    usable = _SPAN - _SPAN % len(jurors)
    numbers = (number for number in _numbers(seed, run) if number < usable)
    return [jurors[next(numbers) % len(jurors)] for _ in jurors]


def _numbers(seed: str, run: int) -> Iterator[int]:
    block = 0
    while True:
        text = f"modellkommune-bootstrap-v1\n{seed}\n{run}\n{block}\n"
        digest = sha256(text.encode()).digest()
        yield from (int.from_bytes(digest[at : at + 2]) for at in range(0, len(digest), 2))
        block += 1


def shares(
    given: Contest, budget: Budget, count_limit: int, *, runs: int, seed: str
) -> dict[str, Any] | None:
    """The share of runs that select each application of the pool; None without any reviews.

    Runs that end without a decision (a tie, no admissible set) select nobody and are counted.
    Juries that are drawn again are not computed again. Raises `NotProven`.
    """
    jurors = tuple(sorted(given.case.jurors))
    if not jurors or not given.case.reviews:
        return None
    drawn = Counter(tuple(sorted(drawn_jury(seed, run, jurors))) for run in range(runs))
    wins: Counter[str] = Counter()
    undecided = 0
    for jury, times in sorted(drawn.items()):
        chosen = _selected_by(given, jury, budget, count_limit)
        undecided += times if chosen is None else 0
        wins.update(dict.fromkeys(chosen or (), times))
    return {
        "seed": seed,
        "runs": runs,
        "undecided": undecided,
        "part_of_decision": False,
        "share": {each.id: str(Fraction(wins[each.id], runs)) for each in given.pool},
    }


def _selected_by(
    given: Contest, jury: tuple[str, ...], budget: Budget, count_limit: int
) -> list[str] | None:
    again = contest(given.case, stand_drawn(given.case, Counter(jury), given.standing))
    if again.too_few:
        return None
    opened = open_contest(again, budget, count_limit)
    if opened is None:
        return None
    chosen = settle(again, opened).chosen
    return None if chosen is None else again.ids(chosen)
