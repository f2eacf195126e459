"""The Auswahlvermerk of a decision, for the office and for the chair."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from competition.accounts import second_factor
from competition.errors import Refusal
from competition.models import Call
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import policies, queries
from reviews.decisions import memo_document
from reviews.models import Decision
from reviews.models.decision import DecisionState


@require_safe
@office_only
def office(_request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    return _memo(call_of(slug), public_id)


@login_required
@require_safe
def chair(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Whoever chairs and is befangen at nothing: the record says something of everybody."""
    seat = policies.require_chair(request.user, slug)
    second_factor.require(request)
    if queries.closed_to(seat):
        raise Refusal("conflicted")
    return _memo(seat.call, public_id)


def _memo(call: Call, public_id: str) -> HttpResponse:
    found = (
        Decision.objects.filter(call=call, public_id=public_id, state=DecisionState.CONFIRMED)
        .select_related("call")
        .first()
    )
    if found is None:
        raise Refusal("not_found")
    response = HttpResponse(memo_document.pdf(found), content_type="application/pdf")
    name = f"auswahlvermerk-{call.slug}-{found.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
