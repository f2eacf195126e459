"""Setting up a call that is not published: what it says, section by section."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition.call_setup import draft
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.call_setup import NAMES, SECTIONS, DatesForm, SectionForm
from competition.models import Call
from competition.services import call_drafts
from competition.views.office import call_words
from competition.views.office.access import OfficeRequest, call_of, office_only

# Where a constraint of several fields is shown.
WHOLE = {"dates": "opens_day", "money": "budget_cents"}
# A document's own deadline that would end before the call's.
QUESTIONS = "deadline_day"


@require_safe
@office_only
def overview(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    sections = [
        (address, name, call_words.section(call, key))
        for key, (address, name) in call_words.SECTIONS.items()
    ]
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "sections": sections,
        "questions_count": call.questions.count(),
    }
    return render(request, "office/call_setup.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def section(request: OfficeRequest, slug: str, section: str) -> HttpResponse:
    key = call_words.BY_ADDRESS.get(section)
    if key is None:
        raise Refusal("not_found")
    call = call_of(slug)
    if request.method != "POST":
        if call.published_at:
            return redirect("office-setup", slug)
        return _page(request, call, key, SECTIONS[key].of(call))
    form = SECTIONS[key](request.POST)
    is_valid = form.is_valid()
    if request.POST.get("act") == "check":
        return _page(request, call, key, form, is_checked=True)
    if not is_valid:
        return _page(request, call, key, form, status=400)
    return _saved(request, call, key, form)


def _saved(request: OfficeRequest, call: Call, key: str, form: SectionForm) -> HttpResponse:
    over = form.cleaned_data["over"]
    try:
        call = call_drafts.edit(call=call, fields=form.given(), over=over, by=request.user)
    except Refusal as refusal:
        names = {**NAMES, "__all__": WHOLE.get(key, ""), "questions": QUESTIONS}
        refusals.show(form, refusal, names)
        call = call_of(call.slug)
        if refusal.code == "version_conflict":
            form.now_over(call)
        return _page(request, call, key, form, refused=refusal.code, status=refusal.status)
    messages.success(request, _("Gespeichert. Sichtbar ist der Wettbewerb noch nicht."))
    return redirect("office-setup", call.slug)


def _page(
    request: OfficeRequest,
    call: Call,
    key: str,
    form: SectionForm,
    *,
    is_checked: bool = False,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "section": key,
        "name": call_words.SECTIONS[key][1],
        "form": form,
        "is_checked": is_checked,
        "refused": refused,
        "stored": call_words.section(call, key),
        "dates": _dates(call, form) if isinstance(form, DatesForm) else [],
    }
    return render(request, "office/call_section.html", context, status=status)


def _dates(call: Call, form: DatesForm) -> list[call_words.Said]:
    """The dates in words: as they were typed, as far as they can be read, else as they stand."""
    given = form.cleaned_data if form.is_bound else draft.values(call, DatesForm.INSTANTS)
    return [call_words.said(call, name, given.get(name)) for name in DatesForm.INSTANTS]
