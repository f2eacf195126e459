"""What follows from a result, once more by brute force and without a line of the product.

Continues `enumerator`: classes, ranks, flip distances, near ties, counts per conflicting rule.
"""

import hashlib
import math
from collections import Counter
from fractions import Fraction

from tests.reviews.selection.enumerator import (
    Case,
    World,
    aggregates,
    gates,
    valid_reviews,
)


def enumerate_insight(case: Case, result: Case, limit: int = 10_000) -> Case:
    """The key `insight` of a result that the other enumerator found, without the bootstrap."""
    reviews = valid_reviews(case)
    means = aggregates(case, reviews)
    pool = [a for a in sorted(result["gate"]) if result["gate"][a] == "ok"]
    world = World(case, means, pool)
    steps = {a: step(case, len(reviews[a])) for a in pool}
    found: Case = {"rank": ranks(world), "step": {a: str(s) for a, s in steps.items()}}
    found["class"] = {a: why for a, why in sorted(result["gate"].items()) if why != "ok"}
    found["displaced_by"] = {}
    if result["selected"] is not None:
        found |= of_decision(world, result, found, steps, limit)
    if len(pool) >= world.seats and world.feasible and "contested" in result:
        best = max(world.total[m] for m in world.feasible)
        tied = [set(world.names(m)) for m in world.feasible if world.total[m] == best]
        found["core"] = sorted(set.intersection(*tied))
    if "conflict" in result:
        found["conflict_members"] = {
            label: members(case, pool, label) for label in result["conflict"]
        }
    return found


def of_decision(
    world: World, result: Case, found: Case, steps: dict[str, Fraction], limit: int
) -> Case:
    classes = dict(found["class"])
    for a in world.pool:
        first = found["rank"][a] <= world.seats
        words = ("merit", "diversity") if a in result["selected"] else ("displaced", "score")
        classes[a] = words[0] if first else words[1]
    displaced = [a for a in world.pool if classes[a] == "displaced"]
    margins = {a: None if m is None else Fraction(m) for a, m in result["margin"].items()}
    price = Fraction(result["unconstrained_total"]) - Fraction(result["total"])
    more: Case = {
        "class": dict(sorted(classes.items())),
        "displaced_by": {a: [] for a in displaced},
        "near_ties": [a for a, m in margins.items() if m is not None and m <= 2 * steps[a]],
        "total_price": str(price),
    }
    for rule in world.case["constraints"] if displaced else []:
        rest = [other for other in world.case["constraints"] if other is not rule]
        freed = World({**world.case, "constraints": rest}, world.means, world.pool)
        for a in freed.decide(limit)["selected"] or []:
            if a in displaced:
                more["displaced_by"][a].append(rule["id"])
    if world.case["round"]["aggregate"] == "mean":
        more["flip"] = {a: flips(m, steps[a]) for a, m in margins.items()}
    return more


def flips(margin: Fraction | None, effect: Fraction) -> int | None:
    """Add steps one by one until they outweigh the margin."""
    if margin is None or effect == 0:
        return None
    count = 1
    while count * effect <= margin:
        count += 1
    return count


def ranks(world: World) -> dict[str, int]:
    """Count for each who is better: by score, then by criterion after criterion, then by lot."""
    stages = [s for s in world.case["round"]["tie_break"] if s != "lot"]
    order = world.lot_order()

    def better(a: str, b: str) -> bool:
        points = dict(zip(world.pool, world.points, strict=True))
        pairs = [(points[a], points[b])]
        for s in stages:
            name = s.removeprefix("criterion:")
            pairs.append((world.means[a][name], world.means[b][name]))
        for mine, other in pairs:
            if mine != other:
                return mine > other
        return order is not None and order.index(a) < order.index(b)

    return {a: 1 + sum(better(b, a) for b in world.pool if b != a) for a in world.pool}


def step(case: Case, n: int) -> Fraction:
    widest = max(Fraction(c["weight"]) * Fraction(c["step"]) for c in case["round"]["criteria"])
    return widest / n if case["round"]["aggregate"] == "mean" else widest


def members(case: Case, pool: list[str], label: str) -> Case:
    identity, rest = label.split(":", 1)
    attr, values = rest.split("=", 1)
    (rule,) = [c for c in case["constraints"] if c["id"] == identity]
    count = 0
    for a in case["applications"]:
        given = a["attrs"].get(attr, [])
        given = [given] if isinstance(given, str) else given
        count += a["id"] in pool and any(v in values.split("|") for v in given)
    return {"eligible": count, "min": rule["min"], "max": rule["max"]}


def enumerate_bootstrap(case: Case, result: Case, runs: int, seed: str) -> Case:
    """The shares over drawn juries: each run on its own, nothing remembered."""
    wins: Counter[str] = Counter()
    undecided = 0
    for run in range(runs):
        jury = draw(seed, run, sorted(case["jurors"]))
        selected = decided_by(case, result["gate"], jury)
        wins.update(selected or [])
        undecided += selected is None
    pool = [a for a in sorted(result["gate"]) if result["gate"][a] == "ok"]
    share = {a: str(Fraction(wins[a], runs)) for a in pool}
    head = {"seed": seed, "runs": runs, "undecided": undecided, "part_of_decision": False}
    return {**head, "share": share}


def draw(seed: str, run: int, jurors: list[str]) -> list[str]:
    numbers: list[int] = []
    for block in range(100):
        text = "\n".join(["modellkommune-bootstrap-v1", seed, str(run), str(block), ""])
        digest = hashlib.sha256(text.encode()).hexdigest()
        numbers += [int(digest[at : at + 4], 16) for at in range(0, 64, 4)]
    top = math.floor(65536 / len(jurors)) * len(jurors)
    return [jurors[number % len(jurors)] for number in numbers if number < top][: len(jurors)]


def decided_by(case: Case, gate: dict[str, str], jury: list[str]) -> list[str] | None:
    full = valid_reviews(case)
    drawn = {a: [r for j in jury for r in rs if r["juror"] == j] for a, rs in full.items()}
    means = aggregates(case, drawn)
    again = gates(case, means, {a: len(rs) for a, rs in drawn.items()}, quorum=1)
    pool = [a for a in sorted(gate) if gate[a] != "quorum" and again[a] == "ok"]
    selected: list[str] | None = World(case, means, pool).decide(10_000)["selected"]
    return selected
