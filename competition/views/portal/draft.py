"""What the portal's pages show of one application: its draft, what is missing, what is sealed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from competition import (
    answers,
    attachments,
    deadlines,
    drafts,
    outcomes,
    policies,
    queries,
    reading,
    receipts,
)
from competition.application_standing import Standing, standing
from competition.models import Application, Participant, Question
from competition.moves import Actor
from competition.outcomes import Result
from competition.phases import Phase
from competition.views.entrance import Visit


@dataclass(frozen=True, slots=True)
class Draft:
    """One application as its municipality sees it at one instant. ``held``: all that was typed."""

    application: Application
    round: queries.Round
    questions: list[Question]
    held: dict[str, Any]
    content: dict[str, Any]
    digest: str
    missing: list[answers.Gap]
    partners: list[Participant]
    actors: frozenset[Actor]
    standing: Standing
    periods: deadlines.Periods
    result: Result | None = None

    @property
    def is_signatory(self) -> bool:
        return Actor.SIGNATORY in self.actors

    @property
    def is_released(self) -> bool:
        """Exactly this draft has been released."""
        return self.application.released_digest == self.digest

    @property
    def open_partners(self) -> list[Participant]:
        return [partner for partner in self.partners if partner.confirmed_at is None]

    @property
    def is_sealed_as_it_is(self) -> bool:
        """The valid version says the same as the draft; of both nothing is left once erased."""
        version = self.application.valid_version
        if self.application.erased_at:
            return True
        return version is not None and version.digest == self.digest

    @property
    def is_admitted_late(self) -> bool:
        """The deadline is over, and this application alone may still be submitted."""
        return not self.round.is_open and self.standing is Standing.ADMITTED_LATE

    @property
    def is_submittable(self) -> bool:
        """Whether releasing and submitting are possible at all now."""
        return self.round.is_open or self.is_admitted_late

    @property
    def is_correction_asked(self) -> bool:
        """The office has asked for a correction, and its time runs."""
        return self.standing is Standing.CORRECTION

    @property
    def late_left(self) -> timedelta:
        """Time until the end of the late admission."""
        return (self.periods.late_until_at or self.round.at) - self.round.at

    @property
    def may_submit(self) -> bool:
        """Whether submitting would go through now, as far as anybody can know before."""
        return (
            self.is_submittable
            and not self.missing
            and not self.open_partners
            and not self.is_sealed_as_it_is
            and (self.is_signatory or self.is_released)
        )

    @property
    def lacks_only_release(self) -> bool:
        """Complete, and nothing but the release stands between it and the submission."""
        return (
            self.is_submittable
            and not self.missing
            and not self.open_partners
            and not self.is_sealed_as_it_is
            and not self.is_signatory
            and not self.is_released
        )

    @property
    def required_count(self) -> int:
        return drafts.progress(self.content, self.questions)[1]

    @property
    def answered_count(self) -> int:
        return drafts.progress(self.content, self.questions)[0]

    @property
    def still_due(self) -> list[Question]:
        """Documents with a date of their own that may still be handed in, and are not."""
        due = attachments.still_due(self.application, self.questions)
        return [each for each in due if self.round.at < attachments.until(each)]

    def shown(self) -> list[reading.Shown]:
        """The draft's answers in words, each with what it lacks."""
        return reading.draft(self.content, self.questions)

    def shown_version(self) -> list[reading.Shown]:
        """The answers of the valid version in words; without one, none."""
        version = self.application.valid_version
        return reading.shown(version.content, self.questions) if version else []


def draft_of(application: Application, visit: Visit) -> Draft:
    """Everything about an application that its pages show, read once."""
    found = queries.round_of(application.call, visit.at)
    questions = list(application.call.questions.all())
    held = drafts.given(application, questions)
    content = drafts.content(application, questions, held)
    digest = receipts.digest(content)
    version = application.valid_version
    periods = _periods(application, found)
    result = _result(application, found, visit.at)
    return Draft(
        application,
        found,
        questions,
        held,
        content,
        digest,
        drafts.missing(content, questions),
        list(queries.partners_of(application)),
        policies.actors(visit.person, application.municipality),
        standing(
            application,
            found,
            is_changed=version is not None and version.digest != digest,
            result=result,
            periods=periods,
        ),
        periods,
        result,
    )


def _periods(application: Application, found: queries.Round) -> deadlines.Periods:
    """Nothing runs beside the deadline before it, and nothing after the announcement."""
    if found.phase != Phase.CLOSED:
        return deadlines.NONE
    return deadlines.periods_of([application])[application.pk]


def _result(application: Application, found: queries.Round, at: datetime) -> Result | None:
    if not found.is_announced:
        return None
    return outcomes.results_of([application], at).get(application.pk)


def context_of(draft: Draft) -> dict[str, Any]:
    """What every page of an application gives its template."""
    return {
        "draft": draft,
        "application": draft.application,
        "round": draft.round,
        "call": draft.application.call,
        "words": draft.standing.value,
        "synthetic": draft.application.call.is_synthetic,
    }
