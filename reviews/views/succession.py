"""Somebody has declined: who moves up by the rules, proposed as a decision of its own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Award
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews.decisions import grounds
from reviews.decisions.history import History
from reviews.decisions.proposal import Wish, successor_of
from reviews.forms.proposal import LaterForm
from reviews.models.decision import DecisionKind
from reviews.views import proposal_plans
from reviews.views.proposal_plans import Proposal


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def succession(request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    call = call_of(slug)
    history = History(call)
    vacant = [each for each in history.vacant if _of(each) == public_id]
    if not vacant:
        raise Refusal("not_found")
    data = request.POST if request.method == "POST" else None
    form = LaterForm(is_later=True, is_announced=True, data=data)
    if not form.is_bound:
        return _page(request, history, vacant[0], form)
    if not form.is_valid():
        return _page(request, history, vacant[0], form, status=400)
    in_force = grounds.in_force(call)
    if in_force is None:
        raise Refusal("decision_missing")
    wish = Wish(kind=DecisionKind.SUCCESSION, declined=public_id, **form.later())
    back = reverse("office-succession", args=[slug, public_id])
    try:
        proposal = Proposal(call, in_force.run, wish, form.sent_again(), back)
        return proposal_plans.settled(request, proposal)
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, history, vacant[0], form, status=refusal.status)


def _of(award: Award) -> str:
    return award.application.public_id if award.application else ""


def _page(
    request: OfficeRequest, history: History, award: Award, form: LaterForm, status: int = 200
) -> HttpResponse:
    follows = successor_of(history.call, _of(award))
    context: dict[str, Any] = {
        "call": history.call,
        "synthetic": history.call.is_synthetic,
        "award": award,
        "follows": history.named([follows])[0] if follows else None,
        "form": form,
    }
    return render(request, "office/succession.html", context, status=status)
