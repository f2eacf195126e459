"""Who reads what, and how far it is: pairs, names and counts for the office, and never a score."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from competition.models import Application, Call
from competition.models.application import ApplicationState
from reviews.models import Assignment, Conflict, Declaration, JuryMember, Review, Rubric
from reviews.models.jury import Severity
from reviews.models.review import ReviewState
from reviews.progress import Stage

Pair = tuple[int, int]
"""The ids of an application and of a juror."""


@dataclass(frozen=True, slots=True)
class Ended:
    """When, by whom and why an assignment was ended."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Workload:
    """The assignments of a round as they stand, with what decides about changing them.

    ``rows``: the id of each pair's assignment, ended ones (``ended``) included. ``reviews``: the
    state of each review that was begun. No score and no text is read.
    """

    call: Call
    rubric: Rubric | None
    jurors: Mapping[int, JuryMember]
    applications: Mapping[int, Application]
    rows: Mapping[Pair, int]
    ended: Mapping[Pair, Ended]
    conflicts: Mapping[Pair, str]
    declared: frozenset[Pair]
    reviews: Mapping[Pair, str]

    @cached_property
    def current(self) -> frozenset[Pair]:
        """The pairs whose assignment has not been ended."""
        return frozenset(self.rows) - self.ended.keys()

    @cached_property
    def admitted(self) -> list[Application]:
        """The applications that take part, by municipality."""
        admitted = ApplicationState.ADMITTED
        return [each for each in self.applications.values() if each.state == admitted]

    @property
    def quorum(self) -> int:
        """How many reviews an application needs to take part in the selection."""
        return self.rubric.quorum if self.rubric else 0

    @property
    def panel_size(self) -> int:
        """How many jurors read each application; 0 where all of them read everything."""
        return (self.rubric.panel_size or 0) if self.rubric else 0

    def is_begun(self, pair: Pair) -> bool:
        """Whether the juror has declared or written anything: it is not taken away silently."""
        return pair in self.reviews or pair in self.declared

    def can_count(self, pair: Pair) -> bool:
        """Whether a review of the pair counts, or may still count, if it is assigned."""
        return pair not in self.conflicts and self.reviews.get(pair) != ReviewState.ABSTAINED

    def possible(self, pairs: Iterable[Pair]) -> dict[int, int]:
        """Per admitted application how many reviews it can get from these pairs."""
        counts = {each.pk: 0 for each in self.admitted}
        for pair in pairs:
            if pair[0] in counts and self.can_count(pair):
                counts[pair[0]] += 1
        return counts


def of(call: Call) -> Workload:
    """The workload of a round, in seven queries whatever its size."""
    rows = Assignment.objects.filter(jury_member__call=call).order_by()
    told = list(
        rows.values_list(
            *("application", "jury_member", "pk", "ended_at", "ended_by__name", "end_reason")
        )
    )
    return Workload(
        call=call,
        rubric=Rubric.objects.filter(call=call).first(),
        jurors={
            each.pk: each
            for each in JuryMember.objects.filter(call=call)
            .select_related("user", "municipality")
            .order_by("user__name", "user__email")
        },
        applications={
            each.pk: each
            for each in Application.objects.filter(call=call)
            .exclude(state=ApplicationState.DRAFT)
            .select_related("municipality")
            .order_by("municipality__name", "municipality__ags")
        },
        rows={(a, j): pk for a, j, pk, *_ended in told},
        ended={(a, j): Ended(at, by, why) for a, j, _pk, at, by, why in told if at},
        conflicts=_severities(call),
        declared=frozenset(
            Declaration.objects.filter(jury_member__call=call)
            .order_by()
            .values_list("application", "jury_member")
        ),
        reviews={
            (a, j): state
            for a, j, state in Review.objects.filter(jury_member__call=call)
            .order_by()
            .values_list("application", "jury_member", "state")
        },
    )


def _severities(call: Call) -> dict[Pair, str]:
    standing = Conflict.objects.standing().filter(jury_member__call=call).order_by()
    found = standing.values_list("application", "jury_member", "severity")
    return {(a, j): severity for a, j, severity in found}


def standing(load: Workload, pair: Pair) -> str:
    """How far a juror is with an application, in a word; of a pair that never was, nothing."""
    if pair in load.conflicts:
        return str(Stage.CONFLICTED.label)
    if pair not in load.rows:
        return ""
    if pair in load.reviews:
        return str(ReviewState(load.reviews[pair]).label)
    return str((Stage.OPEN if pair in load.declared else Stage.UNDECLARED).label)


def is_hard(severity: str) -> bool:
    """Whether a standing conflict excludes; the chair may lift any other."""
    return severity == Severity.HARD
