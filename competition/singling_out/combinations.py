"""Whom a public bundle would single out although it stands there under a pseudonym. Plain Python.

A combination of published attributes that few municipalities share names them without their name
(k-anonymity: P. Samarati and L. Sweeney, 1998). This is a warning to the office alone: what is
published was settled before scoring began, and is never changed by it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

FEWEST = 3  # so many municipalities of the register must share what is published of one

Values = Mapping[str, str | Sequence[str]]
Key = tuple[frozenset[str], ...]


class Reason(StrEnum):
    """Why one stands out, the strongest reason first."""

    REGISTER = "register"
    LEFT = "left"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Finding:
    """One application that is singled out: by which attributes (as few as suffice), and why.

    ``count``: how many share them: in the register, among those of the register that hold no
    award, or among the pseudonyms of the bundle.
    """

    id: str
    reason: Reason
    attributes: tuple[str, ...]
    count: int


def findings(
    rows: Mapping[str, Values], awarded: Mapping[str, str], register: Mapping[str, Values]
) -> list[Finding]:
    """Who of ``rows`` without an award stands out, in their order; each with the strongest reason.

    ``rows``: what is published of each application, by id. ``awarded``: keys (AGS) of those who
    stand there by name, by id. ``register``: what anybody knows of every eligible municipality, by
    key.
    """
    hidden = {each: values for each, values in rows.items() if each not in awarded}
    by_name = [register[ags] for ags in awarded.values() if ags in register]
    names = sorted({name for values in rows.values() for name in values})
    public = sorted({name for values in register.values() for name in values} & set(names))
    everywhere = _Counts(register.values(), public)
    named, bundle = _Counts(by_name, public), _Counts(hidden.values(), names)
    found = (_finding(each, hidden[each], everywhere, named, bundle) for each in hidden)
    return [each for each in found if each]


class _Counts:
    """How often every combination of attributes occurs, counted once."""

    def __init__(self, rows: Iterable[Values], names: Collection[str]) -> None:
        rows = list(rows)
        self._counts = {
            chosen: Counter(_key(values, chosen) for values in rows) for chosen in _subsets(names)
        }

    def of(self, values: Values) -> Iterator[tuple[tuple[str, ...], int]]:
        """Every combination of attributes and how many share these values, the smallest first."""
        for chosen, counts in self._counts.items():
            yield chosen, counts[_key(values, chosen)]


def _subsets(names: Collection[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(names) + 1):
        yield from combinations(names, size)


def _key(values: Values, chosen: Sequence[str]) -> Key:
    found = (values.get(name, ()) for name in chosen)
    return tuple(frozenset([each] if isinstance(each, str) else each) for each in found)


def _finding(
    own: str, values: Values, everywhere: _Counts, named: _Counts, bundle: _Counts
) -> Finding | None:
    shared = dict(everywhere.of(values))
    left = {chosen: shared[chosen] - count for chosen, count in named.of(values)}
    for reason, counts, fewest in (
        (Reason.REGISTER, shared, FEWEST),
        (Reason.LEFT, left, 2),
        (Reason.BUNDLE, dict(bundle.of(values)), 2),
    ):
        for chosen, count in counts.items():
            if count < fewest:
                return Finding(own, reason, chosen, count)
    return None
