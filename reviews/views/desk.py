"""What is due in a round, and who must act: the steps of the procedure in their order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import wording
from competition.models import Announcement, Application, Call, Notice
from competition.models.application import ApplicationState
from competition.models.notice import NoticeState
from competition.phases import Phase
from competition.views.office.access import announcement_of
from reviews import progress
from reviews.models import Decision, Rubric, SelectionRun, Session
from reviews.models.decision import DecisionState
from reviews.models.selection_run import RunState

# The page on which each step is done.
PAGES = [
    "applications",
    "applications",
    "jury",
    "jury",
    "jury",
    "session",
    "selection",
    "decision",
    "announcement",
    "notices",
]
OFFICE, JURY, WORKER, TIME = "office", "jury", "worker", "time"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: is it done, what is its state in words, who must act, and where.

    What ``is_optional`` is never due: the round goes on without it.
    """

    name: str
    status: str
    is_done: bool = False
    who: str = ""
    url: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """A round as it stands; what the office may know of it. No score is among them."""

    call: Call
    at: datetime
    phase: Phase
    states: dict[str, int]
    rubric: Rubric | None
    jurors_count: int
    reviews_count: int
    unfinished_count: int
    is_in_session: bool
    has_met: bool
    run: SelectionRun | None
    decision: Decision | None
    announcement: Announcement | None
    notices: dict[str, int]

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
    def unscreened_count(self) -> int:
        return self.states.get(ApplicationState.SUBMITTED, 0)


def facts(call: Call, at: datetime) -> Facts:
    """The facts of a round at ``at`` by its own clock."""
    members = list(progress.members_of(call))
    announcement = announcement_of(call)
    confirmed = announcement if announcement and announcement.confirmed_at else None
    due = sum(member.due_count for member in members)
    settled = sum(member.final_count + member.abstained_count for member in members)
    met = Session.objects.filter(call=OuterRef("call"))
    rubric = (
        Rubric.objects.filter(call=call)
        .annotate(is_in_session=Exists(met.filter(closed_at=None)), has_met=Exists(met))
        .first()
    )
    return Facts(
        call=call,
        at=at,
        phase=call.phase(at=at, announcement=confirmed),
        states=dict(
            Application.objects.filter(call=call)
            .order_by("state")
            .values_list("state")
            .annotate(number=Count("pk"))
        ),
        rubric=rubric,
        is_in_session=rubric is not None and rubric.is_in_session,
        has_met=rubric is not None and rubric.has_met,
        jurors_count=len(members),
        reviews_count=due,
        unfinished_count=due - settled,
        run=SelectionRun.objects.filter(call=call).defer("input").first(),
        decision=Decision.objects.filter(call=call)
        .exclude(state=DecisionState.REJECTED)
        .select_related("proposed_by", "confirmed_by")
        .first(),
        announcement=announcement,
        notices=dict(
            Notice.objects.filter(call=call)
            .order_by("state")
            .values_list("state")
            .annotate(number=Count("pk"))
        ),
    )


def steps(given: Facts) -> list[Step]:
    """All steps in their order; the first that is not done is due."""
    slug = given.call.slug
    made = (
        _applying(given),
        _screening(given),
        _opening(given),
        _reviewing(given),
        _locking(given),
        _meeting(given),
        _selecting(given),
        _deciding(given),
        _announcing(given),
        _telling(given),
    )
    return [
        replace(step, url=reverse(f"office-{name}", args=[slug]))
        for step, name in zip(made, PAGES, strict=True)
    ]


def due(all_steps: list[Step]) -> Step | None:
    """The first step that is not done and that the round cannot do without."""
    return next((step for step in all_steps if not step.is_done and not step.is_optional), None)


def _applying(given: Facts) -> Step:
    name, call = _("Bewerbungen"), given.call
    if given.phase == Phase.DRAFT:
        return Step(name, _("noch nicht veröffentlicht"), who=OFFICE)
    if given.phase == Phase.SCHEDULED:
        return Step(name, _("ab %s") % wording.moment(call.opens_at, start=True), who=TIME)
    if given.phase == Phase.OPEN:
        return Step(name, _("noch %s") % wording.span(call.deadline_at - given.at), who=TIME)
    return Step(name, _("abgeschlossen"), is_done=True)


def _screening(given: Facts) -> Step:
    name, count = _("Formale Prüfung"), given.unscreened_count
    if not given.is_closed:
        return Step(name, _("nach dem Bewerbungsschluss"), who=OFFICE)
    if count:
        status = ngettext("%(count)s ungeprüft", "%(count)s ungeprüft", count) % {"count": count}
        return Step(name, status, who=OFFICE)
    return Step(name, _("abgeschlossen"), is_done=True)


def _opening(given: Facts) -> Step:
    name = _("Begutachtung öffnen")
    if given.is_reviewing:
        return Step(name, _("geöffnet"), is_done=True)
    return Step(name, _("noch nicht geöffnet"), who=OFFICE)


def _reviewing(given: Facts) -> Step:
    name = _("Bewerten")
    if not given.is_reviewing:
        return Step(name, _("noch nicht möglich"), who=JURY)
    final = given.reviews_count - given.unfinished_count
    status = _("%(final)s von %(all)s abgeschlossen") % {"final": final, "all": given.reviews_count}
    return Step(name, status, is_done=given.is_locked or not given.unfinished_count, who=JURY)


def _locking(given: Facts) -> Step:
    name = _("Bewertungen sperren")
    if given.is_locked:
        return Step(name, _("gesperrt"), is_done=True)
    return Step(name, _("noch nicht gesperrt"), who=OFFICE)


def _meeting(given: Facts) -> Step:
    name = _("Jurysitzung")
    if given.is_in_session:
        return Step(name, _("läuft"), who=JURY)
    if given.has_met:
        return Step(name, _("geschlossen"), is_done=True)
    return Step(name, _("freiwillig, nach dem Sperren"), who=JURY, is_optional=True)


def _selecting(given: Facts) -> Step:
    name, run = _("Auswahllauf"), given.run
    if run is None:
        return Step(name, _("noch nicht gestartet"), who=OFFICE)
    if run.state == RunState.QUEUED:
        return Step(name, _("wartet auf die Berechnung"), who=WORKER)
    if run.state == RunState.FAILED:
        return Step(name, _("gescheitert"), who=OFFICE)
    return Step(name, _("berechnet"), is_done=True)


def _deciding(given: Facts) -> Step:
    name, decision = _("Entscheidung"), given.decision
    if decision is None:
        return Step(name, _("noch nicht vorgeschlagen"), who=OFFICE)
    if decision.state == DecisionState.PROPOSED:
        status = _("vorgeschlagen von %s; eine zweite Person bestätigt") % decision.proposed_by
        return Step(name, status, who=OFFICE)
    return Step(name, _("bestätigt"), is_done=True)


def _announcing(given: Facts) -> Step:
    name, announcement = _("Bekanntgabe"), given.announcement
    if announcement is None:
        return Step(name, _("noch nicht vorbereitet"), who=OFFICE)
    when = wording.moment(announcement.public_at)
    if announcement.confirmed_at is None:
        status = _("vorbereitet von %s; eine zweite Person bestätigt") % announcement.prepared_by
        return Step(name, status, who=OFFICE)
    if given.phase == Phase.ANNOUNCED:
        return Step(name, _("öffentlich seit %s") % when, is_done=True)
    return Step(name, _("bestätigt für %s") % when, who=TIME)


def _telling(given: Facts) -> Step:
    status = ", ".join(_told(given.notices)) or _("noch keine")
    if given.notices.get(NoticeState.FAILED):
        return Step(_("Mitteilungen"), status, who=OFFICE)
    is_done = given.phase == Phase.ANNOUNCED and not given.notices.get(NoticeState.WAITING)
    return Step(_("Mitteilungen"), status, is_done=is_done, who=WORKER)


def _told(notices: dict[str, int]) -> Iterator[str]:
    for state in NoticeState:
        if notices.get(state):
            yield f"{state.label}: {notices[state]}"
