"""Pages for everybody: the rounds, one round, its decision, and facts about the site itself."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock, outcomes, pictures, queries, receipts
from competition.errors import Refusal
from competition.models import Call, Publication
from competition.models.announcement import PublicationKind
from competition.phases import Phase
from competition.views import call_document, documents

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
        "awards": outcome.awards,
        "awards_cents": outcome.total_cents,
    }
    if found.call.is_archive:
        facts = {name: found.call.facts.get(name, empty) for name, empty in FACTS.items()}
        return render(request, "public/archive.html", context | {"facts": facts})
    context["version"] = found.call.versions.order_by("-number").first()
    context |= call_document.of(found, _by_kind(frozen))
    return render(request, "public/call.html", context)


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
    rubric, rules = by_kind.get(PublicationKind.RUBRIC), by_kind.get(PublicationKind.RULES)
    return {
        "outcome": outcome,
        "call": call,
        "synthetic": call.is_synthetic,
        "publication": published,
        "announced_at": call.announcement.public_at,
        "told": documents.tell(
            published.content,
            rubric.content if rubric else None,
            rules.content if rules else None,
            outcome.ended,
        ),
        "pictures": pictures.of(call, published.content, rules.content if rules else None),
    }


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


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"public/{name}.html")


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
