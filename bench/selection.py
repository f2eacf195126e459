"""How long the selection and the assignment take: fixed rounds, ten seeds, median and worst.

    python -m bench.selection [--seeds 10] [--plain] [WORD]

Seconds of processor time, on one thread, so that a busy machine tells the same as an idle one.

`--plain` does without the optional extra; WORD chooses the lines that hold it. Every result is
checked besides: the bound is computed anew in fractions from the prices alone, and the selected
set must keep all rules. Where the bound meets the total, that alone proves the optimum ("closed");
elsewhere the search through whole numbers does.
"""

import argparse
import random
import statistics
import sys
import time
from collections import Counter
from fractions import Fraction
from typing import Any

from bench.rounds import Case, Rules, public_round
from reviews.assignments.assignment import balanced, full_panel, partial_panels
from reviews.selection import select
from reviews.selection.decision import Contest, contest
from reviews.selection.parsing import parse_case
from reviews.selection.standing import stand

SECONDS = 30.0  # the limit that a run in the site has
ROUNDS: tuple[tuple[int, int, Rules], ...] = (
    (26, 9, "mild"),
    (26, 9, "tight"),
    (500, 9, "mild"),
    (500, 9, "tight"),
    (500, 40, "mild"),
    (500, 40, "tight"),
    (11_000, 9, "mild"),
    (11_000, 9, "tight"),
    (11_000, 100, "mild"),
    (11_000, 100, "tight"),
    (11_000, 400, "mild"),
)


def main() -> None:
    """Print one line per kind of round, then the explanations, then the assignment."""
    parser = argparse.ArgumentParser(description="Times the selection and the assignment.")
    parser.add_argument("word", nargs="?", default="")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--plain", action="store_true", help="without the optional extra")
    options = parser.parse_args()
    if options.plain:
        sys.modules["highspy"] = None  # type: ignore[assignment] # says: not importable
    print(f"{'':24} {'reading':>8} {'median':>8} {'worst':>8}  result")
    for size, seats, rules in ROUNDS:
        label = f"{size}/{seats} {rules}"
        if options.word in label:
            report(label, [decide(s, size, seats, rules) for s in range(options.seeds)])
    for size, seats in ((26, 9), (500, 9)):
        label = f"{size}/{seats} explained"
        if options.word in label:
            report(label, [explain(s, size, seats) for s in range(options.seeds)])
    if options.word in "assignment 500 x 40 x 3":
        report("assignment 500 x 40 x 3", [assign(seed) for seed in range(options.seeds)])


Row = tuple[float, float, str]  # seconds to read, seconds to compute, what came out


def report(label: str, rows: list[Row]) -> None:
    """One line of the table."""
    reading = statistics.median(row[0] for row in rows)
    times = [row[1] for row in rows]
    found = Counter(row[2] for row in rows)
    words = ", ".join(f"{count} {word}" for word, count in found.most_common())
    median, worst = statistics.median(times), max(times)
    print(f"{label:24} {reading:8.3f} {median:8.3f} {worst:8.3f}  {words}", flush=True)


def decide(seed: int, size: int, seats: int, rules: Rules) -> Row:
    """Decide one round without explanations, and check what was proven."""
    case = public_round(seed, size, seats, rules)
    begin = time.process_time()
    parsed = parse_case(case)
    given = contest(parsed, stand(parsed))
    reading = time.process_time() - begin
    begin = time.process_time()
    result = select(case, explain=False, time_limit=SECONDS, certificate=True)
    seconds = max(0.0, time.process_time() - begin - reading)
    return reading, seconds, checked(given, case, result)


def checked(given: Contest, case: Case, result: dict[str, Any]) -> str:
    """The status, and whether the bound alone proves it; fails where the proof does not hold."""
    if result["selected"] is None:
        return str(result["status"])
    chosen = [at for at, each in enumerate(given.pool) if each.id in set(result["selected"])]
    total = sum((Fraction(result["scores"][each]) for each in result["selected"]), Fraction(0))
    bound = bound_of(given, result["certificate"]["prices"])
    if not given.problem.admits(chosen) or str(total) != result["total"] or total > bound:
        raise SystemExit(f"{case['id']}: the proof does not hold")
    closed = bound - total < given.scale.unit
    return f"{result['status']} ({'closed' if closed else 'searched'})"


def bound_of(given: Contest, prices: dict[str, str]) -> Fraction:
    """The upper bound that the prices give, in fractions and from scratch."""
    scores = [
        given.exact(0) / max(given.problem.seats, 1) + given.scale.unit * value
        for value in given.problem.values
    ]
    bound = Fraction(0)
    for rule in given.problem.rules:
        price = Fraction(prices.get(rule.label, 0))
        bound += price * (rule.most if price > 0 else rule.least)
        for each in rule.members if price else ():
            scores[each] -= price
    return bound + sum(sorted(scores, reverse=True)[: given.problem.seats], Fraction(0))


def explain(seed: int, size: int, seats: int) -> Row:
    """Everything that a run computes: prices, margins, successors, insight."""
    case = public_round(seed, size, seats, "mild")
    begin = time.process_time()
    result = select(case, insight=True, time_limit=SECONDS)
    whole = {"price", "margin", "successor", "second_total"} <= set(result)
    return 0.0, time.process_time() - begin, "whole" if whole else "cut short"


def assign(seed: int) -> Row:
    """Three of 40 jurors for each of 500 applications, with conflicts and affinities."""
    draw = random.Random(seed)
    pairs = full_panel(_names("A", 500), _names("J", 40))
    affinities = {pair: draw.randint(0, 1000) for pair in pairs}
    conflicts = {pair for pair in pairs if draw.random() < 0.05}
    begin = time.process_time()
    panels = partial_panels(
        _names("A", 500),
        _names("J", 40),
        balanced(500, 40, 3),
        conflicts=conflicts,
        affinities=affinities,
    )
    spread = max(panels.loads.values()) - min(panels.loads.values())
    return 0.0, time.process_time() - begin, f"loads within {spread}"


def _names(letter: str, number: int) -> list[str]:
    return [f"{letter}{at:03}" for at in range(number)]


if __name__ == "__main__":
    main()
