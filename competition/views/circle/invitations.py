"""Inviting somebody to act for the municipality; sending the link again; revoking it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from competition import memberships
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.membership import InvitationForm
from competition.models import Invitation, User
from competition.services import invitations
from competition.views.circle.door import Door, show


def invite(request: HttpRequest, door: Door) -> HttpResponse:
    if request.method != "POST":
        form = _form(door, initial={"role": door.roles[0]})
        return show(request, door, "invite", form=form)
    form = _form(door, request.POST)
    status = 400
    if form.is_valid():
        try:
            invitations.invite(municipality=door.municipality, by=door.person, **form.cleaned_data)
        except Refusal as refusal:
            refusals.show(form, refusal)
            status = refusal.status
        else:
            return sent(request, form.cleaned_data["email"], door.to("municipality"))
    return show(request, door, "invite", form=form, status=status)


def _form(door: Door, *data: Any, **more: Any) -> InvitationForm:
    return InvitationForm(*data, roles=door.roles, with_reason=door.must_give_reason, **more)


def invitation(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    found = memberships.unanswered().filter(municipality=door.municipality, pk=pk).first()
    if found is None:
        raise Refusal("not_found")
    return settle(request, found, door.person, door.to("municipality"))


def settle(request: HttpRequest, found: Invitation, by: User, back: str) -> HttpResponse:
    """Confirm it, send it again or revoke it, as ``act`` says, and go back."""
    try:
        if request.POST.get("act") == "confirm":
            invitations.confirm(invitation=found, by=by)
            return sent(request, found.email, back)
        if request.POST.get("act") == "resend":
            invitations.resend(invitation=found, by=by)
            return sent(request, found.email, back)
        invitations.revoke(invitation=found, by=by)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect(back)
    note = _("Die Einladung an %(address)s ist zurückgezogen; ihr Link gilt nicht mehr.")
    messages.success(request, note % {"address": found.email})
    return redirect(back)


def sent(request: HttpRequest, address: str, back: str) -> HttpResponse:
    """Say that the letter is on its way, whoever reads that address."""
    note = _("Die Einladung geht an %(address)s. Der Link gilt 14 Tage.")
    messages.success(request, note % {"address": address})
    return redirect(back)
