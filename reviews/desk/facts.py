"""How rounds stand, as counts and rows: what the office may know of them. No score is among it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Exists, OuterRef, QuerySet, Value

from competition.models import Announcement, Application, Award, Call
from competition.models.application import ApplicationState
from competition.models.award import AwardState
from competition.phases import Phase
from competition.queries import standing_letters
from reviews import progress
from reviews.models import Decision, JuryMember, Rubric, SelectionRun, Session
from reviews.models.decision import DecisionState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Met(TypedDict):
        is_in_session: bool
        has_met: bool

    MetRubric = WithAnnotations[Rubric, _Met]

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """A round as it stands at ``at`` by its own clock.

    ``members``: its jury with counts. ``reviews_count`` reviews are due in all, of which
    ``unfinished_count`` are neither final nor abstained. ``run``: the last run on the round as it
    is; ``decision``: the latest that is proposed or confirmed.
    """

    call: Call
    at: datetime
    phase: Phase
    states: Counts
    rubric: Rubric | None
    members: "Sequence[progress.CountedMember]"
    is_in_session: bool
    has_met: bool
    run: SelectionRun | None
    decision: Decision | None
    awards: Counts
    announcement: Announcement | None
    notices: Counts

    @property
    def is_closed(self) -> bool:
        return self.phase in (Phase.CLOSED, Phase.ANNOUNCED)

    @property
    def is_reviewing(self) -> bool:
        return self.rubric is not None and self.rubric.frozen_at is not None

    @property
    def is_locked(self) -> bool:
        return self.rubric is not None and self.rubric.locked_at is not None

    @property
    def jurors_count(self) -> int:
        return len(self.members)

    @property
    def reviews_count(self) -> int:
        return sum(member.due_count for member in self.members)

    @property
    def unfinished_count(self) -> int:
        settled = sum(member.final_count + member.abstained_count for member in self.members)
        return self.reviews_count - settled

    @property
    def unscreened_count(self) -> int:
        return self.states.get(ApplicationState.SUBMITTED, 0)

    @property
    def vacant_count(self) -> int:
        """Places that became free because a municipality declined its award."""
        if self.decision is None or not self.awards.get(AwardState.DECLINED):
            return 0
        return max(0, len(self.decision.selected) - self.awards.get(AwardState.GRANTED, 0))


def facts_of(calls: Sequence[Call], at: datetime) -> list[Facts]:
    """The facts of each call at ``at`` by the database's clock: as many queries for one as for
    many. Load the calls with their announcements."""
    found = _Found(calls)
    return [found.facts(call, at + call.clock_shift) for call in calls]


class _Found:
    """What belongs to the calls, each kind of row in one query."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.counts = _counted(calls)
        self.members = _members(calls)
        self.runs = _runs(calls)
        self.decisions = _decisions(calls)
        self.rubrics = {rubric.call_id: rubric for rubric in _rubrics(calls)}

    def facts(self, call: Call, at: datetime) -> Facts:
        announcement: Announcement | None = getattr(call, "announcement", None)
        confirmed = announcement if announcement and announcement.confirmed_at else None
        rubric = self.rubrics.get(call.pk)
        return Facts(
            call=call,
            at=at,
            phase=call.phase(at=at, announcement=confirmed),
            states=self.counts["Application", call.pk],
            rubric=rubric,
            members=self.members[call.pk],
            is_in_session=rubric is not None and rubric.is_in_session,
            has_met=rubric is not None and rubric.has_met,
            run=self.runs.get(call.pk),
            decision=self.decisions.get(call.pk),
            awards=self.counts["Award", call.pk],
            announcement=announcement,
            notices=self.counts["Notice", call.pk],
        )


def _rubrics(calls: Sequence[Call]) -> "QuerySet[MetRubric]":
    met = Session.objects.filter(call=OuterRef("call"))
    return Rubric.objects.filter(call__in=calls).annotate(
        is_in_session=Exists(met.filter(closed_at=None)), has_met=Exists(met)
    )


def _counted(calls: Sequence[Call]) -> defaultdict[tuple[str, int], Counts]:
    """How many rows of each state there are, per model and call, in one query."""
    found: defaultdict[tuple[str, int], Counts] = defaultdict(dict)
    parts = [
        rows.filter(call__in=calls)
        .order_by()
        .values_list(Value(rows.model.__name__), "call", "state")
        .annotate(number=Count("pk"))
        for rows in (Application.objects.all(), Award.objects.all(), standing_letters())
    ]
    for name, call_id, state, number in parts[0].union(*parts[1:], all=True):
        found[name, call_id][state] = number
    return found


def _members(calls: Sequence[Call]) -> "defaultdict[int, list[progress.CountedMember]]":
    found: defaultdict[int, list[progress.CountedMember]] = defaultdict(list)
    for member in progress.counted(JuryMember.objects.filter(call__in=calls)):
        found[member.call_id].append(member)
    return found


def _runs(calls: Sequence[Call]) -> dict[int, SelectionRun]:
    """The last run of each call; scenarios are none."""
    rows = SelectionRun.objects.filter(call__in=calls, is_scenario=False)
    rows = rows.order_by("requested_at", "pk").defer("input", "result")
    return {run.call_id: run for run in rows}


def _decisions(calls: Sequence[Call]) -> dict[int, Decision]:
    """The latest decision of each call that is proposed or confirmed."""
    rows = Decision.objects.filter(call__in=calls).exclude(state=DecisionState.REJECTED)
    rows = rows.select_related("proposed_by", "confirmed_by").order_by("number").defer("memo")
    return {decision.call_id: decision for decision in rows}
