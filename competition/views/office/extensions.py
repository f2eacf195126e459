"""The deadline of a round: what it is, what was proposed, and a second person's confirmation."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import calendar, clock, queries, wording
from competition.errors import Refusal
from competition.forms.periods import ExtensionForm, ProposalForm
from competition.forms.refusals import show
from competition.models import Call, Extension
from competition.services import extensions
from competition.views.office.access import OfficeRequest, call_of, office_only
from competition.views.office.availability import line
from competition.views.office.proposals import named, settled

FIELDS = {"deadline_to": "day"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def extension(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method != "POST":
        return _page(request, call, ExtensionForm())
    if request.POST.get("act") == "propose":
        return _proposed(request, call)
    return _settled(request, call)


def _proposed(request: OfficeRequest, call: Call) -> HttpResponse:
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        return _page(request, call, form, status=400)
    try:
        extensions.propose(
            call=call,
            by=request.user,
            deadline_to=form.cleaned_data["ends_at"],
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        show(form, refusal, FIELDS)
        return _page(request, call, form, status=refusal.status)
    messages.success(
        request, _("Die Verlängerung ist vorgeschlagen. Bestätigen muss sie eine zweite Person.")
    )
    return redirect("office-extension", call.slug)


def _settled(request: OfficeRequest, call: Call) -> HttpResponse:
    proposal = named(request, Extension.objects.filter(call=call))
    form = ProposalForm(request.POST)
    try:
        if settled(request) == "confirm":
            extensions.confirm(extension=proposal, by=request.user)
            messages.success(request, _("Die Frist ist verlängert. Die Schreiben gehen ab."))
        else:
            extensions.reject(extension=proposal, by=request.user)
            messages.success(request, _("Der Vorschlag ist abgelehnt. Die Frist bleibt."))
    except Refusal as refusal:
        show(form, refusal, FIELDS)
        return _page(request, call, ExtensionForm(), refused=form, status=refusal.status)
    return redirect("office-extension", call.slug)


def _page(
    request: OfficeRequest,
    call: Call,
    form: ExtensionForm,
    *,
    refused: ProposalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = list(queries.extensions_of(call))
    at = clock.now()
    standing = next((each for each in found if each.is_open), None)
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "form": form,
        "errors": refused or form,
        "standing": standing,
        "is_own": standing is not None and standing.proposed_by_id == request.user.pk,
        "cautions": _cautions(standing.deadline_to) if standing else [],
        "cautions_now": _cautions(call.deadline_at),
        "confirmation": standing and ProposalForm(initial={"proposal": standing.pk}),
        "history": [each for each in found if not each.is_open],
        "hindrance": None if standing else _hindrance(call, at + call.clock_shift),
        "availability": line(call, at),
    }
    return render(request, "office/extension.html", context, status=status)


def _cautions(deadline_at: datetime) -> list[str]:
    return [wording.caution(each) for each in calendar.cautions(deadline_at)]


def _hindrance(call: Call, at: datetime) -> Refusal | None:
    """Why the deadline cannot be moved any more, before anybody fills in the form."""
    try:
        extensions.require_possible(call, at)
    except Refusal as refusal:
        return refusal
    return None
