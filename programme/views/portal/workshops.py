"""One workshop as a municipality sees it: when and where, and its answer to the invitation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms.refusals import show
from competition.views.entrance import Visit, signed_in
from programme.forms.workshops import AnnouncementForm
from programme.models import Agreement
from programme.queries import workshops as queries
from programme.queries.workshops import Taking
from programme.services import attendances
from programme.views.portal.access import Own, own_agreement


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def workshop(request: HttpRequest, visit: Visit, public_id: str, pk: int) -> HttpResponse:
    own, agreement = own_agreement(visit, public_id)
    taking = _named(own, agreement, pk)
    if request.method != "POST":
        return _page(request, own, taking, AnnouncementForm.of(taking))
    form = AnnouncementForm.of(taking, request.POST)
    if not form.is_valid():
        return _page(request, own, taking, form, status=400)
    try:
        attendances.announce(
            workshop=taking.workshop, agreement=agreement, by=visit.person, **form.cleaned_data
        )
    except Refusal as refusal:
        return _refused(request, own, _named(own, agreement, pk), refusal)
    messages.success(
        request, _("Ihre Antwort ist gespeichert. Bis zum Beginn lässt sie sich ändern.")
    )
    return redirect("portal-workshop", public_id, pk)


def _refused(request: HttpRequest, own: Own, taking: Taking, refusal: Refusal) -> HttpResponse:
    """What was typed stays in its fields; sent again, it is written over what stands now."""
    form = AnnouncementForm.of(taking, {**request.POST.dict(), "read": taking.digest})
    show(form, refusal)
    return _page(request, own, taking, form, status=refusal.status)


def _named(own: Own, agreement: Agreement, pk: int) -> Taking:
    for taking in queries.takings_of(agreement, own.at):
        if taking.workshop.pk == pk:
            return taking
    raise Refusal("not_found")


def _page(
    request: HttpRequest, own: Own, taking: Taking, form: AnnouncementForm, status: int = 200
) -> HttpResponse:
    context = {**own.context, "taking": taking, "workshop": taking.workshop, "form": form}
    return render(request, "portal/programme/workshop.html", context, status=status)
