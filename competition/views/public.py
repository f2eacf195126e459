"""Pages for everybody: the rounds, one round, its decision, and facts about the site itself."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock, pictures, queries, receipts
from competition.errors import Refusal
from competition.models import Award, Call, Publication
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
    awards = Award.objects.public(at).filter(call=found.call).select_related("municipality")
    context: dict[str, Any] = {
        "round": found,
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "awards": awards,
        "awards_cents": sum(award.amount_cents for award in awards),
    }
    if found.call.is_archive:
        facts = {name: found.call.facts.get(name, empty) for name, empty in FACTS.items()}
        return render(request, "public/archive.html", context | {"facts": facts})
    context["version"] = found.call.versions.order_by("-number").first()
    context |= call_document.of(found, _frozen(found.call, at))
    return render(request, "public/call.html", context)


@require_safe
def decision(request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    found = _published(slug, at)
    frozen = _frozen(found.call, at)
    published = frozen.get(PublicationKind.DECISION)
    if published is None:
        raise Refusal("not_found")
    rubric, rules = frozen.get(PublicationKind.RUBRIC), frozen.get(PublicationKind.RULES)
    context = {
        "round": found,
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "publication": published,
        "announced_at": found.call.announcement.public_at,
        "told": documents.tell(
            published.content,
            rubric.content if rubric else None,
            rules.content if rules else None,
        ),
        "pictures": pictures.of(found.call, published.content, rules.content if rules else None),
    }
    return render(request, "public/decision.html", context)


@require_safe
def case(_request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    published = _frozen(_published(slug, at).call, at).get(PublicationKind.DECISION)
    if published is None or "case" not in published.content:
        raise Refusal("not_found")
    return HttpResponse(
        receipts.canonical(published.content["case"]),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{slug}.json"'},
    )


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"public/{name}.html")


def _published(slug: str, at: datetime) -> queries.Round:
    found = queries.published_round(slug, at)
    if found is None:
        raise Refusal("not_found")
    return found


def _frozen(call: Call, at: datetime) -> dict[str, Publication]:
    """The call's documents that are public at ``at``, by kind."""
    return {row.kind: row for row in Publication.objects.public(at).filter(call=call)}
