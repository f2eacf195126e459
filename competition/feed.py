"""What happened in public, as entries of a feed: the newest first, each from its instant on.

In German whatever language the reader's pages have. Awards come only by ``outcomes.known_among``;
what is not public yet has no entry, and an entry's id never changes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from competition import award_history, outcomes, wording
from competition.documents.shapes import in_german
from competition.models import Award, Call, CallVersion, Enquiry, Extension

NEWEST = 100
NAMED_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. ``at``: since when everybody knows, by the call's own clock;
    ``name``: what it is called within its call, for good; ``path``: the page to read on."""

    call: Call
    name: str
    at: datetime
    title: str
    text: str
    path: str

    @property
    def id(self) -> str:
        """A tag URI (RFC 4151): the same for as long as the site keeps its name."""
        return f"{tag_of(self.call)}/{self.name}"


def tag_of(call: Call) -> str:
    """The tag URI of a published call's feed."""
    since = f"{call.published_at.astimezone(UTC):%Y-%m-%d}" if call.published_at else ""
    return f"tag:{host()},{since}:{call.slug}"


def host() -> str:
    """The name of this site, which every id begins with."""
    return urlsplit(settings.SITE_ORIGIN).hostname or ""


@in_german
def entries(calls: Collection[Call], at: datetime) -> list[Entry]:
    """The newest entries of these published calls, at the database's instant ``at``.

    The calls come with their announcement. Four queries, however many calls there are.
    """
    found = [
        *(_published(each) for each in calls),
        *_versions(calls),
        *_extensions(calls),
        *_answers(calls),
        *_awards(calls, at),
    ]
    return sorted(found, key=lambda each: (each.at, each.id), reverse=True)[:NEWEST]


def _page(name: str, call: Call, *rest: str) -> str:
    return reverse(name, args=[call.slug, *rest])


def _published(call: Call) -> Entry:
    if call.published_at is None:
        raise ValueError("only published calls have a feed")
    title = "Wettbewerb veröffentlicht"
    return Entry(call, "aufruf", call.published_at, title, call.summary, _page("call", call))


def _versions(calls: Collection[Call]) -> Iterator[Entry]:
    later = CallVersion.objects.filter(call__in=calls, number__gt=1).select_related("call")
    for each in later.order_by("-published_at")[:NEWEST]:
        yield Entry(
            each.call,
            f"fassung-{each.number}",
            each.published_at,
            f"Texte des Aufrufs geändert (Fassung {each.number})",
            f"Der Grund: {each.reason}",
            _page("call-versions", each.call),
        )


def _numbered(rows: Any, by: str) -> Any:
    """Rows with their place in their call, counted from the oldest: a number that stays."""
    order = (F(by).asc(), F("pk").asc())
    place = Window(RowNumber(), partition_by=F("call"), order_by=order)
    return rows.annotate(place=place).select_related("call").order_by(f"-{by}", "-pk")[:NEWEST]


def _extensions(calls: Collection[Call]) -> Iterator[Entry]:
    for each in _numbered(Extension.objects.valid().filter(call__in=calls), "confirmed_at"):
        yield Entry(
            each.call,
            f"verlaengerung-{each.place}",
            each.confirmed_at,
            f"Frist verlängert bis {wording.moment(each.deadline_to)}",
            f"Bisher galt: {wording.moment(each.deadline_from)}. Die Begründung: {each.reason}",
            _page("call", each.call),
        )


def _answers(calls: Collection[Call]) -> Iterator[Entry]:
    asking = [each for each in calls if each.enquiries_until_at and not each.is_archive]
    for each in _numbered(Enquiry.objects.answered().filter(call__in=asking), "answered_at"):
        yield Entry(
            each.call,
            f"frage-{each.place}",
            each.answered_at,
            f"Frage {each.place} beantwortet",
            f"Frage: {each.published_text}\n\nAntwort: {each.answer}",
            f"{_page('enquiries', each.call)}#frage-{each.place}",
        )


def _awards(calls: Collection[Call], at: datetime) -> Iterator[Entry]:
    """The announcement, each amendment, and each award that was declined."""
    related = ("municipality", "call__announcement", "amendment", "ended_by")
    awards = Award.objects.filter(call__in=calls).select_related(*related)
    rows = defaultdict(list)
    for each in outcomes.known_among(awards, at).order_by("municipality__name", "pk"):
        if each.stands or each.fell:
            rows[each.call_id].append(each)
    for known in rows.values():
        yield from _announced([each for each in known if each.amendment_id is None])
        yield from _amended(known)
        yield from (_declined(each) for each in known if each.fell and each.declined_at)


def _announced(awards: Sequence[Award]) -> Iterator[Entry]:
    """The awards as they were announced, whatever became of them."""
    if not awards:
        return
    call, total = awards[0].call, wording.euros(sum(each.amount_cents for each in awards))
    has_decision = not call.is_archive
    yield Entry(
        call,
        "bekanntgabe",
        award_history.granted_at(awards[0]),
        "Ergebnis bekannt gegeben",
        f"Gefördert mit zusammen {total}: {_names(awards)}.",
        _page("decision" if has_decision else "call", call),
    )


def _amended(known: Iterable[Any]) -> Iterator[Entry]:
    """Every amendment whose instant has come: it gave an award, or took one, that is known."""
    granted, ended, amendments = defaultdict(list), defaultdict(list), {}
    for each in known:
        if each.amendment:
            amendments[each.amendment.pk] = each.amendment
            granted[each.amendment.pk].append(each)
        if each.fell and each.ended_by:
            amendments[each.ended_by.pk] = each.ended_by
            ended[each.ended_by.pk].append(each)
    for pk, amendment in amendments.items():
        touched = [*granted[pk], *ended[pk]]
        told = [f"Neu gefördert: {_names(granted[pk])}."] if granted[pk] else []
        told += [f"Aufgehoben: {_names(ended[pk])}."] if ended[pk] else []
        yield Entry(
            touched[0].call,
            f"aenderung-{amendment.number}",
            amendment.public_at,
            f"Änderung {amendment.number} der Entscheidung",
            " ".join([*told, f"Die Begründung: {amendment.reason}"]),
            _page("decision", touched[0].call),
        )


def _declined(award: Any) -> Entry:
    name = award.municipality.name
    return Entry(
        award.call,
        f"verzicht-{award.municipality.ags}",
        award.declined_at,
        f"{name} hat auf die Förderung verzichtet",
        f"Es geht um {wording.euros(award.amount_cents)} für: {award.title}",
        _page("award", award.call, award.municipality.ags),
    )


def _names(awards: Sequence[Award]) -> str:
    names = [each.municipality.name for each in awards[:NAMED_AT_MOST]]
    rest = len(awards) - len(names)
    return ", ".join(names) + (f" und {rest} weitere" if rest else "")
