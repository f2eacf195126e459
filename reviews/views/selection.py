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
from competition.models import Application, Call
from competition.services import heartbeats
from competition.views.office.access import OfficeRequest, announcement_of, call_of, office_only
from reviews import pictures, policies, queries
from reviews.bundles import rules_document
from reviews.forms.office import ActForm, LotForm, RejectionForm
from reviews.models import Conflict, Decision, Rubric, SelectionRun
from reviews.models.decision import DecisionState
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
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "run": found,
        "outcome": outcome,
        "pictures": pictures.of(outcome) if outcome else None,
        "form": form,
        "standing": _standing(call),
        "may_propose": outcome is not None and outcome.status in decisions.DECIDED,
        "worker_is_alive": heartbeats.is_alive("worker"),
    }
    response = render(request, "office/run.html", context, status=409 if form.errors else 200)
    if found.state == RunState.QUEUED:
        # A header and not a meta element: it is left out as soon as there is a result.
        response["Refresh"] = str(RELOAD_SECONDS)
    return response


def _standing(call: Call) -> Decision | None:
    return (
        Decision.objects.filter(call=call)
        .exclude(state=DecisionState.REJECTED)
        .select_related("run", "proposed_by", "confirmed_by", "call")
        .first()
    )


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def decision(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    standing = _standing(call)
    if request.method != "POST":
        return _decision_page(request, call, standing, ActForm(), RejectionForm())
    # What is confirmed or rejected is the proposal that was read, not one made since.
    if standing is None or request.POST.get("decision") != standing.public_id:
        raise Refusal("decision_settled")
    confirming = ActForm(request.POST if request.POST.get("act") == "confirm" else None)
    rejecting = RejectionForm(request.POST if request.POST.get("act") == "reject" else None)
    refused: Form = confirming if confirming.is_bound else rejecting
    try:
        if confirming.is_valid():
            decisions.confirm(decision=standing, by=request.user)
            messages.success(request, _("Die Entscheidung ist bestätigt, aber noch nicht bekannt."))
            return redirect("office-decision", slug=slug)
        if rejecting.is_valid():
            reason = rejecting.cleaned_data["reason"]
            decisions.reject(decision=standing, by=request.user, reason=reason)
            messages.success(request, _("Der Vorschlag ist verworfen."))
            return redirect("office-decision", slug=slug)
    except Refusal as refusal:
        refusals.show(refused, refusal)
    return _decision_page(request, call, standing, confirming, rejecting, status=400)


def _decision_page(
    request: OfficeRequest,
    call: Call,
    standing: Decision | None,
    confirming: ActForm,
    rejecting: RejectionForm,
    status: int = 200,
) -> HttpResponse:
    selected = _selected(call, standing.selected) if standing else []
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "decision": standing,
        "selected": selected,
        "sum_cents": len(selected) * call.award_cents,
        "verdict": policies.may_confirm(request.user, standing) if standing else None,
        "rejected": Decision.objects.filter(call=call, state=DecisionState.REJECTED).select_related(
            "proposed_by", "rejected_by", "run"
        ),
        "announcement": announcement_of(call),
        "late_conflicts": _late_conflicts(standing),
        "confirming": confirming,
        "rejecting": rejecting,
    }
    return render(request, "office/decision.html", context, status=status)


def _late_conflicts(standing: Decision | None) -> list[Conflict]:
    """Conflicts that came after the confirmation: it must not pass silently."""
    if standing is None or standing.confirmed_at is None:
        return []
    return list(queries.late_conflicts(standing))


def _selected(call: Call, public_ids: list[str]) -> list[Application]:
    return list(
        Application.objects.filter(call=call, public_id__in=public_ids)
        .select_related("municipality", "valid_version")
        .defer("valid_version__content")
        .order_by("municipality__name", "pk")
    )
