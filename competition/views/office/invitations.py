"""Inviting people who act for no municipality: to the office, or just to an account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from competition import clock, memberships
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.membership import AccountInvitationForm
from competition.models.invitation import InvitedRole
from competition.services import invitations as service
from competition.views.circle.invitations import sent, settle
from competition.views.office.access import OfficeRequest, office_only


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def invitations(request: OfficeRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, AccountInvitationForm())
    form = AccountInvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        service.invite(by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, form, status=refusal.status)
    if form.cleaned_data["role"] == InvitedRole.OFFICE:
        note = _("Bestätigen muss die Einladung ein zweites Mitglied; erst dann geht der Link ab.")
        messages.success(request, note)
        return redirect("office-invitations")
    return sent(request, form.cleaned_data["email"], reverse("office-invitations"))


def _page(
    request: OfficeRequest, form: AccountInvitationForm, *, status: int = 200
) -> HttpResponse:
    at = clock.now()
    rows = memberships.unanswered().filter(municipality__isnull=True)
    listed = [
        (each, reverse("office-account-invitation", args=[each.pk]), True, each.expires_at <= at)
        for each in rows
    ]
    context = {"form": form, "rows": listed}
    return render(request, "office/invitations.html", context, status=status)


@require_POST
@office_only
def invitation(request: OfficeRequest, pk: int) -> HttpResponse:
    found = memberships.unanswered().filter(municipality__isnull=True, pk=pk).first()
    if found is None:
        raise Refusal("not_found")
    return settle(request, found, request.user, reverse("office-invitations"))
