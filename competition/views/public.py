"""Pages for everybody: the rounds, one round, its decision, and facts about the site itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import added_links, clock, entrants, outcomes, pictures, queries, receipts
from competition.answers import perspectives
from competition.errors import Refusal
from competition.models import Call, Publication, Question
from competition.models.announcement import PublicationKind
from competition.models.call import PublicationLevel, QuestionKind
from competition.open_data import facts
from competition.phases import Phase
from competition.views import aggregates, call_document, documents, funded

# What an archive round's facts may say; whatever is unknown stays out of the page.
FACTS: dict[str, Any] = {
    "funder": "",
    "partners": [],
    "applications_count": None,
    "jury_count": None,
    "duration_months": None,
    "criteria": [],
    "portfolio": [],
    "timeline": [],
    "sources": [],
    "note": "",
}


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    rounds = queries.published_rounds(clock.now())
    active = [each for each in rounds if not each.call.is_archive]
    by_phase = {phase: [each for each in active if each.phase == phase] for phase in Phase}
    context = {
        "open": sorted(by_phase[Phase.OPEN], key=lambda each: each.call.deadline_at),
        "scheduled": sorted(by_phase[Phase.SCHEDULED], key=lambda each: each.call.opens_at),
        "running": by_phase[Phase.CLOSED],
        "decided": by_phase[Phase.ANNOUNCED],
        "archive": [each for each in rounds if each.call.is_archive],
        "synthetic": any(each.call.is_synthetic for each in rounds),
    }
    return render(request, "public/start.html", context)


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    found = _published(slug, at)
    frozen = list(outcomes.documents_of(found.call, at))
    outcome = outcomes.of(found.call, at, frozen)
    context: dict[str, Any] = {
        "round": found,
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "outcome": outcome,
        "beside": added_links.of_call(found.call),
    }
    if found.call.is_archive:
        known = {name: found.call.facts.get(name, empty) for name, empty in FACTS.items()}
        context |= {"facts": known, "funded": funded.of(outcome.awards)}
        return render(request, "public/archive.html", context)
    context |= call_document.of(found, _by_kind(frozen))
    if outcome.in_force:
        context |= _announced(found.call, outcome, frozen, list(context["questions"]))
    return render(request, "public/call.html", context)


def _announced(
    call: Call, outcome: outcomes.Outcome, frozen: list[Publication], questions: list[Question]
) -> dict[str, Any]:
    """Who is funded and why, and the sums of all who applied. One query."""
    asked = next((each for each in questions if each.kind == QuestionKind.PERSPECTIVES), None)
    counted = call.publication_level == PublicationLevel.BUNDLE
    entries = entrants.of(call, asked if counted else None, _applications(outcome))
    applicants, dimensions = facts.counted(call, outcome, entries, asked)
    labels = _labels(questions)
    told = _told(outcome, _by_kind(frozen))
    return {
        "funded": funded.of(outcome.awards, entries, told, labels),
        "aggregates": aggregates.of(applicants, dimensions) if applicants else None,
    }


@require_safe
def decision(request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    found = _published(slug, at)
    frozen = list(outcomes.documents_of(found.call, at))
    context = decision_context(found.call, outcomes.of(found.call, at, frozen), frozen)
    return render(request, "public/decision.html", context | {"round": found})


def decision_context(
    call: Call, outcome: outcomes.Outcome, frozen: list[Publication]
) -> dict[str, Any]:
    """What the decision's page shows; the office's preview shows the same before its time."""
    published = _in_force(outcome).publication
    by_kind = _by_kind(frozen)
    rules = by_kind.get(PublicationKind.RULES)
    told = _told(outcome, by_kind)
    labels = _labels(call.questions.filter(key="perspectives")) if told.lines else {}
    partners = entrants.partners(_applications(outcome))
    return {
        "outcome": outcome,
        "call": call,
        "synthetic": call.is_synthetic,
        "publication": published,
        "announced_at": call.announcement.public_at,
        "told": told,
        "funded": funded.of(outcome.awards, partners, told, labels),
        "pictures": pictures.of(labels, published.content, rules.content if rules else None),
    }


def _told(outcome: outcomes.Outcome, by_kind: dict[str, Publication]) -> documents.Told:
    rubric, rules = by_kind.get(PublicationKind.RUBRIC), by_kind.get(PublicationKind.RULES)
    return documents.tell(
        _in_force(outcome).publication.content,
        rubric.content if rubric else None,
        rules.content if rules else None,
        outcome.ended,
    )


def _applications(outcome: outcomes.Outcome) -> list[int]:
    """Those that hold an award: nobody else's partners are told of."""
    return [award.application_id for award in outcome.awards if award.application_id]


def _labels(questions: Iterable[Question]) -> dict[str, str]:
    """The words of the perspectives, which cases know by the key of their question."""
    asked = next((each for each in questions if each.key == "perspectives"), None)
    return perspectives.labels(asked) if asked else {}


@require_safe
def case(_request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    versions = outcomes.versions_of(_published(slug, at).call, at)
    if not versions or "case" not in versions[-1].publication.content:
        raise Refusal("not_found")
    return _file(versions[-1].publication.content["case"], slug)


@require_safe
def document(_request: HttpRequest, slug: str, version: int) -> HttpResponse:
    at = clock.now()
    versions = outcomes.versions_of(_published(slug, at).call, at)
    found = next((each for each in versions if each.number == version), None)
    if found is None:
        raise Refusal("not_found")
    return _file(found.publication.content, f"{slug}-entscheidung-{version}")


def _file(content: dict[str, Any], name: str) -> HttpResponse:
    """The canonical bytes: the file's SHA-256 is the digest that the page names."""
    return HttpResponse(
        receipts.canonical(content),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}.json"'},
    )


def _published(slug: str, at: datetime) -> queries.Round:
    found = queries.published_round(slug, at)
    if found is None:
        raise Refusal("not_found")
    return found


def _in_force(outcome: outcomes.Outcome) -> outcomes.Version:
    if outcome.in_force is None:
        raise Refusal("not_found")
    return outcome.in_force


def _by_kind(frozen: list[Publication]) -> dict[str, Publication]:
    """Rubric and rules: they are frozen once. The decision's versions are in the outcome."""
    return {row.kind: row for row in frozen if row.kind != PublicationKind.DECISION}
