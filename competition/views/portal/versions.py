"""What was sealed: the receipt of the valid version, and the list of all versions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import queries
from competition.errors import Refusal
from competition.views.entrance import Visit, signed_in
from competition.views.portal.draft import context_of, draft_of


@require_safe
@signed_in
def receipt(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id)
    if own.valid_version is None:
        raise Refusal("not_found")
    valid = queries.versions_of(own).get(pk=own.valid_version.pk)
    context = context_of(draft_of(own, visit)) | {"version": valid, "receipt": valid.receipt}
    return render(request, "portal/receipt.html", context)


@require_safe
@signed_in
def versions(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id)
    context = context_of(draft_of(own, visit)) | {"versions": queries.versions_of(own)}
    return render(request, "portal/versions.html", context)
