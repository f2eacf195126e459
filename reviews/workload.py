"""Who reads what, and how far it is: pairs, names and counts for the office, and never a score."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from competition.models import Application, Call
from competition.models.application import ApplicationState
from reviews import assignment
from reviews.models import Assignment, Conflict, Declaration, JuryMember, Review, Rubric
from reviews.models.jury import Severity
from reviews.models.review import ReviewState
from reviews.progress import Stage

Pair = tuple[int, int]
"""The ids of an application and of a juror."""


@dataclass(frozen=True, slots=True)
class JurorLoad:
    """One juror's work in numbers. ``assigned`` all pairs; of these ``conflicted`` are befangen."""

    member: JuryMember
    assigned_count: int
    conflicted_count: int
    open_count: int
    draft_count: int
    done_count: int


@dataclass(frozen=True, slots=True)
class ApplicationLoad:
    """One application's jurors. ``possible_count``: how many of their reviews can still count.

    A conflict and an abstention make a review impossible; ``done_count`` are final ones.
    """

    application: Application
    members: Sequence[JuryMember]
    conflicted_count: int
    possible_count: int
    done_count: int
    quorum: int
    panel_size: int

    @property
    def is_below_quorum(self) -> bool:
        """It will not take part in the selection, whatever its jurors write."""
        return self.possible_count < self.quorum

    @property
    def lacks_panel(self) -> bool:
        """It has fewer jurors who can review it than the rubric says."""
        return self.possible_count < self.panel_size


@dataclass(frozen=True, slots=True)
class Balance:
    """What the office reads about panels: the least and the most that a juror reads.

    ``parts_count``: into how many parts the round falls that share neither juror nor application;
    scores of different parts cannot be compared.
    """

    least_count: int
    most_count: int
    parts_count: int

    @property
    def is_even(self) -> bool:
        """No juror reads two applications more than another."""
        return self.most_count - self.least_count <= 1


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
    ended: frozenset[Pair]
    conflicts: Mapping[Pair, str]
    declared: frozenset[Pair]
    reviews: Mapping[Pair, str]

    @cached_property
    def current(self) -> frozenset[Pair]:
        """The pairs whose assignment has not been ended."""
        return frozenset(self.rows) - self.ended

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

    def by_juror(self) -> list[JurorLoad]:
        """The load of every juror, by name."""
        mine = _grouped(self.current, lambda pair: pair[1])
        return [self._juror(member, mine[member.pk]) for member in self.jurors.values()]

    def _juror(self, member: JuryMember, pairs: Sequence[Pair]) -> JurorLoad:
        due = [pair for pair in pairs if pair not in self.conflicts]
        states = [self.reviews.get(pair, "") for pair in due]
        return JurorLoad(
            member=member,
            assigned_count=len(pairs),
            conflicted_count=len(pairs) - len(due),
            open_count=states.count(""),
            draft_count=states.count(ReviewState.DRAFT),
            done_count=len(states) - states.count("") - states.count(ReviewState.DRAFT),
        )

    def by_application(self) -> list[ApplicationLoad]:
        """The jurors of every admitted application: those below the quorum first."""
        theirs = _grouped(self.current, lambda pair: pair[0])
        rows = [self._application(each, theirs[each.pk]) for each in self.admitted]
        return sorted(rows, key=lambda row: (not row.is_below_quorum, not row.lacks_panel))

    def _application(self, application: Application, pairs: Sequence[Pair]) -> ApplicationLoad:
        readers = {juror for _application, juror in pairs}
        due = [pair for pair in pairs if pair not in self.conflicts]
        return ApplicationLoad(
            application=application,
            members=[each for each in self.jurors.values() if each.pk in readers],
            conflicted_count=len(pairs) - len(due),
            possible_count=sum(self.can_count(pair) for pair in due),
            done_count=sum(self.reviews.get(pair) == ReviewState.FINAL for pair in due),
            quorum=self.quorum,
            panel_size=self.panel_size,
        )

    def balance(self) -> Balance:
        """How evenly the work lies now, conflicts left out."""
        admitted = {each.pk for each in self.admitted}
        pairs = [pair for pair in self.current if pair[0] in admitted and self.can_count(pair)]
        loads = Counter(dict.fromkeys(self.jurors, 0))
        loads.update(juror for _application, juror in pairs)
        return Balance(
            least_count=min(loads.values(), default=0),
            most_count=max(loads.values(), default=0),
            parts_count=assignment.parts_of([(str(a), str(j)) for a, j in pairs]),
        )


def _grouped(pairs: Iterable[Pair], key: Callable[[Pair], int]) -> Mapping[int, list[Pair]]:
    found = defaultdict[int, list[Pair]](list)
    for pair in pairs:
        found[key(pair)].append(pair)
    return found


def of(call: Call) -> Workload:
    """The workload of a round, in seven queries whatever its size."""
    rows = Assignment.objects.filter(jury_member__call=call).order_by()
    told = list(rows.values_list("application", "jury_member", "pk", "ended_at"))
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
        rows={(a, j): pk for a, j, pk, _ended in told},
        ended=frozenset((a, j) for a, j, _pk, ended in told if ended),
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
