"""A price for every rule, chosen so that the upper bound on the best sum becomes tight.

Lagrangian relaxation: charge each candidate the prices p of the rules it counts towards, drop
the rules, and take the best `seats`. For *any* prices

    sum of values  <=  sum of the `seats` largest reduced values  +  sum over rules of p * b

with b = `most` where p > 0 and b = `least` where p < 0, for every set that keeps the rules. So
no price can make the engine wrong; good prices only make it fast. They are found by the
subgradient method in integers, hence the same on every machine.
Source: M. L. Fisher, The Lagrangian relaxation method, Management Science 27 (1981).
"""

from dataclasses import dataclass

from reviews.selection.problem import Problem

FINENESS = 1 << 12  # prices are multiples of 1/FINENESS of a value step
ROUNDS = 160
PATIENCE = 5  # rounds without progress until the step is halved


@dataclass(frozen=True)
class Prices:
    """Prices per rule in 1/FINENESS of a value step, and what follows from them."""

    per_rule: tuple[int, ...]
    reduced: tuple[int, ...]
    constant: int


def priced(problem: Problem, per_rule: list[int]) -> Prices:
    """The reduced value of every candidate under the given prices."""
    reduced = [value * FINENESS for value in problem.values]
    constant = 0
    for price, rule in zip(per_rule, problem.rules, strict=True):
        if price:
            constant += price * (rule.most if price > 0 else rule.least)
            for each in rule.members:
                reduced[each] -= price
    return Prices(tuple(per_rule), tuple(reduced), constant)


def relaxed(problem: Problem, prices: Prices) -> tuple[int, list[int]]:
    """The upper bound under these prices, and the set of `seats` candidates that attains it."""
    reduced = prices.reduced
    order = sorted(range(problem.size), key=lambda each: (-reduced[each], each))
    chosen = order[: problem.seats]
    return prices.constant + sum(reduced[each] for each in chosen), chosen


def find_prices(problem: Problem, start: tuple[int, ...] | None = None) -> Prices:
    """Prices with a low upper bound; from `start` where a similar problem was priced before.

    The search ends early when the bound meets a set that keeps the rules, or falls below what
    any set reaches: then the rules contradict each other.
    """
    per_rule = list(start) if start else [0] * len(problem.rules)
    best = prices = priced(problem, per_rule)
    bound, chosen = relaxed(problem, prices)
    best_bound = bound
    least = problem.least_sum * FINENESS
    goal = least - FINENESS  # one step below the worst set, until a set is known
    share, idle = 64, 0  # the step is share/64 of the way to the goal
    for _ in range(ROUNDS):
        if problem.admits(chosen):
            goal = max(goal, sum(problem.values[each] for each in chosen) * FINENESS)
        slope = _slope(problem, per_rule, chosen)
        length = sum(each * each for each in slope)
        if length == 0 or best_bound < max(least, goal + FINENESS) or share == 0:
            break
        step = max(1, (bound - goal) * share // (64 * length))
        per_rule = [_moved(p, -step * g) for p, g in zip(per_rule, slope, strict=True)]
        prices = priced(problem, per_rule)
        bound, chosen = relaxed(problem, prices)
        if bound < best_bound:
            best, best_bound, idle = prices, bound, 0
        elif (idle := idle + 1) >= PATIENCE:
            share, idle = share // 2, 0
    return best


def _slope(problem: Problem, per_rule: list[int], chosen: list[int]) -> list[int]:
    """How the bound changes with each price: the bound of the rule less its count in `chosen`."""
    picked = set(chosen)
    slope = []
    for price, rule in zip(per_rule, problem.rules, strict=True):
        count = len(rule.members & picked)
        if price > 0 or (price == 0 and count > rule.most):
            slope.append(rule.most - count)
        elif price < 0 or count < rule.least:
            slope.append(rule.least - count)
        else:
            slope.append(0)
    return slope


def _moved(price: int, change: int) -> int:
    """The new price; it stops at 0 first, because the bound has a bend there."""
    return 0 if price * (price + change) < 0 else price + change
