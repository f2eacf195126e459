"""The way of every proposal that says more than its run: shown first, then made as shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from competition.errors import Refusal
from competition.models import Call
from competition.views.office.access import OfficeRequest
from reviews.decisions.exposure import exposed
from reviews.decisions.history import History
from reviews.decisions.proposal import Plan, Wish
from reviews.models import SelectionRun
from reviews.services import decision as decisions


@dataclass(frozen=True)
class Proposal:
    """A proposal on its way: from which run, what is wanted, what its confirmation sends again."""

    call: Call
    run: SelectionRun
    wish: Wish
    sent_again: Sequence[tuple[str, str]]
    back: str


def settled(request: OfficeRequest, proposal: Proposal) -> HttpResponse:
    """The plan to be read, or, with its digest, the act and the way to the decision.

    A plan that is another by now is shown again (409). Lets every other refusal pass.
    """
    run, by, wish = proposal.run, request.user, proposal.wish
    if "digest" not in request.POST:
        return _shown(request, proposal, decisions.plan_of(run=run, by=by, wish=wish))
    try:
        decisions.propose(run=run, by=by, wish=wish, read=request.POST["digest"])
    except Refusal as refusal:
        if refusal.code != "decision_changed":
            raise
        plan = decisions.plan_of(run=run, by=by, wish=wish)
        return _shown(request, proposal, plan, refusal)
    messages.success(request, _("Vorgeschlagen. Bestätigen muss jetzt eine zweite Person."))
    return redirect("office-decision", slug=proposal.call.slug)


def _shown(
    request: OfficeRequest, proposal: Proposal, plan: Plan, refusal: Refusal | None = None
) -> HttpResponse:
    """The page that says what will be proposed, at what price, before it is."""
    history, decision = History(proposal.call), plan.decision
    entry = history.entry(decision, plan.deviation)
    before = set(decision.replaces.selected) if decision.replaces else None
    context: dict[str, Any] = {
        "call": proposal.call,
        "synthetic": proposal.call.is_synthetic,
        "run": proposal.run,
        "plan": plan,
        "decision": decision,
        "entry": entry,
        "exposed": exposed(proposal.call, proposal.run, entry.selected),
        "computed_total": plan.total_computed,
        "is_changed": before is not None and before != set(decision.selected),
        "sent_again": proposal.sent_again,
        "back": proposal.back,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "office/proposal_plan.html", context, status=status)
