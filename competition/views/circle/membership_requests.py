"""One request to act for the municipality: admit or decline."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from competition import memberships
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.membership import RoleForm
from competition.models import MembershipRequest
from competition.services import membership_requests
from competition.views.circle.door import Door, show


def decide(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    asked = memberships.open_requests().filter(municipality=door.municipality, pk=pk).first()
    if asked is None:
        return _gone(request, door, pk)
    if request.method != "POST":
        return _page(request, door, asked, _form(door, initial={"role": asked.role}))
    form = _form(door, request.POST)
    declines = request.POST.get("act") == "decline"
    if not declines and not form.is_valid():
        return _page(request, door, asked, form, status=400)
    try:
        if declines:
            membership_requests.decline(request=asked, by=door.person)
            note = _("Die Anfrage von %(name)s ist abgelehnt.")
        else:
            membership_requests.admit(request=asked, by=door.person, **form.cleaned_data)
            note = _("%(name)s handelt jetzt mit für diese Kommune.")
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, door, asked, form, status=refusal.status)
    messages.success(request, note % {"name": asked.user.name})
    return redirect(door.to("municipality"))


def _form(door: Door, *data: Any, **more: Any) -> RoleForm:
    return RoleForm(*data, roles=door.roles, with_reason=door.must_give_reason, **more)


def _page(
    request: HttpRequest,
    door: Door,
    asked: MembershipRequest,
    form: RoleForm,
    *,
    status: int = 200,
) -> HttpResponse:
    can_decide = asked.role in door.roles
    return show(
        request, door, "request", asked=asked, form=form, can_decide=can_decide, status=status
    )


def _gone(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    """A colleague was faster (the link of a letter may be old): say so where the people are."""
    if not MembershipRequest.objects.filter(municipality=door.municipality, pk=pk).exists():
        raise Refusal("not_found")
    messages.info(request, Refusal("request_settled").sentence)
    return redirect(door.to("municipality"))
