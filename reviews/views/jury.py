"""The jury's pages. Blind: nothing here reaches what another juror gave or wrote."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from reviews import policies, progress
from reviews.forms.declaration import DeclarationForm
from reviews.models import JuryMember, Rubric
from reviews.progress import Stage
from reviews.services import conflicts


@login_required
@require_safe
def jury(request: HttpRequest) -> HttpResponse:
    person = policies.require_seat(request.user)
    second_factor.require(request)
    seats = progress.seats_of(person)
    context = {"seats": seats, "synthetic": any(seat.call.is_synthetic for seat in seats)}
    return render(request, "jury/jury.html", context)


@login_required
@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    rows = list(progress.desk(juror))
    by_stage = {stage: [row for row in rows if row.stage == stage] for stage in Stage}
    to_do = by_stage[Stage.OPEN] + by_stage[Stage.DRAFT]
    context = _frame(juror) | {
        "rows": rows,
        "undeclared_count": len(by_stage[Stage.UNDECLARED]),
        "final_count": len(by_stage[Stage.FINAL]),
        "due_count": len(rows) - len(by_stage[Stage.CONFLICTED]),
        "next": to_do[0] if to_do else None,
    }
    return render(request, "jury/call.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: HttpRequest, slug: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    form = DeclarationForm(
        applications=progress.desk(juror).prefetch_related("participants__municipality"),
        conflicts={row.application_id: row for row in juror.conflicts.order_by("pk")},
        data=request.POST if request.method == "POST" else None,
    )
    if form.is_valid():
        try:
            if answers := form.answers():
                note = form.cleaned_data["note"]
                conflicts.declare(juror=juror, answers=answers, by=juror.user, note=note)
        except Refusal as refusal:
            refusals.show(form, refusal)
        else:
            _say_what_is_left(request, juror)
            return redirect("jury-call", slug=slug)
    status = 400 if form.errors else 200
    return render(request, "jury/declaration.html", _frame(juror) | {"form": form}, status=status)


def _say_what_is_left(request: HttpRequest, juror: JuryMember) -> None:
    left = progress.desk(juror).filter(stage=Stage.UNDECLARED).count()
    if not left:
        messages.success(request, _("Ihre Erklärungen sind gespeichert und vollständig."))
        return
    messages.warning(
        request,
        ngettext(
            "Gespeichert. Bei %(count)s Bewerbung fehlt Ihre Erklärung noch.",
            "Gespeichert. Bei %(count)s Bewerbungen fehlt Ihre Erklärung noch.",
            left,
        )
        % {"count": left},
    )


def _frame(juror: JuryMember) -> dict[str, Any]:
    rubric = Rubric.objects.filter(call=juror.call, frozen_at__lte=clock.now(juror.call)).first()
    return {
        "call": juror.call,
        "synthetic": juror.call.is_synthetic,
        "rubric": rubric,
        "is_open": rubric is not None and rubric.locked_at is None,
    }
