"""One application of a round: sealed until its deadline, then read and screened."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock, moves, policies, queries, reading
from competition.attachments import Filed
from competition.errors import Refusal
from competition.forms.office import AdmissionForm, ExclusionForm
from competition.forms.refusals import show
from competition.forms.standard_reason import TAKE, taken
from competition.models import Application
from competition.models.audit import AttemptKind
from competition.models.standard_reason import ReasonUse
from competition.moves import Actor
from competition.phases import Phase
from competition.services import screening
from competition.views.downloads import listed
from competition.views.office.access import OfficeRequest, office_only

# Refused acts of the municipality itself that belong to its application's record.
KEPT = (AttemptKind.SUBMISSION, AttemptKind.UPLOAD)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def application(request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    shown = (
        Application.objects.filter(call__slug=slug, call__is_archive=False, public_id=public_id)
        .select_related(
            "call__announcement", "municipality", "contact", "screened_by", "valid_version"
        )
        .first()
    )
    if shown is None:
        raise Refusal("not_found")
    if request.method == "POST":
        return _screened(request, shown)
    return _page(request, shown)


def _exclusion(data: Any = None, **kwargs: Any) -> ExclusionForm:
    return ExclusionForm(queries.standard_reasons(ReasonUse.EXCLUSION), data, **kwargs)


def _screened(request: OfficeRequest, shown: Application) -> HttpResponse:
    """Admit or exclude, or take over a wording, as the pressed button says."""
    if request.POST.get("step") == TAKE:
        wordings = queries.standard_reasons(ReasonUse.EXCLUSION)
        return _page(request, shown, _exclusion(initial=taken(request.POST, wordings)))
    excludes = request.POST.get("act") == "exclude"
    read = request.POST.get("read", "")
    form = _exclusion(request.POST) if excludes else AdmissionForm(request.POST)
    try:
        if request.POST.get("act") not in {"admit", "exclude"}:
            raise Refusal("malformed")
        if not form.is_valid():
            return _page(request, shown, form)
        if excludes:
            reason = form.cleaned_data["reason"]
            screening.exclude(application=shown, read=read, by=request.user, reason=reason)
            messages.success(request, _("Die Bewerbung ist ausgeschlossen."))
        else:
            screening.admit(application=shown, read=read, by=request.user)
            messages.success(request, _("Die Bewerbung ist zugelassen."))
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, shown, form)
    return redirect("office-application", shown.call.slug, shown.public_id)


def _page(
    request: OfficeRequest, shown: Application, form: AdmissionForm | ExclusionForm | None = None
) -> HttpResponse:
    call = shown.call
    at = clock.now(call)
    opened = policies.may_open_content(call, at).allowed
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "application": shown,
        "opened": opened,
        "errors": form if form and form.is_bound else None,
        "exclusion": form if isinstance(form, ExclusionForm) else None,
    }
    if opened:
        moves = _moves(shown, call.phase(at=at))
        context |= _opened(shown) | {"moves": moves}
        if "exclude" in moves and context["exclusion"] is None:
            context["exclusion"] = _exclusion()
    return render(request, "office/application.html", context)


def _opened(shown: Application) -> dict[str, object]:
    """What may be read once the deadline has passed: content, receipt, moves, refused attempts."""
    version = shown.valid_version
    receipts = shown.versions.select_related("receipt").defer("content").order_by("-number")
    return {
        "version": version,
        "correction": queries.corrections_of(shown).first() if version else None,
        "admission": None if version else queries.late_admissions_of(shown).first(),
        "may_ask": shown.call.screening_closed_at is None,
        "answers": reading.shown(version.content, list(shown.call.questions.all()))
        if version
        else [],
        "files": listed(version.content if version else None, partial(_file_url, shown)),
        "versions": receipts,
        "steps": shown.moves.select_related("made_by"),
        "attempts": shown.attempts.filter(kind__in=KEPT).select_related("user"),
    }


def _file_url(shown: Application, file: Filed) -> str:
    parts = [shown.call.slug, shown.public_id, file.key, file.sha256]
    return reverse("office-attachment", args=parts)


def _moves(shown: Application, phase: Phase) -> list[str]:
    """The buttons: what the office may do now. Once reviewing has opened, nothing any more."""
    if shown.call.screening_closed_at:
        return []
    return moves.available(state=shown.state, phase=phase, actors=frozenset({Actor.OFFICE}))
