"""What is due in a round, and who must act: the steps of the procedure in their order."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import wording
from competition.due import Who
from competition.models.notice import NoticeState
from competition.phases import Phase
from reviews.desk.facts import Facts
from reviews.models.decision import DecisionState
from reviews.models.selection_run import RunState


@dataclass(frozen=True, slots=True)
class Step:
    """One step: is it done, what is its state in words, who must act, and on which page.

    ``act`` says in the imperative what the office does here, where it is its turn. What
    ``is_optional`` is never due: the round goes on without it. ``proposed_by``: the id of who made
    a proposal that only somebody else can confirm.
    """

    name: str
    status: str
    page: str
    is_done: bool = False
    who: Who = Who.TIME
    act: str = ""
    is_optional: bool = False
    proposed_by: int | None = None

    def url(self, slug: str) -> str:
        return reverse(f"office-{self.page}", args=[slug])


def steps(given: Facts) -> list[Step]:
    """All steps in their order; the first that is not done is due."""
    made = (
        *(_applying, _screening, _opening, _reviewing, _locking, _meeting),
        *(_selecting, _deciding, _announcing),
        # Before the letters: those go out by themselves, this waits for the office.
        *((_succeeding,) if given.vacant_count else ()),
        _telling,
    )
    return [step(given) for step in made]


def due(all_steps: list[Step]) -> Step | None:
    """The first step that is not done and that the round cannot do without."""
    return next((step for step in all_steps if not step.is_done and not step.is_optional), None)


def _applying(given: Facts) -> Step:
    name, page, call = _("Bewerbungen"), "applications", given.call
    if given.phase == Phase.DRAFT:
        status, act = _("noch nicht veröffentlicht"), _("Aufruf fertigstellen und veröffentlichen")
        return Step(name, status, "setup", who=Who.OFFICE, act=act)
    if given.phase == Phase.SCHEDULED:
        return Step(name, _("ab %s") % wording.moment(call.opens_at, start=True), page)
    if given.phase == Phase.OPEN:
        status = _("noch %s") % wording.span(call.deadline_at - given.at)
        return Step(name, status, page, who=Who.APPLICANTS)
    return Step(name, _("abgeschlossen"), page, is_done=True)


def _screening(given: Facts) -> Step:
    name, page, count = _("Formale Prüfung"), "screening", given.unscreened_count
    if not given.is_closed:
        return Step(name, _("nach dem Bewerbungsschluss"), page, who=Who.OFFICE)
    if count:
        status = ngettext("%(count)s ungeprüft", "%(count)s ungeprüft", count) % {"count": count}
        act = ngettext(
            "%(count)s Bewerbung formal prüfen", "%(count)s Bewerbungen formal prüfen", count
        ) % {"count": count}
        return Step(name, status, page, who=Who.OFFICE, act=act)
    return Step(name, _("abgeschlossen"), page, is_done=True)


def _opening(given: Facts) -> Step:
    name, page = _("Begutachtung öffnen"), "jury"
    if given.is_reviewing:
        return Step(name, _("geöffnet"), page, is_done=True)
    act = _("Begutachtung öffnen")
    return Step(name, _("noch nicht geöffnet"), page, who=Who.OFFICE, act=act)


def _reviewing(given: Facts) -> Step:
    name, page = _("Bewerten"), "jury"
    if not given.is_reviewing:
        return Step(name, _("noch nicht möglich"), page, who=Who.JURY)
    final = given.reviews_count - given.unfinished_count
    status = _("%(final)s von %(all)s abgeschlossen") % {"final": final, "all": given.reviews_count}
    is_done = given.is_locked or not given.unfinished_count
    return Step(name, status, page, is_done=is_done, who=Who.JURY)


def _locking(given: Facts) -> Step:
    name, page = _("Bewertungen sperren"), "jury"
    if given.is_locked:
        return Step(name, _("gesperrt"), page, is_done=True)
    act = _("Bewertungen sperren")
    return Step(name, _("noch nicht gesperrt"), page, who=Who.OFFICE, act=act)


def _meeting(given: Facts) -> Step:
    name, page = _("Jurysitzung"), "session"
    if given.is_in_session:
        return Step(name, _("läuft"), page, who=Who.JURY)
    if given.has_met:
        return Step(name, _("geschlossen"), page, is_done=True)
    status = _("freiwillig, nach dem Sperren")
    return Step(name, status, page, who=Who.JURY, is_optional=True)


def _selecting(given: Facts) -> Step:
    name, page, run = _("Auswahllauf"), "selection", given.run
    act = _("Auswahllauf starten")
    if run is None:
        return Step(name, _("noch nicht gestartet"), page, who=Who.OFFICE, act=act)
    if run.state == RunState.QUEUED:
        return Step(name, _("wartet auf die Berechnung"), page, who=Who.WORKER)
    if run.state == RunState.FAILED:
        return Step(name, _("gescheitert"), page, who=Who.OFFICE, act=act)
    return Step(name, _("berechnet"), page, is_done=True)


def _deciding(given: Facts) -> Step:
    name, page, decision = _("Entscheidung"), "decision", given.decision
    if decision is None:
        act = _("Entscheidung vorschlagen")
        return Step(name, _("noch nicht vorgeschlagen"), "selection", who=Who.OFFICE, act=act)
    if decision.state == DecisionState.PROPOSED:
        status = _("vorgeschlagen von %s; eine zweite Person bestätigt") % decision.proposed_by
        act, by = _("Entscheidung bestätigen"), decision.proposed_by_id
        return Step(name, status, page, who=Who.OFFICE, act=act, proposed_by=by)
    return Step(name, _("bestätigt"), page, is_done=True)


def _announcing(given: Facts) -> Step:
    name, page, announcement = _("Bekanntgabe"), "announcement", given.announcement
    if announcement is None:
        act = _("Bekanntgabe vorbereiten")
        return Step(name, _("noch nicht vorbereitet"), page, who=Who.OFFICE, act=act)
    when = wording.moment(announcement.public_at)
    if announcement.confirmed_at is None and announcement.public_at <= given.at:
        act = _("Neuen Zeitpunkt der Bekanntgabe festlegen")
        return Step(name, _("der Zeitpunkt ist verstrichen"), page, who=Who.OFFICE, act=act)
    if announcement.confirmed_at is None:
        status = _("vorbereitet von %s; eine zweite Person bestätigt") % announcement.prepared_by
        act, by = _("Bekanntgabe bestätigen"), announcement.prepared_by_id
        return Step(name, status, page, who=Who.OFFICE, act=act, proposed_by=by)
    if given.phase == Phase.ANNOUNCED:
        return Step(name, _("öffentlich seit %s") % when, page, is_done=True)
    return Step(name, _("bestätigt für %s") % when, page)


def _telling(given: Facts) -> Step:
    name, page = _("Mitteilungen"), "notices"
    status = ", ".join(_told(given.notices)) or _("noch keine")
    if given.notices.get(NoticeState.FAILED):
        act = _("Gescheiterte Mitteilungen ansehen")
        return Step(name, status, page, who=Who.OFFICE, act=act)
    is_done = given.phase == Phase.ANNOUNCED and not given.notices.get(NoticeState.WAITING)
    return Step(name, status, page, is_done=is_done, who=Who.WORKER)


def _told(notices: dict[str, int]) -> Iterator[str]:
    for state in NoticeState:
        if notices.get(state):
            yield f"{state.label}: {notices[state]}"


def _succeeding(given: Facts) -> Step:
    """Only where a municipality has declined: somebody moves up, or the place stays free."""
    count = given.vacant_count
    status = ngettext("%(count)s Platz ist frei", "%(count)s Plätze sind frei", count) % {
        "count": count
    }
    act = _("Über das Nachrücken entscheiden")
    return Step(_("Nachrücken"), status, "decision", who=Who.OFFICE, act=act)
