"""What becomes visible, before it does: the public page as it will look, and each amendment."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from competition import clock, outcomes
from competition.errors import Refusal
from competition.letters import amendments as texts
from competition.models import Amendment, Call, Notice
from competition.views.office.access import OfficeRequest, announcement_of, call_of, office_only
from competition.views.public import decision_context


@require_safe
@office_only
def announced_page(request: OfficeRequest, slug: str) -> HttpResponse:
    """The decision's page as the announcement will show it."""
    call = call_of(slug)
    standing = announcement_of(call)
    outcome = outcomes.announced(call)
    if standing is None or outcome.in_force is None:
        raise Refusal("not_found")
    frozen = list(call.publications.filter(amendment=None, application=None))
    context = decision_context(call, outcome, frozen) | {
        "preview_at": standing.public_at,
        "back_url": reverse("office-announcement", args=[slug]),
    }
    return render(request, "public/decision.html", context)


@require_safe
@office_only
def amended_page(request: OfficeRequest, slug: str, version: int) -> HttpResponse:
    """The decision's page as an amendment will show it."""
    amendment = _amendment(slug, version)
    call = amendment.call
    frozen = list(outcomes.documents_of(call, amendment.public_at - call.clock_shift))
    context = decision_context(call, outcomes.amended(amendment), frozen) | {
        "preview_at": amendment.public_at,
        "back_url": reverse("office-amendment", args=[slug, version]),
    }
    return render(request, "public/decision.html", context)


@require_safe
@office_only
def amendment(request: OfficeRequest, slug: str, version: int) -> HttpResponse:
    """What an amendment changes, its letters as they are owed, and when it is seen."""
    shown = _amendment(slug, version)
    call = shown.call
    at = clock.now(call)
    related = ("municipality", "application")
    letters = _letters(shown)
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "amendment": shown,
        "is_public": shown.public_at <= at,
        "left": shown.public_at - at,
        "granted": shown.granted.select_related(*related),
        "ended": shown.ended.select_related(*related),
        "documents": shown.publications.filter(application=None),
        "letters": letters,
        "counts": sorted(Counter(letter.kind for letter in letters).items()),
    }
    return render(request, "office/amendment.html", context)


def _letters(shown: Amendment) -> list[Notice]:
    owed = Notice.objects.filter(
        call=shown.call, occasion=texts.occasion(shown), recipient__isnull=False
    )
    return list(
        owed.select_related("recipient", "application__municipality").order_by(
            "application__municipality__name", "pk"
        )
    )


def amendments_of(call: Call) -> list[Amendment]:
    """All amendments of a call for the office, also those whose instant has not come."""
    return list(call.amendments.select_related("proposed_by", "confirmed_by").order_by("number"))


def _amendment(slug: str, number: int) -> Amendment:
    found = (
        Amendment.objects.filter(call=call_of(slug), number=min(number, 32_767))
        .select_related("call__announcement", "proposed_by", "confirmed_by")
        .first()
    )
    if found is None:
        raise Refusal("not_found")
    return found
