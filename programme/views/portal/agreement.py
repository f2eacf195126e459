"""The agreement or notice as the municipality reads and accepts it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import policies, queries
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.moves import Actor
from competition.views.entrance import Visit, signed_in
from programme.forms.agreements import AcceptForm
from programme.models import Agreement
from programme.models.programme import AwardForm
from programme.services import agreements
from programme.views.portal.access import Own, own_agreement


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agreement(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own, found = own_agreement(visit, public_id)
    is_notice = found.form == AwardForm.NOTICE
    if request.method != "POST":
        form = AcceptForm(initial={"read": found.digest}, is_notice=is_notice)
        return _page(request, visit, own, found, form)
    form = AcceptForm(request.POST, is_notice=is_notice)
    if not form.is_valid():
        return _page(request, visit, own, found, form, status=400)
    second_factor.require_fresh(request)
    try:
        agreements.accept(agreement=found, by=visit.person, read=form.cleaned_data["read"])
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, visit, own, found, form, status=refusal.status)
    messages.success(request, _("Angenommen. Sie bekommen eine Bestätigung mit allen Terminen."))
    return redirect("portal-award", public_id)


def _page(
    request: HttpRequest,
    visit: Visit,
    own: Own,
    found: Agreement,
    form: AcceptForm,
    *,
    status: int = 200,
) -> HttpResponse:
    town = own.application.municipality
    may_accept = found.accepted_at is None and Actor.SIGNATORY in policies.actors(
        visit.person, town
    )
    if may_accept:
        # Asked before anything is ticked, so that nothing is lost.
        second_factor.require_fresh(request)
    context = own.context | {
        "document": found.content,
        "form": form,
        "errors": form if form.is_bound else None,
        "may_accept": may_accept,
        "signatories": queries.signatories_of(town),
    }
    return render(request, "portal/programme/agreement.html", context, status=status)
