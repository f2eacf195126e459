"""Questions and answers about a call, for everybody."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock, queries
from competition.errors import Refusal
from competition.models import Enquiry
from competition.phases import in_time


@require_safe
def enquiries(request: HttpRequest, slug: str) -> HttpResponse:
    found = round_taking_enquiries(slug, clock.now())
    answered = Enquiry.objects.filter(call=found.call).answered()
    return render(request, "public/enquiries.html", context_of(found) | {"answered": answered})


def round_taking_enquiries(slug: str, at: datetime) -> queries.Round:
    """The published round with this name; ``not_found`` where no enquiries are taken."""
    found = queries.published_round(slug, at)
    if found is None or found.call.is_archive or found.call.enquiries_until_at is None:
        raise Refusal("not_found")
    return found


def context_of(found: queries.Round) -> dict[str, Any]:
    """What both pages say of the round: may questions still be asked?"""
    until = found.call.enquiries_until_at
    return {
        "round": found,
        "call": found.call,
        "synthetic": found.call.is_synthetic,
        "is_asking": until is not None and in_time(received_at=found.at, deadline_at=until),
    }
