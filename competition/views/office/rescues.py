"""The office lets somebody back in who has lost the second factor."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.rescue import RescueForm
from competition.models import Rescue, User
from competition.services import rescues as letting_in
from competition.views.office.access import OfficeRequest, office_only, page_of

ROWS = Rescue.objects.select_related("user", "proposed_by", "confirmed_by", "rejected_by")


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def rescues(request: OfficeRequest) -> HttpResponse:
    form = RescueForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _propose(request, form)
        except Refusal as refusal:
            refusals.show(form, refusal)
        else:
            messages.success(
                request,
                _("Vorgeschlagen. Bestätigen muss ein zweites Mitglied der Geschäftsstelle."),
            )
            return redirect("office-rescues")
    context = {"form": form, "page": page_of(request, ROWS.all())}
    return render(request, "office/rescues.html", context, status=400 if form.errors else 200)


def _propose(request: OfficeRequest, form: RescueForm) -> None:
    user = User.objects.filter(email__iexact=form.cleaned_data["email"]).first()
    if user is None:
        raise Refusal("account_unknown", field="email")
    letting_in.propose(user=user, reason=form.cleaned_data["reason"], by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def rescue(request: OfficeRequest, pk: int) -> HttpResponse:
    found = ROWS.filter(pk=pk).first()
    if found is None:
        raise Refusal("not_found")
    if request.method == "POST":
        act = letting_in.reject if "reject" in request.POST else letting_in.confirm
        act(rescue=found, by=request.user)
        messages.success(request, _("Ihre Entscheidung ist gespeichert."))
        return redirect("office-rescues")
    return render(request, "office/rescue.html", {"rescue": found})
