"""The way of every change of assignments: shown first, and carried out as it was shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.errors import Refusal
from competition.models import Call
from competition.views.office.access import OfficeRequest
from reviews.assignments import assignment_plan, workload
from reviews.assignments.assignment_plan import Act, Plan
from reviews.assignments.workload import Workload


@dataclass(frozen=True)
class Proposal:
    """A change on its way: what it comes to, the act itself, what its confirmation sends again."""

    plan: Callable[[Workload], Plan]
    carry_out: Callable[[str], Plan]
    sent_again: Sequence[tuple[str, str]]
    back: str


def settled(request: OfficeRequest, call: Call, proposal: Proposal) -> HttpResponse:
    """The plan to be read, or, with its digest, the act and the way back to the list.

    A plan that is another by now is shown again (409). Lets every other refusal pass.
    """
    if "digest" not in request.POST:
        return shown(request, proposal, workload.of(call))
    try:
        plan = proposal.carry_out(request.POST["digest"])
    except Refusal as refusal:
        if refusal.code not in ("assignments_changed", "nothing_to_change"):
            raise
        return shown(request, proposal, workload.of(call), refusal)
    messages.success(request, told(plan))
    return redirect("office-assignments", slug=call.slug)


def shown(
    request: OfficeRequest, proposal: Proposal, load: Workload, refusal: Refusal | None = None
) -> HttpResponse:
    """The page that says what will happen and what will not, before it happens."""
    plan = proposal.plan(load)
    context = {
        "call": load.call,
        "synthetic": load.call.is_synthetic,
        "plan": plan,
        "given": plan.of(Act.ASSIGN),
        "ended": plan.of(Act.END),
        "sent_again": proposal.sent_again,
        "back": proposal.back,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "office/assignments/plan.html", context, status=status)


def told(plan: Plan) -> str:
    """What has happened, in a sentence."""
    given, ended = len(plan.of(Act.ASSIGN)), len(plan.of(Act.END))
    parts = []
    if given:
        parts.append(
            ngettext("%(count)s Zuteilung gegeben.", "%(count)s Zuteilungen gegeben.", given)
            % {"count": given}
        )
    if ended:
        parts.append(
            ngettext("%(count)s Zuteilung beendet.", "%(count)s Zuteilungen beendet.", ended)
            % {"count": ended}
        )
    parts.append(_("Die Mitglieder bekommen je ein Schreiben."))
    return " ".join(parts)


def frame(load: Workload) -> dict[str, Any]:
    """What every page of the room has; ``hindrance``: why nothing can be changed now."""
    hindrance: Refusal | None = None
    try:
        assignment_plan.require_changeable(load)
    except Refusal as refusal:
        hindrance = refusal
    return {
        "call": load.call,
        "synthetic": load.call.is_synthetic,
        "load": load,
        "rubric": load.rubric,
        "hindrance": hindrance,
    }
