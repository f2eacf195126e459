"""The rubric's room of the office: building it, seeing it as the jury does, trying it out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Call
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import bundles
from reviews.forms.review import ReviewForm
from reviews.forms.rubric import RubricForm, changed, typed_of
from reviews.models import Rubric
from reviews.services import rubric as rubrics


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def rubric(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    stored = _stored(call)
    if request.method != "POST":
        return _page(request, call, stored, RubricForm(typed=typed_of(stored)))
    act = request.POST.get("act", "save")
    if act != "save" and not call.published_at:
        form = RubricForm(typed=changed(request.POST, act))
        return _page(request, call, stored, form, is_changed=True)
    form = RubricForm(data=request.POST)
    if not form.is_valid():
        return _page(request, call, stored, form, status=400)
    try:
        made = rubrics.edit(
            call=call,
            fields=form.own(),
            criteria=form.criteria(),
            over=form.cleaned_data["over"],
            by=request.user,
        )
    except Refusal as refusal:
        return _refused(request, call, form, refusal)
    _say(request, stored, made)
    return redirect("office-rubric", slug=slug)


def _refused(
    request: OfficeRequest, call: Call, form: RubricForm, refusal: Refusal
) -> HttpResponse:
    refusals.show(form, refusal)
    stored = _stored(call)
    if refusal.code == "version_conflict":
        form.now_over(bundles.rubric_digest(stored))
    return _page(request, call, stored, form, refused=refusal.code, status=refusal.status)


def _say(request: OfficeRequest, before: Rubric | None, made: Rubric) -> None:
    messages.success(request, _("Der Bewertungsbogen ist gespeichert."))
    if before and before.tie_break != made.tie_break:
        messages.warning(
            request,
            _("Entfernte Kriterien entscheiden auch bei Gleichstand nicht mehr."),
        )


def _stored(call: Call) -> Rubric | None:
    rows = Rubric.objects.filter(call=call).select_related("call")
    return rows.prefetch_related("criteria", "diversity_rules").first()


def _page(
    request: OfficeRequest,
    call: Call,
    stored: Rubric | None,
    form: RubricForm,
    *,
    is_changed: bool = False,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "rubric": stored,
        "criteria": stored.criteria.all() if stored else [],
        "rules": stored.diversity_rules.all() if stored else [],
        "form": form,
        "is_changed": is_changed,
        "refused": refused,
    }
    return render(request, "office/rubric.html", context, status=status)


@require_safe
@office_only
def preview(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    stored = _stored(call)
    form = stored and ReviewForm(
        criteria=stored.criteria.all(), review=None, may_abstain=stored.abstention_allowed
    )
    context = {"call": call, "synthetic": call.is_synthetic, "rubric": stored, "form": form}
    return render(request, "office/rubric/preview.html", context)
