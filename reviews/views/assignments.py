"""Who reads what, for the office: the load, and changing it by hand or anew."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from competition.errors import Refusal
from competition.forms import refusals
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews.assignments import assignment_plan, loads, workload
from reviews.assignments.assignment_plan import Wish
from reviews.assignments.workload import Ended, Pair, Workload
from reviews.forms.assignments import Choices, EndingForm, GivingForm, PairsForm
from reviews.services import assignments as services
from reviews.views.assignment_plans import Proposal, frame, settled

# Up to so many jurors the table names them all; of more it tells the number.
NAMED_JURORS = 8


@require_safe
@office_only
def assignments(request: OfficeRequest, slug: str) -> HttpResponse:
    load = workload.of(call_of(slug))
    rows = loads.of_applications(load)
    context = frame(load) | {
        "jurors": loads.of_jurors(load),
        "applications": rows,
        "short": [row for row in rows if row.is_below_quorum],
        "unfilled": [row for row in rows if row.lacks_panel and not row.is_below_quorum],
        "balance": loads.balance(load),
        "names_jurors": bool(load.panel_size) or len(load.jurors) <= NAMED_JURORS,
    }
    return render(request, "office/assignments.html", context)


@dataclass(frozen=True)
class Side:
    """One end of pairs, a juror or an application; ``others``: the other ends by their ids."""

    name: str
    url: str
    label: Any
    others: dict[str, tuple[Pair, str]]

    def choices(self, load: Workload, *, assigned: bool | None = None) -> Choices:
        """The other ends with how far they are: all, those assigned, or those that are not."""
        return [
            (key, _said(name, workload.standing(load, pair)))
            for key, (pair, name) in self.others.items()
            if assigned is None or (pair in load.current) is assigned
        ]


def _said(name: str, standing: str) -> str:
    return f"{name} ({standing})" if standing else name


def _ended(load: Workload, side: Side) -> list[tuple[str, Ended, str]]:
    """What was ended on this side: with whom, when and why, and how far it was."""
    return [
        (name, load.ended[pair], workload.standing(load, pair))
        for pair, name in side.others.values()
        if pair in load.ended
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def juror(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    load = workload.of(call_of(slug))
    member = load.jurors.get(pk)
    if member is None:
        raise Refusal("not_found")
    shown = {application for application, reader in load.current if reader == pk}
    shown.update(each.pk for each in load.admitted)
    others = {
        each.public_id: ((each.pk, pk), each.municipality.name)
        for each in load.applications.values()
        if each.pk in shown
    }
    url = reverse("office-assignments-juror", args=[slug, pk])
    return _pairs(request, load, Side(str(member), url, _("Bewerbungen"), others))


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def application(request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    load = workload.of(call_of(slug))
    found = next((a for a in load.applications.values() if a.public_id == public_id), None)
    if found is None:
        raise Refusal("not_found")
    others = {str(pk): ((found.pk, pk), str(member)) for pk, member in load.jurors.items()}
    url = reverse("office-assignments-application", args=[slug, public_id])
    return _pairs(request, load, Side(found.municipality.name, url, _("Jurymitglieder"), others))


def _pairs(request: OfficeRequest, load: Workload, side: Side) -> HttpResponse:
    """Pairs ticked on the page of one side: first what it comes to, then the act."""
    giving, ending = (
        form(
            choices=side.choices(load),
            label=side.label,
            data=request.POST if request.POST.get("act") == form.act else None,
        )
        for form in (GivingForm, EndingForm)
    )
    for form in (giving, ending):
        if form.is_valid():
            try:
                return settled(request, load.call, _by_hand(request, load, side, form))
            except Refusal as refusal:
                refusals.show(form, refusal)
    # Any pair may be sent, as its state may have changed; offered is what makes sense now.
    giving.offer(side.choices(load, assigned=False))
    ending.offer(side.choices(load, assigned=True))
    context = frame(load) | {
        "side": side,
        "giving": giving,
        "ending": ending,
        "ended": _ended(load, side),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "office/assignments/pairs.html", context, status=status)


def _by_hand(request: OfficeRequest, load: Workload, side: Side, form: PairsForm) -> Proposal:
    wishes = [Wish(side.others[key][0], form.act, form.reason()) for key in form.ticked()]
    return Proposal(
        plan=lambda fresh: assignment_plan.planned(fresh, wishes),
        carry_out=lambda digest: services.change(
            call=load.call, wishes=wishes, digest=digest, by=request.user
        ),
        sent_again=form.sent_again(),
        back=side.url,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def panels(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    proposal = Proposal(
        plan=services.recomputed,
        carry_out=lambda digest: services.recompute(call=call, digest=digest, by=request.user),
        sent_again=[],
        back=reverse("office-assignments", args=[slug]),
    )
    try:
        return settled(request, call, proposal)
    except Refusal as refusal:
        context = {
            "call": call,
            "synthetic": call.is_synthetic,
            "refusals": refusal.causes or (refusal,),
        }
        status = refusal.status if request.method == "POST" else 200
        return render(request, "office/assignments/refused.html", context, status=status)
