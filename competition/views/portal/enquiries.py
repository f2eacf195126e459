"""Asking about a call, and what became of one's own questions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import queries
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.enquiry import EnquiryForm
from competition.models import Enquiry
from competition.services import enquiries as service
from competition.views.enquiries import context_of, round_taking_enquiries
from competition.views.entrance import Visit, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    found = round_taking_enquiries(slug, visit.at)
    if request.method != "POST":
        return _page(request, visit, found, EnquiryForm())
    form = EnquiryForm(request.POST)
    if not form.is_valid():
        return _page(request, visit, found, form, status=400)
    try:
        service.ask(
            call=found.call,
            text=form.cleaned_data["text"],
            by=visit.person,
            received_at=visit.arrival(found.call),
        )
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, visit, found, form, status=refusal.status)
    messages.success(
        request, _("Ihre Frage ist eingegangen. Die Antwort lesen alle, Sie bekommen eine E-Mail.")
    )
    return redirect("enquiry-ask", slug)


def _page(
    request: HttpRequest,
    visit: Visit,
    found: queries.Round,
    form: EnquiryForm,
    *,
    status: int = 200,
) -> HttpResponse:
    mine = Enquiry.objects.filter(call=found.call, asked_by=visit.person)
    context = context_of(found) | {"form": form, "mine": mine.order_by("-asked_at", "-pk")}
    return render(request, "portal/enquiries.html", context, status=status)
