"""Changing the texts of a published call: seen word by word, then published as a new version."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.accounts import second_factor
from competition.call_setup import revisions, texts
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.revision import RevisionForm
from competition.models import Application, Call
from competition.services import call_versions
from competition.views.office.access import OfficeRequest, call_of, office_only


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def revision(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method != "POST":
        if not call.published_at:
            return redirect("office-setup", slug)
        return _page(request, call, RevisionForm.of(call))
    form = RevisionForm(request.POST)
    is_valid = form.is_valid()
    if request.POST.get("act") != "publish":
        return _page(request, call, form, status=200 if is_valid else 400)
    second_factor.require_fresh(request)
    return _published(request, call, form) if is_valid else _page(request, call, form, status=400)


def _published(request: OfficeRequest, call: Call, form: RevisionForm) -> HttpResponse:
    try:
        version = call_versions.revise_texts(
            call=call,
            changes=form.changes(),
            reason=form.cleaned_data["reason"],
            read=form.cleaned_data["read"],
            by=request.user,
        )
    except Refusal as refusal:
        refusals.show(form, refusal)
        call = call_of(call.slug)
        if refusal.code == "version_conflict":
            form.now_over(call)
        return _page(request, call, form, refused=refusal.code, status=refusal.status)
    messages.success(
        request,
        _("Fassung %(n)s ist veröffentlicht; wer beteiligt ist, bekommt ein Schreiben.")
        % {"n": version.number},
    )
    return redirect("office-setup", call.slug)


def _page(
    request: OfficeRequest, call: Call, form: RevisionForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    standing = texts.texts(call)
    typed = form.changes() if form.is_bound else {}
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "form": form,
        "refused": refused,
        "stored": [(str(label), standing[name]) for name, label in texts.LABELS.items()],
        "changes": revisions.changes(standing, {**standing, **typed}),
        "letters_count": Application.objects.filter(call=call).count(),
    }
    return render(request, "office/revision.html", context, status=status)
