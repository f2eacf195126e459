"""Screening many applications at once: chosen, shown what will happen and what not, confirmed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from competition import addresses, corrections, policies, queries, screening_plan
from competition.application_list.words import instant
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.forms.screening import FIELDS, ScreeningForm
from competition.forms.standard_reason import TAKE, taken
from competition.models import Application, Call
from competition.screening_plan import Act, Plan
from competition.services import late_admissions
from competition.services import screening as service
from competition.views.office.access import (
    OfficeRequest,
    call_of,
    counted_page_of,
    office_only,
    read_at,
)

ROWS_PER_PAGE = 500
# After these the plan is shown anew; every other refusal belongs to a field.
STALE = {"screening_changed", "nothing_to_change"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def screening(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    opened = policies.may_open_content(call, read_at(call) + call.clock_shift)
    if request.method != "POST":
        return _page(request, call, _form(call)) if opened.allowed else _sealed(request, call)
    opened.enforce()
    if request.POST.get("step") == TAKE:
        return _page(request, call, _filled(request, call))
    form = _form(call, request.POST)
    if not form.is_valid():
        return _page(request, call, form, status=400)
    try:
        return _settled(request, call, form)
    except Refusal as refusal:
        show(form, refusal, FIELDS)
        return _page(request, call, form, status=refusal.status)


def _settled(request: OfficeRequest, call: Call, form: ScreeningForm) -> HttpResponse:
    """The plan to be read, or, with its digest, the act and the way back to the list."""
    order = form.order()
    if "digest" not in request.POST:
        return _shown(request, call, form)
    digest = request.POST["digest"]
    try:
        plan = service.carry_out(call=call, order=order, digest=digest, by=request.user)
    except Refusal as refusal:
        if refusal.code not in STALE:
            raise
        return _shown(request, call, form, refusal)
    messages.success(request, told(plan))
    return redirect("office-screening", call.slug)


def _shown(
    request: OfficeRequest, call: Call, form: ScreeningForm, refusal: Refusal | None = None
) -> HttpResponse:
    plan = service.plan(call=call, order=form.order(), by=request.user)
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "plan": plan,
        "asked": [each.label for each in call.questions.all() if each.key in plan.order.keys],
        "sent_again": form.sent_again(),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "office/screening_plan.html", context, status=status)


def told(plan: Plan) -> str:
    """What has happened, in a sentence."""
    count = len(plan.steps)
    sentence = {
        Act.ADMIT: ngettext(
            "%(count)s Bewerbung ist zugelassen.", "%(count)s Bewerbungen sind zugelassen.", count
        ),
        Act.EXCLUDE: ngettext(
            "%(count)s Bewerbung ist ausgeschlossen.",
            "%(count)s Bewerbungen sind ausgeschlossen.",
            count,
        ),
        Act.CORRECT: ngettext(
            "%(count)s Bitte um Berichtigung ist verschickt.",
            "%(count)s Bitten um Berichtigung sind verschickt.",
            count,
        ),
    }[plan.order.act]
    return sentence % {"count": count}


def _form(call: Call, data: Any = None, **kwargs: Any) -> ScreeningForm:
    """Of what was sent everything of the call may be named: what moved meanwhile is in the plan."""
    listed = Application.objects.filter(call=call).order_by("municipality__name", "pk")
    offered = listed.values_list("public_id", "municipality__name") if data is not None else ()
    return ScreeningForm(
        queries.standard_reasons(), corrections.offered(call), list(offered), data, **kwargs
    )


def _filled(request: OfficeRequest, call: Call) -> ScreeningForm:
    """The form as it was sent, with the chosen wording in it; nothing is judged yet."""
    lists = {name: request.POST.getlist(name) for name in ("chosen", "keys")}
    wordings = queries.standard_reasons()
    return _form(call, initial={**taken(request.POST, wordings), **lists})


def _page(
    request: OfficeRequest, call: Call, form: ScreeningForm, *, status: int = 200
) -> HttpResponse:
    at = read_at(call) + call.clock_shift
    ticked = set(form["chosen"].value() or ())
    page = _listed(request, call)
    rows = _rows(call, at, page)
    address = addresses.of_each("office-application", call.slug)
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "form": form,
        "page": page,
        "rows": [
            (row, address(row.public_id), row.public_id in ticked or "all" in request.GET)
            for row in rows
        ],
        "hindrance": _hindrance(call, at),
    }
    return render(request, "office/screening.html", context, status=status)


def _listed(request: OfficeRequest, call: Call) -> Page[Application]:
    """The page that is asked for. What was typed on one that others have emptied is not lost."""
    unscreened = queries.unscreened(call)
    try:
        return counted_page_of(request, unscreened, ROWS_PER_PAGE)
    except Refusal:
        if request.method != "POST":
            raise
    return Paginator(unscreened, ROWS_PER_PAGE).page(1)


def _sealed(request: OfficeRequest, call: Call) -> HttpResponse:
    """Until the deadline: why there is nothing to screen, and nothing of what was submitted."""
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "form": _form(call),
        "hindrance": Refusal("call_not_closed"),
    }
    return render(request, "office/screening.html", context)


def _rows(call: Call, at: datetime, page: Iterable[Any]) -> list[Any]:
    """The unscreened applications, each with what speaks against admitting it as it is."""
    rows = list(page)
    running = screening_plan.running_of(call)
    for row in rows:
        correction = running.get(row.pk)
        row.running = correction if correction and at < correction.due_at else None
        row.eligibility = policies.eligibility(call, row.municipality)
        row.received = instant(row.valid_version.received_at)
        row.why = gettext(row.eligibility.detail) if row.eligibility.detail else ""
    return rows


def _hindrance(call: Call, at: datetime) -> Refusal | None:
    """Why nothing can be screened any more, before anybody ticks anything."""
    try:
        late_admissions.require_open(call, at)
    except Refusal as refusal:
        return refusal
    return None
