"""A set that people chose, held against the published rules: total, breaches, who follows.

The engine names the best set; people may decide for another one. What that costs, which rules it
does not keep and who would move up is computed here by the same exact numbers. Without Django.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import Any

from reviews.selection.decision import Contest, contest
from reviews.selection.parsing import parse_case
from reviews.selection.problem import Problem
from reviews.selection.standing import stand
from reviews.selection.ties import Choice

TOTAL = "total"
CRITERION = "criterion:"


@dataclass(frozen=True)
class Judged:
    """A set of candidates by the published rules.

    ``broken``: ids of the rules that it does not keep, in listed order. ``successors``: per member
    who would move up if it declined and all others stayed; None: the rules admit nobody, or do not
    say who. ``reserve``: all who would move up in some case, the best first.
    """

    total: Fraction
    broken: tuple[str, ...]
    successors: Mapping[str, str | None]
    reserve: tuple[str, ...]


class Chosen:
    """One case, against which sets are held. Raises `CaseError` where it is malformed."""

    def __init__(self, case: Mapping[str, Any]) -> None:
        parsed = parse_case(case)
        self.contest: Contest = contest(parsed, stand(parsed))
        self._places = {each.id: at for at, each in enumerate(self.contest.pool)}

    @property
    def pool(self) -> Collection[str]:
        """Ids of those that passed the gate: nobody else can be chosen."""
        return self._places.keys()

    def judge(self, ids: Collection[str], gone: Collection[str] = ()) -> Judged:
        """Hold a set against the rules. All of it must be in the pool.

        ``gone``: who has declined before, and does not move up again.
        """
        chosen = self._chosen(ids)
        problem = kept_by(self.contest.problem, chosen)
        barred = {self._places[each] for each in gone if each in self._places}
        following = successors(self.contest, problem, chosen, barred)
        rank = self.contest.ranks()
        pool = self.contest.pool
        reserve = sorted(
            {each for each in following.values() if each is not None}, key=lambda each: rank[each]
        )
        return Judged(
            total=self._total(chosen),
            broken=self._broken(chosen),
            successors={
                pool[gone_one].id: None if follows is None else pool[follows].id
                for gone_one, follows in following.items()
            },
            reserve=tuple(pool[each].id for each in reserve),
        )

    def cost(self, ids: Collection[str]) -> tuple[Fraction, tuple[str, ...]]:
        """The total of a set, all of it in the pool, and the ids of the rules it does not keep."""
        chosen = self._chosen(ids)
        return self._total(chosen), self._broken(chosen)

    def is_among_tied(self, ids: Collection[str], result: Mapping[str, Any]) -> bool:
        """Whether a set is one of those between which an open tie left the choice."""
        chosen = self._chosen(ids)
        return self.contest.problem.admits(chosen) and all(
            self._value(chosen, stage["stage"]) == Fraction(stage["value"])
            for stage in result["stages"]
        )

    def _value(self, chosen: Choice, stage: str) -> Fraction:
        if stage == TOTAL:
            return self._total(chosen)
        numbers = self.contest.numbers(stage.removeprefix(CRITERION))
        return sum((numbers[each] for each in chosen), Fraction(0))

    def _chosen(self, ids: Collection[str]) -> Choice:
        return frozenset(self._places[each] for each in ids)

    def _broken(self, chosen: Choice) -> tuple[str, ...]:
        rules = self.contest.problem.rules
        return tuple(dict.fromkeys(rule.constraint for rule in rules if not rule.admit(chosen)))

    def _total(self, chosen: Choice) -> Fraction:
        scores = self.contest.standing.scores
        return sum((scores[self.contest.pool[each].id] for each in chosen), Fraction(0))


def kept_by(problem: Problem, chosen: Choice) -> Problem:
    """The problem as a set poses it further on: its size, and the rules that it keeps."""
    kept = tuple(rule for rule in problem.rules if rule.admit(chosen))
    return replace(problem, seats=len(chosen), rules=kept)


def successors(
    given: Contest, problem: Problem, chosen: Choice, barred: Collection[int] = ()
) -> dict[int, int | None]:
    """Who moves up if a member declines and all others keep their places.

    The best by score, then by the published tie order and the lot; None where the rules of
    ``problem`` admit nobody, or do not say who. ``barred`` never move up.
    """
    found: dict[int, int | None] = {}
    rank = given.ranks()
    outside = [each for each in range(problem.size) if each not in chosen and each not in barred]
    outside.sort(key=lambda each: rank[each])
    for gone in sorted(chosen):
        stays = chosen - {gone}
        able = list(islice((each for each in outside if problem.admits(stays | {each})), 2))
        open_tie = len(able) == 2 and rank[able[0]] == rank[able[1]]
        found[gone] = able[0] if able and not open_tie else None
    return found
