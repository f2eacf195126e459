"""What is public of a round's results, loaded by the public doors alone.

``at`` is always the instant by the database's clock. Words are German whoever asks: the files have
no reader whose language could count.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import translation

from competition import entrants, outcomes, receipts
from competition.entrants import Entry
from competition.models import (
    Amendment,
    Award,
    Call,
    Publication,
    Question,
)
from competition.models.announcement import PublicationKind
from competition.models.application import ApplicationState
from competition.models.award import AwardState
from competition.models.call import PublicationLevel, QuestionKind
from competition.models.municipality import FederalState, Kind, SizeClass
from competition.open_data.shapes import (
    Applicant,
    Decision,
    Dimension,
    Grant,
    Place,
    Results,
    Source,
)
from competition.queries import Round
from competition.register import table

REGISTER = Path(__file__).resolve().parents[1] / "data" / "register.csv"
LICENCE = "https://www.govdata.de/dl-de/by-2-0"
LICENCE_KEY = "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
Amendments = Mapping[int, Amendment]
Places = dict[int, dict[str, Any]]
BY_PROPERTY = {"state": FederalState, "kind": Kind, "size_class": SizeClass}


def source() -> Source:
    """Who publishes; the same for all rounds."""
    return Source(
        origin=settings.SITE_ORIGIN,
        publisher=settings.PUBLISHER,
        licence=LICENCE,
        licence_key=LICENCE_KEY,
        imprint=f"{settings.SITE_ORIGIN}{reverse('imprint')}",
    )


def with_results(calls: Iterable[Call], at: datetime) -> set[int]:
    """The ids of those calls whose results anybody may take, in one query."""
    own = {"call": OuterRef("pk")}
    found = Call.objects.filter(pk__in=[call.pk for call in calls]).filter(
        Exists(Award.objects.public(at).filter(**own))
        | Exists(Award.objects.former(at).filter(**own))
        | Exists(Publication.objects.public(at).filter(kind=PublicationKind.DECISION, **own))
    )
    return set(found.order_by("pk").values_list("pk", flat=True))


def of(found: Round, at: datetime) -> Results:
    """All that is public of the round's results at ``at``; before the announcement nothing is."""
    call = found.call
    outcome = outcomes.of(call, at)
    known = _amendments(outcome)
    places, applicants, dimensions = _applied(call, outcome)
    grants = [_grant(call, award, known, places) for award in outcome.awards]
    former = [_grant(call, award, known, places) for award in outcome.former]
    told = {grant.told_at for grant in (*grants, *former)}
    told |= {each.at for each in outcome.changes}
    told |= {each.public_at for each in outcome.versions if each.public_at}
    return Results(
        slug=call.slug,
        title=call.title,
        summary=call.summary,
        funder=call.facts.get("funder") or settings.PUBLISHER,
        contact_email=call.contact_email,
        is_synthetic=call.is_synthetic,
        is_archive=call.is_archive,
        attribution="" if call.is_synthetic else _attribution([*outcome.awards, *outcome.former]),
        opens_at=call.opens_at,
        announced_at=min(told, default=None),
        changed_at=max(told, default=None),
        grants=grants,
        former=former,
        decisions=[_decision(version) for version in outcome.versions],
        applicants=applicants,
        dimensions=dimensions,
    )


def _amendments(outcome: outcomes.Outcome) -> Amendments:
    return {each.amendment.pk: each.amendment for each in outcome.changes if each.amendment}


def _decision(version: outcomes.Version) -> Decision:
    publication = version.publication
    return Decision(version.number, receipts.canonical(publication.content), publication.digest)


def _grant(call: Call, award: Award, known: Amendments, places: Places) -> Grant:
    """The award as anybody may know it: of a change that is not public yet it says nothing."""
    brought, ended = known.get(award.amendment_id or 0), known.get(award.ended_by_id or 0)
    ended_at = ended.public_at if ended else award.declined_at
    return Grant(
        place=_place(award, places),
        title=award.title,
        amount_cents=award.amount_cents,
        told_at=brought.public_at if brought else _announced_at(call, award),
        version=_version(award, known),
        status=award.state if ended_at else AwardState.GRANTED.value,
        ended_at=ended_at,
    )


def _announced_at(call: Call, award: Award) -> datetime:
    """Of an archive round, which was announced elsewhere, the day of the grant."""
    return award.granted_at if call.is_archive else call.announcement.public_at


def _version(award: Award, known: Amendments) -> int:
    brought = known.get(award.amendment_id or 0)
    return brought.number + 1 if brought else 1


def _place(award: Award, places: Places) -> Place:
    row = award.municipality
    entered = places.get(award.application_id or 0)
    facts = entered or {
        **{"ags": row.ags, "name": row.name, "kind": row.kind, "state": row.state},
        "size_class": row.size_class,
    }
    return Place(**{key: facts[key] for key in Place.__slots__})


def _applied(
    call: Call, outcome: outcomes.Outcome
) -> tuple[Places, list[Applicant] | None, list[Dimension]]:
    """The places of those who applied by the application's id; each applicant, and what is counted,
    where the call publishes more than its awards and has announced them."""
    if call.is_archive or not outcome.versions:
        return {}, None, []
    question = None
    if call.publication_level == PublicationLevel.BUNDLE:
        found = call.questions.filter(kind=QuestionKind.PERSPECTIVES).order_by("position")
        question = found.first()
    entries = entrants.of(call, question, named=())
    places = {each.application_id: each.place for each in entries}
    with translation.override("de"):
        return places, *counted(call, outcome, entries, question)


def counted(
    call: Call, outcome: outcomes.Outcome, entries: Iterable[Entry], question: Question | None
) -> tuple[list[Applicant] | None, list[Dimension]]:
    """Each applicant of an announced round, and what is counted by; none where the call publishes
    its awards alone. Words are in the language that is active.

    Once one application is erased perspectives are not counted any more: held against the earlier
    file, the smaller one would tell of it.
    """
    if call.publication_level != PublicationLevel.BUNDLE:
        return None, []
    leads = [each for each in entries if each.is_lead]
    if any(each.is_erased for each in leads):
        question = None
    named = _named(outcome)
    holds = {award.application_id: award.amount_cents for award in outcome.awards}
    applicants = [
        Applicant(
            **{key: each.place[key] for key in BY_PROPERTY},
            is_admitted=each.state == ApplicationState.ADMITTED,
            perspectives=each.chosen if question else frozenset(),
            named_by=named.get(each.application_id),
            cents=holds.get(each.application_id),
        )
        for each in leads
    ]
    return applicants, _dimensions(question)


def _dimensions(perspectives: Question | None) -> list[Dimension]:
    """What is counted by: the register's properties, and the call's perspectives if it asked."""
    found = [
        Dimension(name, {key: str(label) for key, label in values.choices})
        for name, values in BY_PROPERTY.items()
    ]
    if perspectives:
        labels = {each["value"]: str(each["label"]) for each in perspectives.choices}
        found.append(Dimension("perspective", labels, overlaps=True))
    return found


def _named(outcome: outcomes.Outcome) -> dict[int | None, int]:
    """The version that first named an application with an award, by its id."""
    known = _amendments(outcome)
    named: dict[int | None, int] = {}
    for award in (*outcome.awards, *outcome.former):
        version = _version(award, known)
        named[award.application_id] = min(version, named.get(award.application_id, version))
    return named


def _attribution(awards: list[Award]) -> str:
    """The line that the register's publisher asks for, for the area status that the awards name."""
    as_of = max((award.municipality.as_of for award in awards), default=None)
    return _line(as_of) if as_of else ""


@cache
def _line(as_of: date) -> str:
    """The register's own line where it is of that day; else the same without the population's day,
    which nothing has kept."""
    with REGISTER.open(encoding="utf-8") as file:
        own = file.readline()
    if table.named_as_of(own) == as_of:
        return own.removeprefix("#").strip()
    return (
        "Quelle: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis-Informationssystem "
        f"GV-ISys, Gebietsstand {as_of:%d.%m.%Y}; Daten verändert"
    )
