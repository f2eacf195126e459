"""An application's own page, and the receipt of its valid version."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import queries
from competition.errors import Refusal
from competition.letters.kinds import PORTAL_KINDS
from competition.models import Receipt
from competition.views.entrance import Visit, signed_in
from competition.views.portal.draft import context_of, draft_of
from competition.views.portal.overview import letters


@require_safe
@signed_in
def application(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    draft = draft_of(visit.own(public_id), visit)
    own = queries.letters_of(visit.person, visit.at, PORTAL_KINDS)
    context = context_of(draft) | {
        "letters": letters(own.filter(application=draft.application)),
    }
    return render(request, "portal/application.html", context)


@require_safe
@signed_in
def receipt(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id)
    if own.valid_version is None:
        raise Refusal("not_found")
    draft = draft_of(own, visit)
    context = context_of(draft) | {
        "version": own.valid_version,
        "receipt": Receipt.objects.get(version=own.valid_version),
    }
    return render(request, "portal/receipt.html", context)
