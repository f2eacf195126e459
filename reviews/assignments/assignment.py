"""Who reviews what: everybody everything for a small jury, else exact balanced panels.

Plain Python without Django. The default is the full panel minus conflicts. Partial panels give
every application exactly so many jurors and every juror a load within bounds, or say why that
is impossible: never fewer silently. Among all such panels the affinity of the application that
fares worst is largest, and then the sum of all affinities. An application fares as well as its
least fitting juror. Source: the fairness aim of I. Stelmakh, N. Shah, A. Singh, PeerReview4All,
JMLR 22 (2021), here exactly for the least of an application's affinities.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Literal

from reviews.assignments.panel_flow import Cheapest, Demand, cut, members

Pair = tuple[str, str]  # application, juror
HIGHEST_AFFINITY = 1000


@dataclass(frozen=True)
class Rules:
    """Jurors per application, and the least and most applications per juror."""

    per_application: int
    least: int
    most: int


@dataclass(frozen=True)
class Reason:
    """Why there is no panel: needed and possible do not meet for these applications and jurors.

    `too_few_jurors`: an application has fewer jurors without conflict than it needs;
    `too_many_kept`: reviews that were begun already exceed a bound or lie in a conflict;
    `overload`: these applications need more reviews of these jurors than they may take;
    `underload`: these jurors cannot get the least number each, as there is not enough for them.
    """

    code: Literal["too_few_jurors", "too_many_kept", "overload", "underload"]
    applications: tuple[str, ...]
    jurors: tuple[str, ...]
    needed: int
    possible: int


@dataclass(frozen=True)
class Panels:
    """The pairs, ascending, and what the chair reads before releasing them.

    `parts`: into how many parts the pairs fall that share neither juror nor application; scores
    of different parts cannot be compared. `worst` is None without any pair.
    """

    pairs: tuple[Pair, ...]
    loads: Mapping[str, int]
    worst: int | None
    total: int
    parts: int


class Impossible(Exception):  # noqa: N818 - an answer of the procedure, not a fault of the program
    """There are no such panels; `reasons` say why."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        super().__init__("; ".join(reason.code for reason in reasons))
        self.reasons = tuple(reasons)


def full_panel(
    applications: Collection[str], jurors: Collection[str], conflicts: Collection[Pair] = ()
) -> tuple[Pair, ...]:
    """Everybody reads everything, except where a conflict is declared."""
    barred = frozenset(conflicts)
    pairs = ((application, juror) for application in applications for juror in jurors)
    return tuple(sorted(pair for pair in pairs if pair not in barred))


def balanced(applications: int, jurors: int, per_application: int) -> Rules:
    """Rules under which no juror reads two applications more than another."""
    whole, rest = divmod(applications * per_application, jurors)
    return Rules(per_application, whole, whole + (rest > 0))


def partial_panels(
    applications: Collection[str],
    jurors: Collection[str],
    rules: Rules,
    *,
    conflicts: Collection[Pair] = (),
    affinities: Mapping[Pair, int] | None = None,
    kept: Collection[Pair] = (),
) -> Panels:
    """The best panels under the rules; the same for the same sets, in whatever order given.

    Affinities are integers from 0 (also where none is given) to 1000. `kept` are pairs whose
    review was begun: they stay. Raises `Impossible`, and `ValueError` for an affinity out of
    range or a kept pair of strangers.
    """
    return _Search(applications, jurors, rules, conflicts, affinities or {}, kept).panels()


def even_panels(
    applications: Collection[str],
    jurors: Collection[str],
    per_application: int,
    *,
    conflicts: Collection[Pair] = (),
    affinities: Mapping[Pair, int] | None = None,
    kept: Collection[Pair] = (),
) -> Panels:
    """Balanced panels; where conflicts or begun reviews forbid them, the evenest that there are.

    Evenest: the juror who reads most reads as little as possible, and then the one who reads
    least as much as possible. Raises `Impossible` only where applications cannot get exactly so
    many jurors at any loads.
    """

    def search(least: int, most: int) -> _Search:
        rules = Rules(per_application, least, most)
        return _Search(applications, jurors, rules, conflicts, affinities or {}, kept)

    aim = balanced(len(applications), len(jurors), per_application)
    found = search(aim.least, aim.most)
    if found.is_feasible():
        return found.panels()
    everything = search(0, len(applications))
    if not everything.is_feasible():
        return everything.panels()  # raises with the reasons
    most = _first(aim.most, len(applications), lambda most: search(0, most).is_feasible())
    more = _first(0, aim.least, lambda less: search(aim.least - less, most).is_feasible())
    return search(aim.least - more, most).panels()


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number for which it holds; for the highest, and above any other, it does."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def parts_of(pairs: Collection[Pair]) -> int:
    """Into how many parts pairs fall that share neither juror nor application."""
    numbers = {juror: at for at, juror in enumerate(sorted({juror for _, juror in pairs}))}
    sets: dict[str, int] = {}
    for application, juror in pairs:
        sets[application] = sets.get(application, 0) | 1 << numbers[juror]
    return _parts(list(sets.values()))


class _Search:
    def __init__(
        self,
        applications: Collection[str],
        jurors: Collection[str],
        rules: Rules,
        conflicts: Collection[Pair],
        affinities: Mapping[Pair, int],
        kept: Collection[Pair],
    ) -> None:
        self._applications, self._jurors = sorted(applications), sorted(jurors)
        self._rules, self._kept = rules, frozenset(kept)
        self._barred = frozenset(conflicts)
        self._weights = [
            [affinities.get((each, juror), 0) for juror in self._jurors]
            for each in self._applications
        ]
        if any(not 0 <= each <= HIGHEST_AFFINITY for row in self._weights for each in row):
            raise ValueError(f"affinities range from 0 to {HIGHEST_AFFINITY}")
        strangers = self._kept - {(a, j) for a in self._applications for j in self._jurors}
        if strangers:
            raise ValueError(f"{sorted(strangers)[0]} is kept, but takes no part")
        self._held = [self._mask(each, self._kept) for each in self._applications]
        self._open = [
            ~(self._mask(each, self._barred) | held) & (1 << len(self._jurors)) - 1
            for each, held in zip(self._applications, self._held, strict=True)
        ]
        self._needs = [rules.per_application - held.bit_count() for held in self._held]

    def _mask(self, application: str, pairs: frozenset[Pair]) -> int:
        return sum(1 << at for at, j in enumerate(self._jurors) if (application, j) in pairs)

    def is_feasible(self) -> bool:
        """Whether there are panels under the rules at all."""
        return not any(self._simple_reasons()) and cut(self._demand(0)) is None

    def panels(self) -> Panels:
        """Raise the threshold as far as possible, then the total."""
        reasons = [*self._simple_reasons()] or [*self._cut_reasons()]
        if reasons:
            raise Impossible(reasons)
        levels = self._levels()
        low, high = 0, len(levels) - 1  # the lowest level is possible
        while low < high:
            middle = (low + high + 1) // 2
            if self._is_possible(levels[middle]):
                low = middle
            else:
                high = middle - 1
        return self._described(Cheapest(self._demand(levels[low]), self._weights).solve())

    def _levels(self) -> list[int]:
        """The affinities that may be the worst: none above that of a pair that is kept."""
        kept = [
            row[j]
            for row, held in zip(self._weights, self._held, strict=True)
            for j in members(held)
        ]
        highest = min(kept, default=HIGHEST_AFFINITY)
        return sorted({each for row in self._weights for each in row if each <= highest}) or [0]

    def _demand(self, threshold: int) -> Demand:
        open_to = [
            sum(1 << j for j in members(mask) if row[j] >= threshold)
            for mask, row in zip(self._open, self._weights, strict=True)
        ]
        base = [sum(held >> j & 1 for held in self._held) for j in range(len(self._jurors))]
        return Demand(open_to, self._needs, base, self._rules.least, self._rules.most)

    def _is_possible(self, threshold: int) -> bool:
        demand = self._demand(threshold)
        enough = all(
            mask.bit_count() >= need
            for mask, need in zip(demand.open_to, demand.needs, strict=True)
        )
        return enough and cut(demand) is None

    def _simple_reasons(self) -> Iterator[Reason]:
        for application, juror in sorted(self._kept & self._barred):
            yield Reason("too_many_kept", (application,), (juror,), 1, 0)
        for at, application in enumerate(self._applications):
            held, wanted = self._held[at].bit_count(), self._rules.per_application
            if held > wanted:
                yield Reason("too_many_kept", (application,), (), held, wanted)
            elif self._needs[at] > self._open[at].bit_count():
                free = held + self._open[at].bit_count()
                yield Reason("too_few_jurors", (application,), (), wanted, free)
        for j, juror in enumerate(self._jurors):
            held = sum(mask >> j & 1 for mask in self._held)
            if held > self._rules.most:
                yield Reason("too_many_kept", (), (juror,), held, self._rules.most)

    def _cut_reasons(self) -> Iterator[Reason]:
        found = cut(self._demand(0))
        if found is None:
            return
        inside, size = found.jurors, found.jurors.bit_count()
        jurors = tuple(self._jurors[j] for j in members(inside))
        shares = [self._share(at, inside, found.too_many) for at in range(len(self._applications))]
        reviews = sum(shares)
        concerned = tuple(a for a, s in zip(self._applications, shares, strict=True) if s)
        if found.too_many:
            yield Reason("overload", concerned, jurors, reviews, size * self._rules.most)
        else:
            yield Reason("underload", concerned, jurors, size * self._rules.least, reviews)

    def _share(self, at: int, inside: int, fewest: bool) -> int:
        """How many reviews of an application these jurors must write, or may write at most."""
        held = (self._held[at] & inside).bit_count()
        if fewest:
            return held + max(0, self._needs[at] - (self._open[at] & ~inside).bit_count())
        return held + min(self._needs[at], (self._open[at] & inside).bit_count())

    def _described(self, chosen: list[int]) -> Panels:
        sets = [new | held for new, held in zip(chosen, self._held, strict=True)]
        pairs = [(at, j) for at, mask in enumerate(sets) for j in members(mask)]
        given = [self._weights[at][j] for at, j in pairs]
        return Panels(
            pairs=tuple((self._applications[at], self._jurors[j]) for at, j in pairs),
            loads={
                juror: sum(mask >> j & 1 for mask in sets) for j, juror in enumerate(self._jurors)
            },
            worst=min(given, default=None),
            total=sum(given),
            parts=_parts(sets),
        )


def _parts(sets: Sequence[int]) -> int:
    """Into how many parts sets of jurors fall that have no juror in common."""
    parts: list[int] = []
    for each in sets:
        touching = [part for part in parts if part & each]
        parts = [part for part in parts if not part & each]
        if each:
            parts.append(reduce(or_, touching, each))
    return len(parts)
