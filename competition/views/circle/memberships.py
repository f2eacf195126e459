"""One member: another role, or the end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.membership import ReasonForm, RoleForm
from competition.models import Membership
from competition.models.membership import Role
from competition.services import memberships
from competition.views.circle.door import Door, show


def role(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    membership = _membership(door, pk)
    own = membership.user_id == door.person.pk
    if not own and not door.can_sign:
        raise Refusal("not_allowed")
    if request.method != "POST":
        return _role_page(request, door, membership, initial={"role": membership.role})
    form = _role_form(door, membership, request.POST)
    if not form.is_valid():
        return _role_page(request, door, membership, form, status=400)
    try:
        memberships.change_role(membership=membership, by=door.person, **form.cleaned_data)
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _role_page(request, door, membership, form, status=refusal.status)
    note = _("Die Rolle von %(name)s ist gespeichert. Alle werden benachrichtigt.")
    messages.success(request, note % {"name": membership.user.name})
    return redirect(door.to("municipality"))


def _role_form(door: Door, membership: Membership, *data: Any, **more: Any) -> RoleForm:
    """Nobody is offered to give oneself the right to sign; one may give it up."""
    own = membership.user_id == door.person.pk
    roles = [each for each in Role.values if not own or each in (Role.EDITOR, membership.role)]
    return RoleForm(*data, roles=roles, with_reason=door.must_give_reason, **more)


def _role_page(
    request: HttpRequest,
    door: Door,
    membership: Membership,
    form: RoleForm | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    own = membership.user_id == door.person.pk
    return show(
        request,
        door,
        "membership",
        status=status,
        membership=membership,
        form=form or _role_form(door, membership, **more),
        own=own,
        end_label=_end_heading(door, membership),
        end_url=door.to("membership-end", membership.pk),
    )


def end(request: HttpRequest, door: Door, pk: int) -> HttpResponse:
    membership = _membership(door, pk)
    own = membership.user_id == door.person.pk
    if not own and not door.can_sign:
        raise Refusal("not_allowed")
    if request.method != "POST":
        form = ReasonForm(with_reason=door.is_office)
        return _end_page(request, door, membership, form)
    form = ReasonForm(request.POST, with_reason=door.is_office)
    if not form.is_valid():
        return _end_page(request, door, membership, form, status=400)
    try:
        if own:
            memberships.leave(membership=membership, by=door.person)
        else:
            memberships.remove(membership=membership, by=door.person, **form.cleaned_data)
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _end_page(request, door, membership, form, status=refusal.status)
    return _ended(request, door, membership)


def _end_page(
    request: HttpRequest,
    door: Door,
    membership: Membership,
    form: ReasonForm,
    *,
    status: int = 200,
) -> HttpResponse:
    return show(
        request,
        door,
        "membership_end",
        status=status,
        membership=membership,
        form=form,
        own=membership.user_id == door.person.pk,
        heading=_end_heading(door, membership),
    )


def _end_heading(door: Door, membership: Membership) -> str:
    names = {"name": membership.user.name, "municipality": door.municipality.name}
    if membership.user_id == door.person.pk:
        return _("Nicht mehr für %(municipality)s handeln") % names
    return _("%(name)s entfernen") % names


def _ended(request: HttpRequest, door: Door, membership: Membership) -> HttpResponse:
    names = {"name": membership.user.name, "municipality": door.municipality.name}
    if membership.user_id == door.person.pk:
        messages.success(request, _("Sie handeln nicht mehr für %(municipality)s.") % names)
        return redirect("portal-municipalities")
    messages.success(request, _("%(name)s handelt nicht mehr für %(municipality)s.") % names)
    return redirect(door.to("municipality"))


def _membership(door: Door, pk: int) -> Membership:
    found = (
        Membership.objects.select_related("user", "municipality")
        .filter(municipality=door.municipality, pk=pk)
        .first()
    )
    if found is None:
        raise Refusal("not_found")
    return found
