"""The decisions of a round in their order, and the one that waits for a second person."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Call
from competition.singling_out.of_call import Exposed
from competition.views.office.access import OfficeRequest, announcement_of, call_of, office_only
from reviews import policies, queries
from reviews.decisions.exposure import exposed
from reviews.decisions.history import Entry, History
from reviews.forms.office import ActForm, RejectionForm
from reviews.models import Conflict
from reviews.services import decision as decisions

ACTS = {"confirm", "reject"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def decision(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method != "POST":
        return _page(request, call, ActForm(), RejectionForm())
    act, read = request.POST.get("act", ""), request.POST.get("read", "")
    if act not in ACTS:
        raise Refusal("malformed")
    confirming = ActForm(request.POST if act == "confirm" else None)
    rejecting = RejectionForm(request.POST if act == "reject" else None)
    if rejecting.is_bound and not rejecting.is_valid():
        return _page(request, call, confirming, rejecting, status=400)
    latest = queries.latest_decision(call)
    if latest is None:
        raise Refusal("decision_settled")
    try:
        if act == "confirm":
            second_factor.require_fresh(request)
            decisions.confirm(decision=latest, read=read, by=request.user)
            done = _("Die Entscheidung ist bestätigt. Ihr Auswahlvermerk ist abgelegt.")
        else:
            reason = rejecting.cleaned_data["reason"]
            decisions.reject(decision=latest, read=read, by=request.user, reason=reason)
            done = _("Der Vorschlag ist verworfen.")
    except Refusal as refusal:
        refused: Form = confirming if act == "confirm" else rejecting
        refusals.show(refused, refusal)
        return _page(request, call, confirming, rejecting, status=refusal.status)
    messages.success(request, done)
    return redirect("office-decision", slug=slug)


def _page(
    request: OfficeRequest,
    call: Call,
    confirming: ActForm,
    rejecting: RejectionForm,
    status: int = 200,
) -> HttpResponse:
    history = History(call)
    proposed = history.proposed
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "history": history,
        "verdict": policies.may_confirm(request.user, proposed.decision) if proposed else None,
        "exposed": _exposed(call, proposed),
        "announcement": announcement_of(call),
        "late_conflicts": _late_conflicts(history),
        "confirming": confirming,
        "rejecting": rejecting,
    }
    return render(request, "office/decision.html", context, status=status)


def _exposed(call: Call, proposed: Entry | None) -> list[Exposed]:
    """Whom the bundle of what waits for its confirmation would single out."""
    if proposed is None:
        return []
    return exposed(call, proposed.decision.run, proposed.selected)


def _late_conflicts(history: History) -> list[Conflict]:
    """Conflicts that came after the confirmation: it must not pass silently."""
    in_force = history.in_force
    return list(queries.late_conflicts(in_force.decision)) if in_force else []
