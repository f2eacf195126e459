"""Retention of a round: what has fallen due, a proposal, a second person, and what was erased."""

from typing import Any

from django.contrib import messages
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from competition import clock
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.forms.retention import ErasureForm, ErasureProposalForm
from competition.models import Call, Erasure
from competition.retention.periods import Outcome
from competition.retention.plan import Plan
from competition.services import retention as service
from competition.views.office.access import ROWS_PER_PAGE, OfficeRequest, call_of, office_only
from competition.views.office.proposals import named, settled

# The outcome, and from when its months count.
NAMES = {
    Outcome.DRAFT: (gettext_lazy("Entwurf, nie eingereicht"), gettext_lazy("Bewerbungsschluss")),
    Outcome.WITHDRAWN: (
        gettext_lazy("zurückgezogen"),
        gettext_lazy("Rückzug, frühestens Bewerbungsschluss"),
    ),
    Outcome.EXCLUDED: (gettext_lazy("ausgeschlossen"), gettext_lazy("letzte Bekanntgabe")),
    Outcome.REJECTED: (gettext_lazy("nicht gefördert"), gettext_lazy("letzte Bekanntgabe")),
    Outcome.AWARDED: (gettext_lazy("gefördert"), gettext_lazy("letzte Bekanntgabe")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def retention(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method != "POST":
        return _page(request, call)
    if request.POST.get("act") == "propose":
        return _proposed(request, call)
    return _settled(request, call)


def _proposed(request: OfficeRequest, call: Call) -> HttpResponse:
    form = ErasureForm(request.POST)
    if not form.is_valid():
        return _page(request, call, form=form, status=400)
    try:
        service.propose(call=call, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, call, form=form, status=refusal.status)
    messages.success(request, _("Vorgeschlagen. Bestätigen muss die Löschung eine zweite Person."))
    return redirect("office-retention", call.slug)


def _settled(request: OfficeRequest, call: Call) -> HttpResponse:
    proposal = named(request, Erasure.objects.filter(call=call))
    act = settled(request)
    form = ErasureProposalForm(request.POST)
    if not form.is_valid():
        raise Refusal("malformed")
    try:
        if act == "confirm":
            second_factor.require_fresh(request)
            digest = form.cleaned_data["digest"]
            service.confirm(erasure=proposal, digest=digest, by=request.user)
            messages.success(request, _("Bestätigt. Gelöscht wird jetzt, Bewerbung für Bewerbung."))
        else:
            service.reject(erasure=proposal, by=request.user)
            messages.success(
                request, _("Der Vorschlag ist abgelehnt. Es bleibt alles, wie es ist.")
            )
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, call, refused=form, status=refusal.status)
    return redirect("office-retention", call.slug)


def _page(
    request: OfficeRequest,
    call: Call,
    *,
    form: ErasureForm | None = None,
    refused: ErasureProposalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    plan = Plan(call, clock.now(call))
    rows = Erasure.objects.filter(call=call).select_related(
        "proposed_by", "confirmed_by", "rejected_by"
    )
    history = list(rows)
    standing = next((each for each in history if _is_open(each)), None)
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "lines": [(*NAMES[line.outcome], line) for line in plan.lines],
        "standing": standing,
        "is_own": standing is not None and standing.proposed_by_id == request.user.pk,
        "page": _due_page(request, plan, standing),
        "history": [each for each in history if not _is_open(each)],
        "form": None if standing or not plan.due else (form or _form(plan)),
        "errors": refused or form,
    }
    return render(request, "office/retention.html", context, status=status)


def _form(plan: Plan) -> ErasureForm:
    return ErasureForm(initial={"digest": plan.digest})


def _is_open(erasure: Erasure) -> bool:
    return erasure.confirmed_at is None and erasure.rejected_at is None


def _due_page(request: OfficeRequest, plan: Plan, standing: Erasure | None) -> Page[Any]:
    """What is due; while a proposal stands, what it names."""
    items = plan.due
    if standing:
        planned = {each["id"] for each in standing.plan["applications"]}
        items = [item for item in items if item.application.public_id in planned]
    try:
        rows = [(item, NAMES[item.outcome][0]) for item in items]
        return Paginator(rows, ROWS_PER_PAGE).page(request.GET.get("page", 1))
    except (PageNotAnInteger, EmptyPage) as error:
        raise Refusal("not_found") from error
