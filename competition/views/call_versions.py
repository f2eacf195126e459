"""Every published version of a call's texts, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock, queries
from competition.call_setup import revisions
from competition.errors import Refusal


@require_safe
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.published_round(slug, clock.now())
    if found is None or found.call.is_archive:
        raise Refusal("not_found")
    context = {
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "told": revisions.told(list(found.call.versions.order_by("number"))),
    }
    return render(request, "public/call_versions.html", context)
