"""The award of one application, as the office sees it; and declining it on evidence."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock, outcomes
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms.declining import DeclineOnEvidenceForm
from competition.forms.refusals import show
from competition.models import Application, Award
from competition.services import awards
from competition.views.office.access import OfficeRequest, call_of, office_only


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def award(request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    call = call_of(slug)
    found = Application.objects.filter(call=call, public_id=public_id)
    shown = found.select_related("call", "municipality", "contact").first()
    if shown is None:
        raise Refusal("not_found")
    if request.method != "POST":
        return _page(request, shown, DeclineOnEvidenceForm())
    second_factor.require_fresh(request)
    return _declined(request, shown)


def _declined(request: OfficeRequest, shown: Application) -> HttpResponse:
    award = outcomes.award_of(shown, clock.now())
    form = DeclineOnEvidenceForm(request.POST)
    if award is None:
        # What waits for its instant is the office's to know, and not to decline.
        waits = Award.objects.filter(application=shown).exists()
        raise Refusal("award_not_public" if waits else "not_found")
    if not form.is_valid():
        return _page(request, shown, form, status=400)
    try:
        awards.decline(
            award=award,
            reason=form.cleaned_data["reason"],
            evidence=form.cleaned_data["evidence"],
            by=request.user,
        )
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, shown, form, status=refusal.status)
    messages.success(
        request,
        _("Der Verzicht ist eingetragen. Der Platz ist frei, die Kommune hat es schriftlich."),
    )
    return redirect("office-award", shown.call.slug, shown.public_id)


def _page(
    request: OfficeRequest, shown: Application, form: DeclineOnEvidenceForm, *, status: int = 200
) -> HttpResponse:
    call, at = shown.call, clock.now()
    found = Award.objects.filter(application=shown).order_by("-pk")
    related = ("amendment", "ended_by", "granted_by", "declined_by", "revoked_by")
    history = list(found.select_related(*related, "call__announcement"))
    result = outcomes.results_of([shown], at).get(shown.pk)
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "application": shown,
        "history": history,
        "form": form,
        "errors": form if form.is_bound else None,
        "may_decline": result == outcomes.Result.AWARDED,
        "places": outcomes.places_of(call),
    }
    return render(request, "office/award.html", context, status=status)
