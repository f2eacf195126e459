"""The workbook that comes back: judged first and shown, saved when that is confirmed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from competition import uploads
from competition.errors import Refusal
from competition.forms import refusals
from competition.storage import Incoming
from reviews import imports, progress
from reviews.forms.workbook import ConfirmForm, WorkbookForm, opened, sealed
from reviews.progress import Stage
from reviews.services import imports as service
from reviews.services.imports import Result
from reviews.views.offline import Visit, parts, visit


@csrf_exempt  # judged by ``_taken``, once the form has been read into the store and not into memory
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offline(request: HttpRequest, slug: str) -> HttpResponse:
    of = visit(request, slug)
    if request.method != "POST":
        return _page(request, of)
    try:
        if of.rubric.locked_at:
            raise Refusal("scoring_closed")
        with uploads.received(request) as incoming:
            return _taken(request, of, incoming)
    except Refusal as refusal:
        return _page(request, of, refusal)


@csrf_protect
def _taken(request: HttpRequest, of: Visit, incoming: Incoming) -> HttpResponse:
    returned = service.received(path=incoming.path, name=incoming.name or "")
    plan = imports.plan(juror=of.juror, rubric=of.rubric, returned=returned)
    rows = {outcome: plan.of(outcome) for outcome in ("save", "stale", "same", "refused")}
    stale = [(row.public_id, row.title) for row in rows["stale"]]
    steps = sealed(of.juror, service.steps_of(plan))
    form = ConfirmForm(stale=stale, initial={"steps": steps})
    context = _frame(of) | {"rows": rows, "form": form}
    return render(request, "jury/import.html", context)


@require_POST
@login_required
def save(request: HttpRequest, slug: str) -> HttpResponse:
    of = visit(request, slug)
    try:
        steps = opened(of.juror, request.POST.get("steps", ""))
    except Refusal as refusal:
        return _page(request, of, refusal)
    results = service.save(
        juror=of.juror, by=of.juror.user, steps=steps, chosen=request.POST.getlist("chosen")
    )
    _tell(request, results)
    return redirect("jury-matrix", slug=slug)


def _tell(request: HttpRequest, results: list[Result]) -> None:
    saved = sum(each.refusal is None for each in results)
    told = ngettext(
        "%(count)s Bewertung ist als Entwurf gespeichert.",
        "%(count)s Bewertungen sind als Entwurf gespeichert.",
        saved,
    ) % {"count": saved}
    if saved:
        messages.success(request, told)
    elif not results:
        messages.info(request, _("Es gab nichts zu speichern."))
    for each in results:
        if each.refusal:
            why = {"title": each.title or each.public_id, "why": each.refusal.sentence}
            messages.warning(request, _("„%(title)s“ ist nicht gespeichert: %(why)s") % why)


def _page(request: HttpRequest, of: Visit, refusal: Refusal | None = None) -> HttpResponse:
    form = WorkbookForm()
    if refusal:
        form = WorkbookForm({})
        refusals.show(form, refusal)
    stages = [row.stage for row in progress.desk(of.juror)]
    hidden = {stage: stages.count(stage) for stage in (Stage.UNDECLARED, Stage.CONFLICTED)}
    readable_count = len(stages) - sum(hidden.values())
    context = _frame(of) | {
        "form": form,
        "refusal": refusal,
        "readable_count": readable_count,
        "undeclared_count": hidden[Stage.UNDECLARED],
        "conflict_count": hidden[Stage.CONFLICTED],
        "parts": parts(readable_count),
    }
    return render(request, "jury/offline.html", context, status=refusal.status if refusal else 200)


def _frame(of: Visit) -> dict[str, Any]:
    call = of.juror.call
    return {"call": call, "synthetic": call.is_synthetic, "rubric": of.rubric}
