"""The jury's pages. Blind: nothing here reaches what another juror gave or wrote."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from competition import clock
from competition.accounts import second_factor
from competition.errors import Refusal
from reviews import policies, progress, queries
from reviews.models import JuryMember, Rubric
from reviews.progress import Stage
from reviews.views.desk_lines import Writer, page_of


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
    rows = progress.told(juror)
    writer = Writer(slug)
    wanted = _wanted(request)
    by_stage = {stage: [row for row in rows if row.stage == stage] for stage in Stage}
    to_do = by_stage[Stage.OPEN] + by_stage[Stage.DRAFT]
    unread = [row for row in to_do if not row.is_read]
    settled = len(by_stage[Stage.CONFLICTED]) + len(by_stage[Stage.ABSTAINED])
    page = page_of(request, by_stage[wanted] if wanted else rows)
    context = _frame(juror) | {
        "page": page,
        "rows": [writer.line(row) for row in page],
        "tabs": _tabs(juror, {stage: len(by_stage[stage]) for stage in Stage}, wanted),
        "undeclared_count": len(by_stage[Stage.UNDECLARED]),
        "final_count": len(by_stage[Stage.FINAL]),
        "due_count": len(rows) - settled,
        "next": next(iter(unread + to_do), None),
        "is_next_unread": bool(unread),
        "is_chair": juror.is_chair,
        "is_head": juror.is_chair or juror.is_deputy_chair,
        "unsettled_count": queries.unsettled_count(juror.call)
        if juror.is_chair or juror.is_deputy_chair
        else 0,
    }
    return render(request, "jury/call.html", context)


def _wanted(request: HttpRequest) -> Stage | None:
    """The stage that is asked for (``?stand=``); only those there are."""
    asked = request.GET.get("stand", "")
    if asked and asked not in Stage.values:
        raise Refusal("unknown_choice", field="stand")
    return Stage(asked) if asked else None


def _tabs(
    juror: JuryMember, counts: dict[Stage, int], wanted: Stage | None
) -> list[dict[str, Any]]:
    """All, and each stage in which there is something, with how many."""
    url = reverse("jury-call", args=[juror.call.slug])
    everything = {
        "text": _("alle (%s)") % sum(counts.values()),
        "url": url,
        "is_current": wanted is None,
    }
    return [everything] + [
        {
            "text": f"{stage.label} ({count})",
            "url": f"{url}?stand={stage}",
            "is_current": stage == wanted,
        }
        for stage, count in counts.items()
        if count or stage == wanted
    ]


def _frame(juror: JuryMember) -> dict[str, Any]:
    rubric = Rubric.objects.filter(call=juror.call, frozen_at__lte=clock.now(juror.call)).first()
    return {
        "call": juror.call,
        "synthetic": juror.call.is_synthetic,
        "rubric": rubric,
        "is_open": rubric is not None and rubric.locked_at is None,
    }
