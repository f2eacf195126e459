"""The tranches of one award: which may be requested, which were, and what was paid."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import policies, queries, wording
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.moves import Actor
from competition.views.entrance import Visit, signed_in
from programme.forms.tranches import RequestForm
from programme.models import Agreement, Tranche
from programme.queries import tranches as found
from programme.services import tranches
from programme.views.portal.access import Own, own_agreement


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def payments(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own, agreement = own_agreement(visit, public_id)
    standings = found.standings(agreement)
    if request.method != "POST":
        form = RequestForm(open_=_open(standings), initial=found.last_account(agreement))
        return _page(request, visit, own, agreement, standings, form)
    form = RequestForm(request.POST, open_=_open(standings))
    if not form.is_valid():
        return _page(request, visit, own, agreement, standings, form, status=400)
    second_factor.require_fresh(request)
    typed = dict(form.cleaned_data)
    try:
        tranche = Tranche.objects.get(pk=typed.pop("tranche"))
        tranches.ask(agreement=agreement, tranche=tranche, by=visit.person, **typed)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, visit, own, agreement, standings, form, status=refusal.status)
    messages.success(request, _("Angefordert. Die Ansprechperson bekommt eine Bestätigung."))
    return redirect("portal-payments", public_id)


def _open(standings: list[found.Standing]) -> list[tuple[found.Standing, str]]:
    words = _("%(n)s. Teilbetrag: %(sum)s")
    return [
        (each, words % {"n": each.tranche.number, "sum": wording.euros(each.tranche.amount_cents)})
        for each in standings
        if not each.hindrance
    ]


def _page(
    request: HttpRequest,
    visit: Visit,
    own: Own,
    agreement: Agreement,
    standings: list[found.Standing],
    form: RequestForm,
    *,
    status: int = 200,
) -> HttpResponse:
    town = own.application.municipality
    is_signatory = Actor.SIGNATORY in policies.actors(visit.person, town)
    may_ask = is_signatory and any(not each.hindrance for each in standings)
    if may_ask:
        # Asked before anything is typed, so that nothing typed is lost.
        second_factor.require_fresh(request)
    requests = list(found.requests_of(agreement))
    context = own.context | {
        "standings": standings,
        "rejected": [each for each in requests if each.rejected_at],
        "paid_cents": found.paid_cents(requests),
        "form": form,
        "errors": form if form.is_bound else None,
        "may_ask": may_ask,
        "is_open": any(not each.hindrance for each in standings),
        "signatories": queries.signatories_of(town),
    }
    return render(request, "portal/programme/payments.html", context, status=status)
