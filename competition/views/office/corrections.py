"""Asking a municipality to correct named answers, and taking the request back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock, corrections, queries
from competition.errors import Refusal
from competition.forms.periods import CorrectionForm, ProposalForm
from competition.forms.refusals import show
from competition.forms.standard_reason import TAKE, taken
from competition.models import Application, Correction
from competition.models.standard_reason import ReasonUse
from competition.services import corrections as service
from competition.services import late_admissions
from competition.views.office.access import OfficeRequest, call_of, office_only
from competition.views.office.proposals import named, opened_of

FIELDS = {"due_at": "day"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def correction(request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    shown = opened_of(call_of(slug), public_id)
    if request.method != "POST":
        return _page(request, shown, _form(shown))
    if request.POST.get("step") == TAKE:
        return _page(request, shown, _filled(request, shown))
    if request.POST.get("act") == "cancel":
        return _cancelled(request, shown)
    return _asked(request, shown)


def _form(shown: Application, data: Any = None, **kwargs: Any) -> CorrectionForm:
    wordings = queries.standard_reasons(ReasonUse.CORRECTION)
    return CorrectionForm(corrections.correctable(shown), wordings, data, **kwargs)


def _filled(request: OfficeRequest, shown: Application) -> CorrectionForm:
    """The form as it was sent, with the chosen wording in it; nothing is judged yet."""
    return _form(
        shown,
        initial={
            **taken(request.POST, queries.standard_reasons(ReasonUse.CORRECTION)),
            "keys": request.POST.getlist("keys"),
        },
    )


def _asked(request: OfficeRequest, shown: Application) -> HttpResponse:
    form = _form(shown, request.POST)
    if not form.is_valid():
        return _page(request, shown, form, status=400)
    try:
        service.ask(
            application=shown,
            read=request.POST.get("read", ""),
            by=request.user,
            keys=form.cleaned_data["keys"],
            reason=form.cleaned_data["reason"],
            due_at=form.cleaned_data["ends_at"],
        )
    except Refusal as refusal:
        show(form, refusal, FIELDS)
        return _page(request, shown, form, status=refusal.status)
    messages.success(request, _("Die Bitte um Berichtigung ist verschickt."))
    return redirect("office-application", shown.call.slug, shown.public_id)


def _cancelled(request: OfficeRequest, shown: Application) -> HttpResponse:
    asked = named(request, Correction.objects.filter(application=shown))
    try:
        service.cancel(correction=asked, by=request.user)
    except Refusal as refusal:
        refused = ProposalForm(request.POST)
        show(refused, refusal)
        form = _form(shown)
        return _page(request, shown, form, refused=refused, status=refusal.status)
    messages.success(request, _("Die Bitte um Berichtigung ist zurückgenommen."))
    return redirect("office-application", shown.call.slug, shown.public_id)


def _page(
    request: OfficeRequest,
    shown: Application,
    form: CorrectionForm,
    *,
    refused: ProposalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    at = clock.now(shown.call)
    found = list(queries.corrections_of(shown))
    standing = next((each for each in found if each.is_open), None)
    context: dict[str, Any] = {
        "call": shown.call,
        "synthetic": shown.call.is_synthetic,
        "application": shown,
        "form": form,
        "errors": refused or form,
        "standing": standing,
        "is_over": standing is not None and standing.due_at <= at,
        "confirmation": standing and ProposalForm(initial={"proposal": standing.pk}),
        "history": [each for each in found if not each.is_open],
        "hindrance": _hindrance(shown),
    }
    return render(request, "office/correction.html", context, status=status)


def _hindrance(shown: Application) -> Refusal | None:
    """Why nothing can be asked any more, before anybody fills in the form."""
    try:
        late_admissions.require_open(shown.call, clock.now(shown.call))
    except Refusal as refusal:
        return refusal
    return None if shown.valid_version else Refusal("unknown_move")
