"""What changing assignments will do and what it will not, and why: said before it is done.

A plan is computed from the round as it stands and names every pair. Its digest covers all that it
says; whoever confirms sends the digest back, so that nothing happens that was not shown.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from competition import answers, receipts
from competition.errors import CATALOGUE, Refusal
from competition.models import Application
from competition.models.application import ApplicationState
from reviews.assignments import panels
from reviews.assignments.workload import Pair, Workload
from reviews.models import JuryMember
from reviews.models.review import ReviewState

MAX_REASON_CHARS = 1_000


class Act(StrEnum):
    """What is wanted for a pair: give the application to the juror, or end that."""

    ASSIGN = "assign"
    END = "end"


class Effect(StrEnum):
    """What a step means for the review of the pair."""

    NEW = "new"  # nothing was there yet
    RESUMED = "resumed"  # an ended one goes on: declaration and draft are there again
    COUNTS_AGAIN = "counts_again"  # a final review counts again
    UNBEGUN = "unbegun"  # nothing was written
    DRAFT_KEPT = "draft_kept"  # a draft stays, out of its juror's reach
    COUNTS_NO_MORE = "counts_no_more"  # a final review stays and counts no more


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants for one pair; ``reason`` is for ending."""

    pair: Pair
    act: Act
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What will happen for one pair."""

    application: Application
    member: JuryMember
    act: Act
    reason: str
    effect: Effect

    @property
    def pair(self) -> Pair:
        return self.application.pk, self.member.pk


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What will not happen for one pair, and why (a code of ``errors.CATALOGUE``)."""

    application: Application
    member: JuryMember
    act: Act
    code: str

    @property
    def sentence(self) -> Any:
        """The reason in words."""
        return CATALOGUE[self.code].sentence


@dataclass(frozen=True, slots=True)
class Shortage:
    """An application of the plan that can get fewer reviews than it needs."""

    application: Application
    possible_count: int
    needed_count: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What computing the panels anew leaves as it is.

    ``begun_count``: pairs declared or written for; ``conflicted_count``: pairs in conflict, whose
    jurors go on to see that; ``relieved``: jurors from whom everything was taken get nothing new.
    """

    begun_count: int
    conflicted_count: int
    relieved: Sequence[JuryMember]


@dataclass(frozen=True)
class Plan:
    """Steps and omissions by municipality and juror; ``shortages``: below the quorum afterwards.

    ``unchanged_count``: wishes that were fulfilled already. ``kept``: of panels computed anew.
    """

    steps: Sequence[Step]
    left_out: Sequence[LeftOut]
    shortages: Sequence[Shortage]
    unchanged_count: int = 0
    kept: Kept | None = None

    def of(self, act: Act) -> list[Step]:
        """The steps of one kind."""
        return [step for step in self.steps if step.act == act]

    @property
    def uncounted(self) -> list[Step]:
        """The steps after which a final review counts no more."""
        return [step for step in self.steps if step.effect == Effect.COUNTS_NO_MORE]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that the plan says."""
        steps = [[*_ids(each), each.act, each.reason, each.effect] for each in self.steps]
        left_out = [[*_ids(each), each.act, each.code] for each in self.left_out]
        short = [[each.application.public_id, each.possible_count] for each in self.shortages]
        told = {"steps": steps, "left_out": left_out, "shortages": short}
        kept = self.kept and [
            self.kept.begun_count,
            self.kept.conflicted_count,
            *(each.pk for each in self.kept.relieved),
        ]
        return receipts.digest({**told, "unchanged": self.unchanged_count, "kept": kept})


def _ids(row: Step | LeftOut) -> tuple[str, int]:
    return row.application.public_id, row.member.pk


def require_changeable(load: Workload) -> None:
    """Reviewing has opened, and the scores are not locked.

    Raises ``reviewing_closed``, ``scoring_closed``.
    """
    if load.rubric is None or load.rubric.frozen_at is None:
        raise Refusal("reviewing_closed")
    if load.rubric.locked_at:
        raise Refusal("scoring_closed")


def planned(load: Workload, wishes: Iterable[Wish]) -> Plan:
    """What these wishes come to. Of two for the same pair the later one holds.

    Raises ``reviewing_closed``, ``scoring_closed``, and ``not_found`` for strangers to the round,
    ``too_long`` and ``control_characters`` in a reason.
    """
    require_changeable(load)
    steps, left_out = list[Step](), list[LeftOut]()
    for wish in _ordered(load, wishes):
        application, member = load.applications[wish.pair[0]], load.jurors[wish.pair[1]]
        code = why_not(load, wish)
        if code:
            left_out.append(LeftOut(application, member, wish.act, code))
        else:
            reason = wish.reason if wish.act == Act.END else ""
            steps.append(Step(application, member, wish.act, reason, _effect(load, wish)))
    return Plan(steps, left_out, _shortages(load, steps))


def _ordered(load: Workload, wishes: Iterable[Wish]) -> list[Wish]:
    unique = {wish.pair: _clean(wish) for wish in wishes}
    if not all(a in load.applications and j in load.jurors for a, j in unique):
        raise Refusal("not_found")
    places = {pk: at for at, pk in enumerate(load.applications)}
    seats = {pk: at for at, pk in enumerate(load.jurors)}
    return sorted(unique.values(), key=lambda w: (places[w.pair[0]], seats[w.pair[1]]))


def _clean(wish: Wish) -> Wish:
    reason = answers.text(wish.reason, field="reason", max_chars=MAX_REASON_CHARS)
    return replace(wish, reason=reason)


def why_not(load: Workload, wish: Wish) -> str:
    """The code of what stands against a wish; empty if nothing does."""
    if wish.act == Act.END:
        if wish.pair not in load.current:
            return "assignment_missing"
        return "" if wish.reason else "reason_required"
    if wish.pair in load.current:
        return "assignment_standing"
    if load.applications[wish.pair[0]].state != ApplicationState.ADMITTED:
        return "application_not_admitted"
    return "juror_conflicted" if wish.pair in load.conflicts else ""


def _effect(load: Workload, wish: Wish) -> Effect:
    state = load.reviews.get(wish.pair)
    counts = state == ReviewState.FINAL and wish.pair not in load.conflicts
    if wish.act == Act.ASSIGN:
        if counts:
            return Effect.COUNTS_AGAIN
        return Effect.RESUMED if wish.pair in load.rows else Effect.NEW
    if counts:
        return Effect.COUNTS_NO_MORE
    return Effect.DRAFT_KEPT if state else Effect.UNBEGUN


def _shortages(load: Workload, steps: Sequence[Step]) -> list[Shortage]:
    """The applications of these steps that stay or fall below the quorum."""
    given = {step.pair for step in steps if step.act == Act.ASSIGN}
    taken = {step.pair for step in steps if step.act == Act.END}
    after = load.possible((load.current | given) - taken)
    concerned = {step.application.pk for step in steps}
    return [
        Shortage(each, after[each.pk], load.quorum)
        for each in load.admitted
        if each.pk in concerned and after[each.pk] < load.quorum
    ]


def recomputed(load: Workload, *, reason: str) -> Plan:
    """What computing the panels anew comes to; ``reason`` stands at what it ends.

    What was begun stays, and so do the rows of pairs in conflict. Raises ``panel_full`` where
    everybody reads everything, ``panel_impossible``, and what ``planned`` raises.
    """
    require_changeable(load)
    if not load.panel_size:
        raise Refusal("panel_full")
    wanted = frozenset(panels.again(load))
    admitted = {each.pk for each in load.admitted}
    idle = {p for p in load.current - wanted if p[0] in admitted and p not in load.conflicts}
    new = _wishes(wanted - load.current, Act.ASSIGN)
    return replace(planned(load, [*new, *_wishes(idle, Act.END, reason)]), kept=_kept(load))


def _kept(load: Workload) -> Kept:
    due = [pair for pair in load.current if pair not in load.conflicts]
    taking_part = {each.pk for each in panels.taking_part(load)}
    return Kept(
        begun_count=sum(load.is_begun(pair) for pair in due),
        conflicted_count=len(load.current) - len(due),
        relieved=[each for each in load.jurors.values() if each.pk not in taking_part],
    )


def _wishes(pairs: Collection[Pair], act: Act, reason: str = "") -> list[Wish]:
    return [Wish(pair, act, reason) for pair in pairs]
