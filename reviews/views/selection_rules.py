"""The rules of selection of a draft: what decides at a tie, the lot, and the mixture."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Call
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import bundles
from reviews.forms.selection_rules import RulesForm
from reviews.models import Rubric
from reviews.services import selection_rules

RULE = re.compile(r"rules\.([0-9]+)\.")


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def rules(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    stored = _stored(call)
    if stored is None or (call.published_at and request.method != "POST"):
        return redirect("office-rubric", slug)
    if request.method != "POST":
        return _page(request, call, stored, RulesForm(stored))
    form = RulesForm(stored, request.POST)
    if not form.is_valid():
        return _page(request, call, stored, form, status=400)
    over = form.cleaned_data["over"]
    try:
        selection_rules.edit(call=call, over=over, by=request.user, **form.given())
    except Refusal as refusal:
        return _refused(request, call, form, refusal)
    messages.success(request, _("Die Auswahlregeln sind gespeichert."))
    return redirect("office-rules", slug)


def _refused(request: OfficeRequest, call: Call, form: RulesForm, refusal: Refusal) -> HttpResponse:
    refusals.show(form, refusal, _places(form, refusal))
    stored = _stored(call)
    if stored is not None and refusal.code == "version_conflict":
        form.now_over(bundles.rubric_digest(stored))
    return _page(
        request, call, stored or form.rubric, form, refused=refusal.code, status=refusal.status
    )


def _places(form: RulesForm, refusal: Refusal) -> dict[str, str]:
    """The form's fields by the service's: blank rows in between are not sent to the service."""
    filled = form.filled()
    fields = [cause.field for cause in refusal.causes or (refusal,)]
    moved = {
        field: RULE.sub(lambda found: f"rules.{filled[int(found[1])]}.", field)
        for field in fields
        if RULE.match(field)
    }
    return {**moved, "tie_break": "tie_0"}


def _stored(call: Call) -> Rubric | None:
    rows = Rubric.objects.filter(call=call).select_related("call")
    return rows.prefetch_related("criteria", "diversity_rules", "call__questions").first()


def _page(
    request: OfficeRequest,
    call: Call,
    stored: Rubric,
    form: RulesForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "form": form,
        "refused": refused,
        "stored": stored,
    }
    return render(request, "office/selection_rules.html", context, status=status)
