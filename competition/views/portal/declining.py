"""Doing without an award: what it means, why, and that it is meant."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import outcomes, queries
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms.declining import DeclineForm
from competition.forms.refusals import show
from competition.models import Application, Award
from competition.services import awards
from competition.views.entrance import Visit, signed_in
from competition.views.portal.draft import context_of, draft_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def decline(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id)
    award = outcomes.award_of(own, visit.at)
    if request.method != "POST":
        return _page(request, visit, own, award, DeclineForm())
    if award is None:
        raise Refusal("not_found")
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, own, award, form, status=400)
    second_factor.require_fresh(request)
    try:
        awards.decline(award=award, reason=form.cleaned_data["reason"], by=visit.person)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, visit, own, award, form, status=refusal.status)
    note = _("%(name)s hat auf die Förderung verzichtet. Sie bekommen eine Bestätigung.")
    messages.success(request, note % {"name": own.municipality.name})
    return redirect("application", own.public_id)


def _page(
    request: HttpRequest,
    visit: Visit,
    own: Application,
    award: Award | None,
    form: DeclineForm,
    *,
    status: int = 200,
) -> HttpResponse:
    draft = draft_of(own, visit)
    stands = draft.result == outcomes.Result.AWARDED
    if stands and draft.is_signatory:
        # Asked before anything is typed, so that nothing typed is lost.
        second_factor.require_fresh(request)
    context = context_of(draft) | {
        "award": award if stands else None,
        "form": form,
        "errors": form if form.is_bound else None,
        "may_decline": stands and draft.is_signatory,
        "signatories": queries.signatories_of(own.municipality),
    }
    return render(request, "portal/decline.html", context, status=status)
