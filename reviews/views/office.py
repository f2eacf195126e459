"""The office's desk of a round, and its jury: who sits in it, how far it is."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Call
from competition.models.application import ApplicationState
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import progress
from reviews.desk import facts, pictures, steps
from reviews.forms.office import ActForm, LockForm
from reviews.models import Conflict, Rubric
from reviews.services import rubric as rubrics


@require_safe
@office_only
def call(request: OfficeRequest, slug: str) -> HttpResponse:
    found = call_of(slug)
    (given,) = facts.facts_of([found], clock.now())
    made = steps.steps(given)
    due = steps.due(made)
    context = {
        "call": found,
        "synthetic": found.is_synthetic,
        "facts": given,
        "counts": _counts(given),
        "steps": [(step, step.url(slug)) for step in made],
        "due": due,
        "due_url": due.url(slug) if due else "",
        "is_own": due is not None and due.proposed_by == request.user.pk,
        "pictures": pictures.of(given),
    }
    return render(request, "office/call.html", context)


def _counts(given: facts.Facts) -> list[tuple[int, str]]:
    """Before the deadline only how many there are; afterwards how they were screened."""
    if not given.is_closed:
        names = {
            ApplicationState.DRAFT: _("Entwürfe"),
            ApplicationState.SUBMITTED: _("eingereicht"),
            ApplicationState.WITHDRAWN: _("zurückgezogen"),
        }
    else:
        names = {
            ApplicationState.ADMITTED: _("zugelassen"),
            ApplicationState.EXCLUDED: _("ausgeschlossen"),
            ApplicationState.SUBMITTED: _("ungeprüft"),
        }
    return [(given.states.get(state, 0), name) for state, name in names.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def jury(request: OfficeRequest, slug: str) -> HttpResponse:
    found = call_of(slug)
    unfinished = progress.unfinished_count(found)
    if request.method != "POST":
        return _jury_page(
            request, found, unfinished, ActForm(), LockForm(unfinished_count=unfinished)
        )
    opening = ActForm(request.POST if request.POST.get("act") == "open" else None)
    locking = LockForm(
        unfinished_count=unfinished,
        data=request.POST if request.POST.get("act") == "lock" else None,
    )
    refused: Form = opening if opening.is_bound else locking
    try:
        if opening.is_valid():
            rubrics.open_reviewing(call=found, by=request.user)
            done = _("Die Begutachtung ist geöffnet, die formale Prüfung beendet.")
            messages.success(request, done)
            return redirect("office-jury", slug=slug)
        if locking.is_valid():
            rubrics.lock_scores(call=found, by=request.user)
            messages.success(request, _("Die Bewertungen sind gesperrt. Die Auswahl kann rechnen."))
            return redirect("office-selection", slug=slug)
    except Refusal as refusal:
        refusals.show(refused, refusal)
    return _jury_page(request, found, unfinished, opening, locking, status=400)


def _jury_page(
    request: OfficeRequest,
    call: Call,
    unfinished: int,
    opening: ActForm,
    locking: LockForm,
    status: int = 200,
) -> HttpResponse:
    members = list(progress.members_of(call))
    rubric = Rubric.objects.filter(call=call).select_related("frozen_by", "locked_by").first()
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "members": members,
        "due_count": sum(member.due_count for member in members),
        "final_count": sum(member.final_count for member in members),
        "unfinished_count": unfinished,
        "below_quorum_count": _below_quorum(call, rubric),
        "conflicts": Conflict.objects.filter(jury_member__call=call)
        .select_related("jury_member__user", "application__municipality")
        .order_by("jury_member__user__name", "application__municipality__name", "pk"),
        "rubric": rubric,
        "criteria": rubric.criteria.all() if rubric else [],
        "rules": rubric.diversity_rules.all() if rubric else [],
        "opening": opening,
        "locking": locking,
    }
    return render(request, "office/jury.html", context, status=status)


def _below_quorum(call: Call, rubric: Rubric | None) -> int:
    """How many applications would be out of the selection if the scores were locked now."""
    is_open = rubric is not None and rubric.frozen_at is not None and rubric.locked_at is None
    return progress.below_quorum_count(call, rubric.quorum) if rubric and is_open else 0
