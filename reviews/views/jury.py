"""The jury's pages. Blind: nothing here reaches what another juror gave or wrote."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock
from competition.accounts import second_factor
from reviews import policies, progress, queries
from reviews.models import JuryMember, Rubric
from reviews.progress import Stage


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
        "is_chair": juror.is_chair,
        "unsettled_count": queries.unsettled_count(juror.call) if juror.is_chair else 0,
    }
    return render(request, "jury/call.html", context)


def _frame(juror: JuryMember) -> dict[str, Any]:
    rubric = Rubric.objects.filter(call=juror.call, frozen_at__lte=clock.now(juror.call)).first()
    return {
        "call": juror.call,
        "synthetic": juror.call.is_synthetic,
        "rubric": rubric,
        "is_open": rubric is not None and rubric.locked_at is None,
    }
