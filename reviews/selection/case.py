"""The case file in memory: what a round is, and its parts in the order of the published format.

A case comes in two forms. The *full* form carries reviews and conflicts; the *public* form
carries, per application, the aggregates alone and names no juror.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from reviews.ranking import Aggregate, Criterion, Known, Method, Review, is_valid


@dataclass(frozen=True)
class LotValues:
    """What the lot is computed from: the committed nonce and the public value drawn later."""

    nonce_hex: str
    public_value: str


@dataclass(frozen=True)
class Round:
    """The published rules of one round, except those on diversity."""

    seats: int
    at_most: bool
    criteria: tuple[Criterion, ...]
    overall_threshold: Fraction | None
    quorum: int
    method: Method
    tie_criteria: tuple[str, ...]
    lot_allowed: bool
    lot: LotValues | None


@dataclass(frozen=True)
class Application:
    """One application: its formal status and the values of its attributes."""

    id: str
    status: str
    attrs: Mapping[str, frozenset[str]]
    aggregate: Aggregate | None = None


@dataclass(frozen=True)
class Constraint:
    """A diversity rule: of those with any of the values, at least `least`, at most `most`.

    `values` None stands for "*": one such rule for every value that occurs in the round.
    """

    id: str
    attr: str
    values: tuple[str, ...] | None
    least: int | None
    most: int | None


@dataclass(frozen=True)
class Case:
    """A round with everything its selection depends on. `applications` are sorted by id."""

    round: Round
    jurors: tuple[str, ...]
    applications: tuple[Application, ...]
    conflicts: frozenset[tuple[str, str]]
    reviews: tuple[Review, ...]
    constraints: tuple[Constraint, ...]
    want_lojo: bool

    @cached_property
    def valid_reviews(self) -> tuple[Review, ...]:
        """The reviews that count."""
        criteria = self.round.criteria
        return tuple(each for each in self.reviews if is_valid(each, criteria, self.conflicts))

    @cached_property
    def known(self) -> Known:
        """What its points come to, for `aggregate`: with this jury, or another drawn from it."""
        return {}
