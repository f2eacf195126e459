"""Selection runs and the decision: started and proposed by one person, confirmed by another."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Call
from competition.services import heartbeats
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import pictures, queries
from reviews.bundles import rules_document
from reviews.decisions import grounds
from reviews.decisions.comparison import compared
from reviews.decisions.exposure import exposed
from reviews.forms.office import ActForm, LotForm
from reviews.models import Rubric, SelectionRun
from reviews.models.selection_run import RunState
from reviews.outcome import Outcome
from reviews.services import decision as decisions
from reviews.services import rubric as rubrics
from reviews.services import selection as runs

RELOAD_SECONDS = 3


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def selection(request: OfficeRequest, slug: str) -> HttpResponse:
    found = call_of(slug)
    if request.method != "POST":
        return _selection_page(request, found, ActForm(), LotForm())
    starting = ActForm(request.POST if request.POST.get("act") == "start" else None)
    lot = LotForm(request.POST if request.POST.get("act") == "lot" else None)
    refused: Form = starting if starting.is_bound else lot
    try:
        if starting.is_valid():
            run = runs.request(call=found, by=request.user)
            return redirect("office-run", slug=slug, public_id=run.public_id)
        if lot.is_valid():
            value = lot.cleaned_data["public_value"]
            rubrics.reveal_lot(call=found, public_value=value, by=request.user)
            messages.success(request, _("Der öffentliche Wert ist eingetragen."))
            return redirect("office-selection", slug=slug)
    except Refusal as refusal:
        refusals.show(refused, refusal)
    return _selection_page(request, found, starting, lot, status=400)


def _selection_page(
    request: OfficeRequest, call: Call, starting: ActForm, lot: LotForm, status: int = 200
) -> HttpResponse:
    rubric = Rubric.objects.filter(call=call).select_related("call").first()
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "rubric": rubric,
        "lot_rule": rules_document(rubric)["lot"] if rubric else None,
        "runs": SelectionRun.objects.filter(call=call)
        .select_related("requested_by")
        .defer("input"),
        "starting": starting,
        "lot": lot,
    }
    return render(request, "office/selection.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def run(request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    call = call_of(slug)
    found = (
        SelectionRun.objects.filter(call=call, public_id=public_id)
        .select_related("call__rubric", "requested_by")
        .first()
    )
    if found is None:
        raise Refusal("not_found")
    form = ActForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            decisions.propose(run=found, by=request.user)
        except Refusal as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(request, _("Vorgeschlagen. Bestätigen muss jetzt eine zweite Person."))
            return redirect("office-decision", slug=slug)
    return _run_page(request, call, found, form)


def _run_page(
    request: OfficeRequest, call: Call, found: SelectionRun, form: ActForm
) -> HttpResponse:
    outcome = Outcome(found) if found.state == RunState.DONE else None
    status = outcome.status if outcome else ""
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "run": found,
        "outcome": outcome,
        "pictures": pictures.of(outcome) if outcome else None,
        "form": form,
        "standing": None if found.is_scenario else queries.latest_decision(call),
        "comparison": compared(outcome) if outcome and found.is_scenario else None,
        "may_propose": not found.is_scenario and status in decisions.DECIDED,
        "may_depart": not found.is_scenario and status in grounds.OPEN_TO_PEOPLE,
        "worker_is_alive": found.state == RunState.QUEUED and heartbeats.is_alive("worker"),
    }
    if outcome and context["may_propose"] and not context["standing"]:
        context["exposed"] = exposed(call, found, [row.application for row in outcome.selected])
    response = render(request, "office/run.html", context, status=409 if form.errors else 200)
    if found.state == RunState.QUEUED:
        # A header and not a meta element: it is left out as soon as there is a result.
        response["Refresh"] = str(RELOAD_SECONDS)
    return response
