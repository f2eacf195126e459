"""From a run to a proposal that people shape: another set than computed, or a correction."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Call
from competition.views.office.access import OfficeRequest, announcement_of, call_of, office_only
from reviews.decisions import grounds
from reviews.decisions.proposal import Wish
from reviews.forms.proposal import OtherSetForm
from reviews.models import Decision, SelectionRun
from reviews.models.decision import DecisionKind
from reviews.outcome import Outcome
from reviews.views import proposal_plans
from reviews.views.proposal_plans import Proposal

SET = "zusammenstellung"


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def proposal(request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    call = call_of(slug)
    run = (
        SelectionRun.objects.filter(call=call, public_id=public_id)
        .select_related("call__rubric", "call__announcement")
        .first()
    )
    if run is None:
        raise Refusal("not_found")
    outcome, in_force = _outcome(run), grounds.in_force(call)
    form = _form(request, call, outcome, in_force)
    if request.method != "POST":
        return _page(request, run, outcome, form, in_force)
    if not form.is_valid():
        return _page(request, run, outcome, form, in_force, status=400)
    back = reverse("office-proposal", args=[slug, public_id])
    wanted = Proposal(call, run, _wish(form, run, in_force), form.sent_again(), back)
    try:
        return proposal_plans.settled(request, wanted)
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, run, outcome, form, in_force, status=refusal.status)


def _outcome(run: SelectionRun) -> Outcome:
    """The run as people may decide upon it. Raises what forbids that."""
    result = grounds.require_computed(run)
    if result["status"] not in grounds.OPEN_TO_PEOPLE:
        grounds.require_decided(run, result)
    return Outcome(run)


def _form(
    request: OfficeRequest, call: Call, outcome: Outcome, in_force: Decision | None
) -> OtherSetForm:
    announced = announcement_of(call)
    return OtherSetForm(
        eligible=[row for row in outcome.rows if row.gate == "ok"],
        marked=_marked(request, outcome),
        is_later=in_force is not None,
        is_announced=announced is not None and announced.confirmed_at is not None,
        data=request.POST if request.method == "POST" else None,
    )


def _marked(request: OfficeRequest, outcome: Outcome) -> list[str]:
    """What is ticked at first: the computed set, or the tied one that the link names."""
    tied: list[list[str]] = outcome.result.get("tied_sets", [])
    named = request.GET.get(SET, "")
    if named.isascii() and named.isdigit() and len(named) < 4 and 1 <= int(named) <= len(tied):
        return tied[int(named) - 1]
    return list(outcome.result["selected"] or outcome.result.get("insight", {}).get("core") or ())


def _wish(form: OtherSetForm, run: SelectionRun, in_force: Decision | None) -> Wish:
    """A correction may rest on the computed set as it is; else the ticked set is the wish."""
    chosen = form.cleaned_data["selected"]
    is_computed = sorted(chosen) == (run.result or {})["selected"]
    return Wish(
        kind=DecisionKind.CORRECTION if in_force else DecisionKind.SELECTION,
        selected=None if in_force and is_computed else chosen,
        deviation_reason=form.cleaned_data["deviation_reason"],
        **form.later(),
    )


def _page(
    request: OfficeRequest,
    run: SelectionRun,
    outcome: Outcome,
    form: OtherSetForm,
    in_force: Decision | None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "call": run.call,
        "synthetic": run.call.is_synthetic,
        "run": run,
        "outcome": outcome,
        "in_force": in_force,
        "form": form,
        "seats": outcome.case["round"]["seats"],
        "is_exact": outcome.case["round"]["seats_mode"] == "exact",
    }
    return render(request, "office/proposal.html", context, status=status)
