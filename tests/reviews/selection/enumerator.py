"""The selection by brute force: look at every set there is. Slow, obvious, independent.

It reads the same case format as the engine and imports nothing from the product, so that the two
can only agree by both being right. Usable up to about 14 candidates.
"""

import hashlib
import itertools
import math
import statistics
from fractions import Fraction
from typing import Any

Case = dict[str, Any]
# label, id of the published rule, members as a bit mask, lowest and highest count
Rule = tuple[str, str, int, int, float]

SHOWN = 50


def enumerate_case(case: Case, limit: int = 10_000) -> Case:
    """All result keys of a case, by listing every set of candidates."""
    reviews = valid_reviews(case)
    means = aggregates(case, reviews)
    gate = gates(case, means, {a: len(rs) for a, rs in reviews.items()})
    result = {
        "gate": gate,
        "valid_reviews": {a: len(rs) for a, rs in reviews.items()},
        "scores": {a: str(score(case, m)) for a, m in means.items() if m},
    }
    world = World(case, means, [a for a in sorted(gate) if gate[a] == "ok"])
    result |= world.decide(limit)
    if result["selected"] is not None:
        result |= world.explain(result, limit)
        if case.get("want_lojo"):
            out = {j: without_juror(case, reviews, gate, j, limit) for j in case["jurors"]}
            result["leave_one_juror_out"] = out
    return result


# --- scores and gate -----------------------------------------------------------------------


def valid_reviews(case: Case) -> dict[str, list[Case]]:
    barred = [(c["juror"], c["application"]) for c in case["conflicts"]]
    valid: dict[str, list[Case]] = {a["id"]: [] for a in case["applications"]}
    for review in case["reviews"]:
        complete = all(
            review["scores"].get(c["id"]) is not None and on_grid(c, review["scores"][c["id"]])
            for c in case["round"]["criteria"]
        )
        pair = (review["juror"], review["application"])
        if review["status"] == "submitted" and complete and pair not in barred:
            valid[review["application"]].append(review)
    return valid


def on_grid(criterion: Case, points: str) -> bool:
    point, top = Fraction(criterion["min"]), Fraction(criterion["max"])
    while point <= top:
        if point == Fraction(points):
            return True
        point += Fraction(criterion["step"])
    return False


def aggregates(case: Case, reviews: dict[str, list[Case]]) -> dict[str, dict[str, Fraction]]:
    found: dict[str, dict[str, Fraction]] = {}
    for application, given in reviews.items():
        found[application] = {}
        for criterion in case["round"]["criteria"] if given else []:
            points = [Fraction(review["scores"][criterion["id"]]) for review in given]
            found[application][criterion["id"]] = together(case, criterion, points)
    return found


def together(case: Case, criterion: Case, points: list[Fraction]) -> Fraction:
    if case["round"]["aggregate"] == "mean":
        return Fraction(sum(points), len(points))
    middle = Fraction(statistics.median(points))
    same = points.count(middle)
    if case["round"]["aggregate"] == "median" or not same:
        return middle
    balance = len([p for p in points if p > middle]) - len([p for p in points if p < middle])
    return middle + Fraction(criterion["step"]) * balance / (2 * same)


def score(case: Case, means: dict[str, Fraction]) -> Fraction:
    parts = (Fraction(c["weight"]) * means[c["id"]] for c in case["round"]["criteria"])
    return sum(parts, Fraction(0))


def gates(
    case: Case,
    means: dict[str, dict[str, Fraction]],
    counts: dict[str, int],
    quorum: int | None = None,
) -> dict[str, str]:
    rules = case["round"]
    least = rules["quorum"] if quorum is None else quorum
    reasons = {}
    for application in case["applications"]:
        a, reason = application["id"], "ok"
        if application["status"] != "submitted":
            reason = application["status"]
        elif counts[a] < least or counts[a] == 0:
            reason = "quorum"
        else:
            bars = [(means[a][c["id"]], c["threshold"]) for c in rules["criteria"]]
            bars.append((score(case, means[a]), rules["overall_threshold"]))
            if any(bar is not None and reached < Fraction(bar) for reached, bar in bars):
                reason = "threshold"
        reasons[a] = reason
    return reasons


def without_juror(
    case: Case, reviews: dict[str, list[Case]], gate: dict[str, str], juror: str, limit: int
) -> Case:
    rest = {a: [r for r in given if r["juror"] != juror] for a, given in reviews.items()}
    means = aggregates(case, rest)
    again = gates(case, means, {a: len(given) for a, given in rest.items()}, quorum=1)
    pool = [a for a in sorted(gate) if gate[a] != "quorum" and again[a] == "ok"]
    decided = World(case, means, pool).decide(limit)
    return {"status": decided["status"], "selected": decided["selected"]}


# --- every set -----------------------------------------------------------------------------


class World:
    """Every set of the right size; a set is a bit mask over the sorted ids of the pool."""

    def __init__(self, case: Case, means: dict[str, dict[str, Fraction]], pool: list[str]) -> None:
        self.case, self.means, self.pool = case, means, pool
        seats = case["round"]["seats"]
        if case["round"]["seats_mode"] == "at_most":
            seats = min(seats, len(pool))
        self.seats = seats
        self.points = [score(case, means[a]) for a in pool]
        self.common = math.lcm(1, *(p.denominator for p in self.points))
        whole = [int(p * self.common) for p in self.points]
        self.rules = expand(case, pool)
        self.total, self.broken = {}, {}
        for chosen in itertools.combinations(range(len(pool)), seats):
            mask = sum(1 << i for i in chosen)
            self.total[mask] = sum(whole[i] for i in chosen)
            self.broken[mask] = {
                label
                for label, _, members, low, high in self.rules
                if not low <= (mask & members).bit_count() <= high
            }
        self.feasible = [mask for mask, broken in self.broken.items() if not broken]

    def names(self, mask: int) -> list[str]:
        return [a for i, a in enumerate(self.pool) if mask >> i & 1]

    def decide(self, limit: int) -> Case:
        if len(self.pool) < self.seats:
            return {"status": "too_few_eligible", "eligible": len(self.pool), "selected": None}
        if not self.feasible:
            return {"status": "infeasible", "conflict": self.conflict(), "selected": None}
        best = max(self.total[m] for m in self.feasible)
        tied = [m for m in self.feasible if self.total[m] == best]
        result: Case = {"total": str(Fraction(best, self.common))}
        result |= counted("n_optimal_total", "n_optimal_at_least", len(tied), limit)
        if len(tied) < limit:
            every: list[set[str]] = [set(self.names(m)) for m in tied]
            result["contested"] = sorted(every[0].union(*every) - every[0].intersection(*every))
        stages = [{"stage": "total", "value": result["total"]} | left(tied, limit)]
        tied = self.by_criteria(tied, stages, limit)
        return result | self.by_lot(tied, stages)

    def by_criteria(self, tied: list[int], stages: list[Case], limit: int) -> list[int]:
        for stage in self.case["round"]["tie_break"]:
            if len(tied) > 1 and stage != "lot":
                name = stage.removeprefix("criterion:")
                sums = {m: sum(self.means[a][name] for a in self.names(m)) for m in tied}
                best = max(sums.values())
                tied = [m for m in tied if sums[m] == best]
                stages.append({"stage": stage, "value": str(best)} | left(tied, limit))
        return tied

    def by_lot(self, tied: list[int], stages: list[Case]) -> Case:
        result: Case = {"status": "unique" if len(stages) == 1 else "tie_broken", "stages": stages}
        if len(tied) > 1:
            order = self.lot_order()
            if order is None:
                shown = sorted(self.names(m) for m in tied)[:SHOWN]
                nothing = {"status": "tie", "selected": None, "decided_by": None}
                return result | nothing | {"tied_sets": shown}
            for a in order:
                having = [m for m in tied if a in self.names(m)]
                tied = having or tied
            stages.append({"stage": "lot", "value": None, "remaining": 1})
            result |= {"status": "tie_broken", "lot_order": order}
            result["lot_seed_hex"] = self.seed().hex()
        return result | {"decided_by": stages[-1]["stage"], "selected": self.names(tied[0])}

    def seed(self) -> bytes:
        lot = self.case["round"]["lot"]
        lines = ["modellkommune-lot-v1", lot["nonce_hex"], lot["public_value"], ""]
        return hashlib.sha256("\n".join(lines).encode("utf-8")).digest()

    def lot_order(self) -> list[str] | None:
        rules = self.case["round"]
        if "lot" not in rules["tie_break"] or rules["lot"] is None:
            return None
        head = self.seed() + bytes([0])
        return sorted(self.pool, key=lambda a: hashlib.sha256(head + a.encode()).hexdigest())

    def conflict(self) -> list[str]:
        needed = {label for label, *_ in self.rules}
        for label, *_ in self.rules:
            rest = needed - {label}
            if all(broken & rest for broken in self.broken.values()):
                needed = rest
        return [label for label, *_ in self.rules if label in needed]

    # --- explanations ----------------------------------------------------------------------

    def explain(self, result: Case, limit: int) -> Case:
        won = sum(1 << i for i, a in enumerate(self.pool) if a in result["selected"])
        best = self.total[won]
        lower = [self.total[m] for m in self.feasible if self.total[m] < best]
        second = str(Fraction(max(lower), self.common)) if lower else None
        return {
            "second_total": second,
            "unconstrained_total": str(Fraction(max(self.total.values()), self.common)),
            "price": {c["id"]: self.price(c["id"], won, limit) for c in self.case["constraints"]},
            "margin": {a: self.margin(i, won) for i, a in enumerate(self.pool)},
            "successor": {a: self.successor(a, won) for a in self.names(won)},
        }

    def price(self, constraint: str, won: int, limit: int) -> Case:
        own = {label for label, identity, *_ in self.rules if identity == constraint}
        free = [m for m, broken in self.broken.items() if broken <= own]
        best = max(self.total[m] for m in free)
        tied = [m for m in free if self.total[m] == best]
        found: Case = {"price": str(Fraction(best - self.total[won], self.common))}
        found |= counted("n_optimal_without", "n_optimal_without_at_least", len(tied), limit)
        if len(tied) == 1:
            found["enters"] = self.names(tied[0] & ~won)
            found["leaves"] = self.names(won & ~tied[0])
        return found

    def margin(self, i: int, won: int) -> str | None:
        inside = won >> i & 1
        others = [self.total[m] for m in self.feasible if (m >> i & 1) != inside]
        return str(Fraction(self.total[won] - max(others), self.common)) if others else None

    def successor(self, gone: str, won: int) -> str | None:
        stays = won & ~(1 << self.pool.index(gone))
        able = [
            i for i in range(len(self.pool)) if not won >> i & 1 and not self.broken[stays | 1 << i]
        ]
        order = self.lot_order()
        keys: dict[str, list[Fraction | int]] = {}
        for i in able:
            a = self.pool[i]
            means = self.means[a]
            stages = [s for s in self.case["round"]["tie_break"] if s != "lot"]
            keys[a] = [self.points[i], *(means[s.removeprefix("criterion:")] for s in stages)]
            if order is not None:
                keys[a].append(-order.index(a))
        best = [a for a in keys if keys[a] == max(keys.values())]
        return best[0] if len(best) == 1 else None


def expand(case: Case, pool: list[str]) -> list[Rule]:
    attrs = {a["id"]: a["attrs"] for a in case["applications"]}
    rules = []
    for c in case["constraints"]:
        groups = [[c["value"]] if isinstance(c["value"], str) else c["value"]]
        if c["value"] == "*":
            occurring = {v for given in attrs.values() for v in values_of(given, c["attr"])}
            groups = [[v] for v in sorted(occurring)]
        for group in groups:
            members = sum(
                1 << i
                for i, a in enumerate(pool)
                if any(v in group for v in values_of(attrs[a], c["attr"]))
            )
            high = math.inf if c["max"] is None else c["max"]
            label = f"{c['id']}:{c['attr']}={'|'.join(group)}"
            rules.append((label, c["id"], members, c["min"] or 0, high))
    return rules


def values_of(attrs: Case, name: str) -> list[str]:
    given = attrs.get(name, [])
    return [given] if isinstance(given, str) else given


def counted(exact: str, at_least: str, number: int, limit: int) -> dict[str, int]:
    return {exact: number} if number < limit else {at_least: limit}


def left(tied: list[int], limit: int) -> dict[str, int]:
    return counted("remaining", "remaining_at_least", len(tied), limit)
