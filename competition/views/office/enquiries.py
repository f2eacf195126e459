"""What applicants have asked about a round, and the answers that everybody reads."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms.enquiry import AnswerForm
from competition.forms.refusals import show
from competition.models import Call, Enquiry
from competition.services import enquiries as service
from competition.views.office.access import OfficeRequest, call_of, office_only, page_of


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def enquiries(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method != "POST":
        return _list(request, call, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _list(request, call, form, status=400)
    try:
        service.note(call=call, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        show(form, refusal)
        return _list(request, call, form, status=refusal.status)
    messages.success(request, _("Der Hinweis ist veröffentlicht."))
    return redirect("office-enquiries", slug)


def _list(
    request: OfficeRequest, call: Call, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    asked = Enquiry.objects.filter(call=call).select_related("asked_by")
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "waiting": asked.unanswered(),
        "page": page_of(request, asked.answered().reverse()),
        "form": form,
    }
    return render(request, "office/enquiries.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def enquiry(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    call = call_of(slug)
    found = (
        Enquiry.objects.filter(call=call, pk=pk).select_related("asked_by", "answered_by").first()
    )
    if found is None:
        raise Refusal("not_found")
    if request.method != "POST":
        return _page(request, call, found, AnswerForm(initial={"published_text": found.text}))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, call, found, form, status=400)
    try:
        service.answer(enquiry=found, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, call, found, form, status=refusal.status)
    messages.success(request, _("Frage und Antwort sind für alle veröffentlicht."))
    return redirect("office-enquiries", slug)


def _page(
    request: OfficeRequest, call: Call, found: Enquiry, form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    context = {"call": call, "synthetic": call.is_synthetic, "enquiry": found, "form": form}
    return render(request, "office/enquiry.html", context, status=status)
