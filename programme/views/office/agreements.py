"""One municipality's agreement: proposed, settled by a second person, accepted on paper."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.models import Award
from competition.views.office.access import OfficeRequest, office_only
from programme.forms.agreements import ProposalForm, ReadForm, RecordForm
from programme.models import Agreement, Programme
from programme.models.programme import AwardForm
from programme.queries import agreements as found
from programme.services import acceptance, agreements
from programme.views.office.access import context_of, programme_of


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def agreement(request: OfficeRequest, slug: str, ags: str) -> HttpResponse:
    programme = programme_of(slug)
    line = found.line(programme.call, ags, clock.now())
    if request.method != "POST":
        return _page(request, programme, line)
    if request.POST.get("act") == "propose":
        return _proposed(request, programme, line)
    if line.agreement is None:
        raise Refusal("not_found")
    if request.POST.get("act") == "record":
        return _recorded(request, programme, line, line.agreement)
    return _settled(request, programme, line, line.agreement)


def _proposed(request: OfficeRequest, programme: Programme, line: found.Line) -> HttpResponse:
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, line, form, status=400)
    try:
        agreements.propose(
            programme=programme, award=line.award, by=request.user, **form.cleaned_data
        )
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, programme, line, form, status=refusal.status)
    messages.success(request, _("Vorgeschlagen. Bestätigen muss es eine zweite Person."))
    return _back(line.award)


def _settled(
    request: OfficeRequest, programme: Programme, line: found.Line, agreement: Agreement
) -> HttpResponse:
    form = ReadForm(request.POST)
    act = request.POST.get("act")
    if act not in {"confirm", "reject"} or not form.is_valid():
        raise Refusal("malformed")
    try:
        read = form.cleaned_data["read"]
        if act == "confirm":
            agreements.confirm(agreement=agreement, by=request.user, read=read)
            messages.success(request, _("Bestätigt. Die Kommune bekommt ein Schreiben."))
        else:
            agreements.reject(agreement=agreement, by=request.user, read=read)
            messages.success(request, _("Der Vorschlag ist verworfen."))
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, programme, line, form, status=refusal.status)
    return _back(line.award)


def _recorded(
    request: OfficeRequest, programme: Programme, line: found.Line, agreement: Agreement
) -> HttpResponse:
    form = RecordForm(request.POST, is_notice=agreement.form == AwardForm.NOTICE)
    if not form.is_valid():
        return _page(request, programme, line, form, status=400)
    try:
        acceptance.record(
            agreement=agreement,
            by=request.user,
            read=form.cleaned_data["read"],
            basis=acceptance.Basis(form.cleaned_data["basis"]),
            evidence=form.cleaned_data["evidence"],
        )
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, programme, line, form, status=refusal.status)
    messages.success(request, _("Eingetragen. Die Kommune bekommt eine Bestätigung."))
    return _back(line.award)


def _back(award: Award) -> HttpResponse:
    return redirect("office-agreement", award.call.slug, award.municipality.ags)


def _page(
    request: OfficeRequest,
    programme: Programme,
    line: found.Line,
    typed: Form | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    agreement = line.agreement
    read = {"read": agreement.digest if agreement else ""}
    is_notice = programme.award_form == AwardForm.NOTICE
    context: dict[str, Any] = context_of(programme.call) | {
        "programme": programme,
        "award": line.award,
        "agreement": agreement,
        "document": agreement.content if agreement else None,
        "is_own": agreement is not None and agreement.proposed_by_id == request.user.pk,
        "proposal": typed if isinstance(typed, ProposalForm) else ProposalForm.of(programme),
        "confirmation": ReadForm(initial=read),
        "recording": typed
        if isinstance(typed, RecordForm)
        else RecordForm(initial=read, is_notice=is_notice),
        "final_day": acceptance.final_day(agreement) if agreement else None,
        "errors": typed,
    }
    return render(request, "office/programme/agreement.html", context, status=status)
