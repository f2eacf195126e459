"""What is set, what is missing and what looks odd in a draft, before everybody reads it.

Nothing here forbids: what is ``missing`` is what the services themselves would refuse.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import calendar, drafts, wording
from competition.call_setup import soundness
from competition.errors import Refusal
from competition.models import Call, Municipality

# Councils meet once a month: less leaves no time for a resolution.
SHORT = timedelta(weeks=6)
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")


class State(StrEnum):
    """``MISSING``: the call cannot be published like that."""

    SET = "set"
    ODD = "odd"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Point:
    """One part of the call. ``section``: its key in ``draft.SECTIONS``, or another page's name."""

    section: str
    odd: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def state(self) -> State:
        """The worst of it."""
        if self.missing:
            return State.MISSING
        return State.ODD if self.odd else State.SET


def points(call: Call, at: datetime) -> list[Point]:
    """Every section and the form. ``at``: the instant by the call's own clock."""
    return [
        Point("texts", list(_texts(call))),
        Point("dates", list(_dates(call, at))),
        Point("money", list(_money(call))),
        Point("eligibility", list(_eligibility(call))),
        Point("disclosure"),
        Point("retention"),
        Point("remedy", list(_remedy(call))),
        Point("questions", list(_questions(call)), list(_unusable(call))),
    ]


def _texts(call: Call) -> Iterator[str]:
    if not call.contact_email:
        yield _("Es ist keine E-Mail-Adresse für Fragen angegeben.")
    if call.copied_from and call.title == call.copied_from.title:
        yield _("Der Titel ist derselbe wie beim früheren Wettbewerb.")
    yield from _other_years(call, [call.title, call.summary])


def _other_years(call: Call, texts: Iterable[str]) -> Iterator[str]:
    """Years that are none of the call's, as they stay behind in copied texts."""
    first = timezone.localtime(call.opens_at).year
    known = range(first, calendar.last_day(call.deadline_at).year + 4)
    found = {int(year) for text in texts for year in YEAR.findall(text)}
    for year in sorted(found - set(known)):
        yield _("Im Text steht die Jahreszahl %(year)s. Ist sie gemeint?") % {"year": year}


def _dates(call: Call, at: datetime) -> Iterator[str]:
    if call.deadline_at <= at:
        yield _("Der Bewerbungsschluss liegt in der Vergangenheit.")
    elif call.opens_at <= at:
        yield _("Bewerben kann man sich sofort: Der Beginn liegt in der Vergangenheit.")
    span = call.deadline_at - max(call.opens_at, at)
    if timedelta(0) < span < SHORT:
        words = wording.span(span)
        yield _("Für eine Bewerbung bleiben nur %(span)s.") % {"span": words}
    yield from _unfortunate(call.deadline_at)
    if call.enquiries_until_at is None:
        yield _("Rückfragen werden nicht angenommen.")
    else:
        for sentence in _unfortunate(call.enquiries_until_at):
            yield _("Rückfragen: %(sentence)s") % {"sentence": sentence}


def _unfortunate(instant: datetime) -> list[str]:
    return [wording.caution(each) for each in calendar.cautions(instant)]


def _money(call: Call) -> Iterator[str]:
    if not call.places_count or not call.award_cents:
        yield _("So wird nichts gefördert: Plätze oder Förderung sind 0.")
    left = call.budget_cents - call.places_count * call.award_cents
    if left > 0:
        yield _("Von den Fördermitteln bleiben %(left)s übrig.") % {"left": wording.euros(left)}


def _eligibility(call: Call) -> Iterator[str]:
    found = Municipality.objects.filter(
        is_synthetic=call.is_synthetic, kind__in=call.eligible_kinds
    )
    if call.population_min is not None:
        found = found.filter(population__gte=call.population_min)
    if call.population_max is not None:
        found = found.filter(population__lte=call.population_max)
    count = found.count()
    if count <= call.places_count:
        named = {"n": wording.grouped(count)}
        yield _("Bewerben dürften sich nach dem Register nur %(n)s Kommunen.") % named


def _remedy(call: Call) -> Iterator[str]:
    if not call.facts.get("remedy_notice"):
        yield _("Zusage, Absage und Ausschluss hätten keine Rechtsbehelfsbelehrung.")


def _unusable(call: Call) -> Iterator[str]:
    try:
        soundness.require_sound_questions(call)
    except Refusal as refusal:
        yield refusal.sentence


def _questions(call: Call) -> Iterator[str]:
    questions = list(call.questions.all())
    if all(question.key == drafts.TITLE_KEY for question in questions):
        yield _("Das Formular fragt nur nach dem Titel.")
    for question in questions:
        if question.deadline_at:
            named = {"name": question.label, "until": wording.moment(question.deadline_at)}
            yield _("„%(name)s“ darf nachgereicht werden bis: %(until)s.") % named
            yield from _unfortunate(question.deadline_at)
    count = len(list(_other_years(call, [f"{each.label} {each.hint}" for each in questions])))
    if count:
        yield ngettext(
            "In den Fragen steht %(n)s Jahreszahl, die nicht zu den Terminen passt.",
            "In den Fragen stehen %(n)s Jahreszahlen, die nicht zu den Terminen passen.",
            count,
        ) % {"n": count}
