"""The announcement: an instant is set, everything is read, another person confirms."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms.office import ConfirmationForm, PreparationForm
from competition.forms.refusals import show
from competition.models import Announcement, Application, Award, Call, Notice, Publication
from competition.models.announcement import PublicationKind
from competition.services import announcement as service
from competition.singling_out import of_call
from competition.views.office.access import (
    OfficeRequest,
    announcement_of,
    call_of,
    office_only,
    page_of,
)
from competition.views.office.preview import amendments_of


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def announcement(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    decision = Publication.objects.filter(
        call=call, kind=PublicationKind.DECISION, amendment=None
    ).first()
    if request.method == "POST":
        answer = _confirmed if request.POST.get("act") == "confirm" else _prepared
        return answer(request, call, decision)
    if decision and "document" in request.GET:
        return JsonResponse(
            decision.content, json_dumps_params={"ensure_ascii": False, "indent": 2}
        )
    return _page(request, call, decision)


def _prepared(request: OfficeRequest, call: Call, decision: Publication | None) -> HttpResponse:
    form = PreparationForm(request.POST)
    if not form.is_valid():
        return _page(request, call, decision, preparation=form)
    try:
        service.prepare(call=call, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        call = call_of(call.slug)
        form = PreparationForm.again(request.POST, announcement_of(call))
        show(form, refusal, {"over": "public_at"})
        return _page(request, call, decision, preparation=form)
    messages.success(
        request, _("Die Bekanntgabe ist vorbereitet. Bestätigen muss sie eine zweite Person.")
    )
    return redirect("office-announcement", call.slug)


def _confirmed(request: OfficeRequest, call: Call, decision: Publication | None) -> HttpResponse:
    second_factor.require_fresh(request)
    form = ConfirmationForm(request.POST)
    if not form.is_valid():
        raise Refusal("malformed")
    try:
        service.confirm(call=call, read=form.read, by=request.user)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, call_of(call.slug), decision, refused=form)
    messages.success(request, _("Die Bekanntgabe ist bestätigt. Die Schreiben liegen bereit."))
    return redirect("office-announcement", call.slug)


def _page(
    request: OfficeRequest,
    call: Call,
    decision: Publication | None,
    *,
    preparation: PreparationForm | None = None,
    refused: ConfirmationForm | None = None,
) -> HttpResponse:
    at = clock.now(call)
    standing = announcement_of(call)
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "decision": decision,
        "announcement": standing,
        "preparation": preparation or PreparationForm.of(standing),
        "errors": preparation if preparation and preparation.errors else refused,
    }
    if decision:
        # As they were announced: what changed later stands on the pages of the amendments.
        awards = Award.objects.filter(call=call, amendment=None).select_related("municipality")
        context["awards"] = list(awards)
        context["total_cents"] = sum(award.amount_cents for award in context["awards"])
        context["amendments"] = amendments_of(call) if standing and standing.confirmed_at else []
        if not (standing and standing.confirmed_at):
            context["exposed"] = _exposed(call, decision.content)
    if standing:
        context |= _standing(request, standing, call, at)
        # Open where a new instant is needed, or was just typed.
        context["is_reset"] = bool(preparation) or context["is_past"] or context["is_changed"]
    return render(request, "office/announcement.html", context)


def _exposed(call: Call, document: dict[str, Any]) -> list[of_call.Exposed]:
    """Whom the bundle would single out, before anybody can read it."""
    if "case" not in document:
        return []
    awarded = {award["id"]: award["ags"] for award in document["awards"]}
    return of_call.told(call, document["case"]["applications"], awarded)


def _standing(
    request: OfficeRequest, standing: Announcement, call: Call, at: datetime
) -> dict[str, Any]:
    """A prepared announcement: how it stands at ``at``, and its letters page by page."""
    is_past = standing.public_at <= at
    is_own = standing.prepared_by_id == request.user.pk
    shown = service.shown(standing)
    is_changed = standing.awards_digest != shown.awards
    page = page_of(request, service.addressees(call))
    partners = {} if standing.confirmed_at else service.partners_of(call)
    return {
        "is_past": is_past,
        "is_own": is_own,
        "is_changed": is_changed,
        "may_confirm": not (standing.confirmed_at or is_past or is_own or is_changed),
        "confirmation": ConfirmationForm.of(shown),
        "left": standing.public_at - at,
        "page": page,
        "letters": [each for each in _letters(standing, page, partners) if each.recipient_id],
        "counts": service.counts_of(standing),
        "extent": service.extent(standing, partners),
    }


def _letters(
    standing: Announcement, page: Page[Application], partners: service.Partners
) -> list[Notice]:
    """The letters of this page of applicants: as they will be owed or, once confirmed, as owed."""
    if not standing.confirmed_at:
        return service.letters_of(standing, page, partners)
    owed = service.owed_by(standing).filter(application__in=[each.pk for each in page])
    return list(
        owed.select_related("recipient", "application__municipality").order_by(
            "application__municipality__name", "application__municipality__ags", "id"
        )
    )
