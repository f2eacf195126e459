"""All rounds at one look: where each stands, who has to act, and what a person can do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from competition import due
from competition.due import Who
from competition.models import User
from competition.phases import Phase
from reviews.desk.facts import Facts, facts_of
from reviews.desk.steps import Step, steps
from reviews.desk.steps import due as next_step

if TYPE_CHECKING:
    from competition.due import CountedCall

PHASES = {
    Phase.DRAFT: (gettext_lazy("nicht veröffentlicht"), "neutral"),
    Phase.SCHEDULED: (gettext_lazy("angekündigt"), "info"),
    Phase.OPEN: (gettext_lazy("Bewerbung läuft"), "success"),
    Phase.CLOSED: (gettext_lazy("Prüfung und Auswahl"), "warning"),
    Phase.ANNOUNCED: (gettext_lazy("bekannt gegeben"), "neutral"),
}


WAITED_FOR = {
    Who.OFFICE: gettext_lazy("Geschäftsstelle"),
    Who.COLLEAGUE: gettext_lazy("zweite Person"),
    Who.JURY: gettext_lazy("Jury"),
    Who.APPLICANTS: gettext_lazy("Kommunen"),
    Who.WORKER: gettext_lazy("Hintergrunddienst"),
    Who.TIME: gettext_lazy("Zeitpunkt abwarten"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that somebody has to do in a round. ``text`` says what the office does; where it
    is not its turn, what is waited for."""

    call: "CountedCall"
    text: str
    who: Who
    url: str

    @property
    def whom(self) -> str:
        """Who has to act, in a word."""
        return str(WAITED_FOR[self.who])


@dataclass(frozen=True, slots=True)
class Round:
    """A call as the office's first page shows it."""

    call: "CountedCall"
    facts: Facts
    label: str | Promise
    kind: str
    tasks: list[Task]

    @property
    def is_over(self) -> bool:
        """Announced, and nothing waits any more."""
        return self.facts.phase == Phase.ANNOUNCED and not self.tasks


def rounds(at: datetime, user: User) -> list[Round]:
    """Every round with what is due in it. ``at``: the instant by the database's clock."""
    calls = list(due.counted_calls())
    later = due.elsewhere(calls, at, user)
    return [
        _round(call, facts, user, later.get(call.pk, []))
        for call, facts in zip(calls, facts_of(calls, at), strict=True)
    ]


def _round(call: "CountedCall", facts: Facts, user: User, later: list[due.Due]) -> Round:
    label, kind = PHASES[facts.phase]
    return Round(call, facts, label, kind, list(_tasks(call, facts, user, later)))


def _tasks(call: "CountedCall", facts: Facts, user: User, later: list[due.Due]) -> Iterator[Task]:
    for each in (*due.beside(call, facts.at, user), *later):
        parts = [call.slug, each.public_id] if each.public_id else [call.slug]
        yield Task(call, each.text, each.who, reverse(each.page, args=parts) + each.query)
    step = next_step(steps(facts))
    if step:
        yield _task(call, step, user)


def _task(call: "CountedCall", step: Step, user: User) -> Task:
    url, waiting = step.url(call.slug), f"{step.name}: {step.status}"
    if step.who != Who.OFFICE:
        return Task(call, waiting, step.who, url)
    if step.proposed_by == user.pk:
        return Task(call, waiting, Who.COLLEAGUE, url)
    return Task(call, step.act, Who.OFFICE, url)


def for_office(found: list[Round]) -> list[Task]:
    """What the person who looks can do now, over all rounds."""
    return [task for each in found for task in each.tasks if task.who == Who.OFFICE]


def for_others(found: list[Round]) -> list[Task]:
    """What waits for somebody or something else."""
    return [task for each in found for task in each.tasks if task.who != Who.OFFICE]
