"""The office's figures of who reads what: per juror, per application, and how evenly it lies."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from competition.models import Application
from reviews.assignments import panels
from reviews.assignments.workload import Pair, Workload
from reviews.models import JuryMember
from reviews.models.review import ReviewState


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
    def names(self) -> str:
        """The names of its jurors, one after the other."""
        return ", ".join(str(member) for member in self.members)

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


def of_jurors(load: Workload) -> list[JurorLoad]:
    """The load of every juror, by name."""
    mine = _grouped(load.current, lambda pair: pair[1])
    return [_of_juror(load, member, mine[member.pk]) for member in load.jurors.values()]


def _of_juror(load: Workload, member: JuryMember, pairs: Sequence[Pair]) -> JurorLoad:
    due = [pair for pair in pairs if pair not in load.conflicts]
    states = [load.reviews.get(pair, "") for pair in due]
    return JurorLoad(
        member=member,
        assigned_count=len(pairs),
        conflicted_count=len(pairs) - len(due),
        open_count=states.count(""),
        draft_count=states.count(ReviewState.DRAFT),
        done_count=len(states) - states.count("") - states.count(ReviewState.DRAFT),
    )


def of_applications(load: Workload) -> list[ApplicationLoad]:
    """The jurors of every admitted application: those below the quorum first."""
    theirs = _grouped(load.current, lambda pair: pair[0])
    rows = [_of_application(load, each, theirs[each.pk]) for each in load.admitted]
    return sorted(rows, key=lambda row: (not row.is_below_quorum, not row.lacks_panel))


def _of_application(
    load: Workload, application: Application, pairs: Sequence[Pair]
) -> ApplicationLoad:
    readers = {juror for _application, juror in pairs}
    due = [pair for pair in pairs if pair not in load.conflicts]
    return ApplicationLoad(
        application=application,
        members=[each for each in load.jurors.values() if each.pk in readers],
        conflicted_count=len(pairs) - len(due),
        possible_count=sum(load.can_count(pair) for pair in due),
        done_count=sum(load.reviews.get(pair) == ReviewState.FINAL for pair in due),
        quorum=load.quorum,
        panel_size=load.panel_size,
    )


def balance(load: Workload) -> Balance:
    """How evenly the work lies now, without conflicts and abstentions."""
    admitted = {each.pk for each in load.admitted}
    pairs = [pair for pair in load.current if pair[0] in admitted and load.can_count(pair)]
    counts = Counter(dict.fromkeys(load.jurors, 0))
    counts.update(juror for _application, juror in pairs)
    return Balance(
        least_count=min(counts.values(), default=0),
        most_count=max(counts.values(), default=0),
        parts_count=panels.parts(pairs),
    )


def _grouped(pairs: Iterable[Pair], key: Callable[[Pair], int]) -> Mapping[int, list[Pair]]:
    found = defaultdict[int, list[Pair]](list)
    for pair in pairs:
        found[key(pair)].append(pair)
    return found
