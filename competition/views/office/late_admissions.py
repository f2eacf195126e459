"""Letting an application in late: proposed with reason and proof, confirmed by a second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock, drafts, queries, wording
from competition.errors import Refusal
from competition.forms.periods import LateAdmissionForm, ProposalForm
from competition.forms.refusals import show
from competition.models import Application, Attempt, LateAdmission
from competition.models.audit import AttemptKind
from competition.services import late_admissions
from competition.templatetags.states import attempt_reason
from competition.views.office.access import OfficeRequest, call_of, office_only
from competition.views.office.proposals import named, opened_of, settled

FIELDS = {"until_at": "day"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def late_admission(request: OfficeRequest, slug: str, public_id: str) -> HttpResponse:
    shown = opened_of(call_of(slug), public_id)
    attempts = _attempts(shown)
    if request.method != "POST":
        return _page(request, shown, LateAdmissionForm(_choices(attempts)), attempts)
    if request.POST.get("act") == "propose":
        return _proposed(request, shown, attempts)
    return _settled(request, shown, attempts)


def _proposed(
    request: OfficeRequest, shown: Application, attempts: dict[str, Attempt]
) -> HttpResponse:
    form = LateAdmissionForm(_choices(attempts), request.POST)
    if not form.is_valid():
        return _page(request, shown, form, attempts, status=400)
    try:
        late_admissions.propose(
            application=shown,
            by=request.user,
            reason=form.cleaned_data["reason"],
            evidence=form.cleaned_data["evidence"],
            until_at=form.cleaned_data["ends_at"],
            attempt=attempts.get(form.cleaned_data["attempt"]),
        )
    except Refusal as refusal:
        show(form, refusal, FIELDS)
        return _page(request, shown, form, attempts, status=refusal.status)
    messages.success(
        request, _("Die Nachfrist ist vorgeschlagen. Bestätigen muss sie eine zweite Person.")
    )
    return redirect("office-late-admission", shown.call.slug, shown.public_id)


def _settled(
    request: OfficeRequest, shown: Application, attempts: dict[str, Attempt]
) -> HttpResponse:
    proposal = named(request, LateAdmission.objects.filter(application=shown))
    try:
        if settled(request) == "confirm":
            late_admissions.confirm(admission=proposal, by=request.user)
            messages.success(request, _("Die Nachfrist gilt. Die Kommune bekommt ein Schreiben."))
        else:
            late_admissions.reject(admission=proposal, by=request.user)
            messages.success(request, _("Der Vorschlag ist abgelehnt."))
    except Refusal as refusal:
        refused = ProposalForm(request.POST)
        show(refused, refusal, FIELDS)
        form = LateAdmissionForm(_choices(attempts))
        return _page(request, shown, form, attempts, refused=refused, status=refusal.status)
    return redirect("office-late-admission", shown.call.slug, shown.public_id)


def _attempts(shown: Application) -> dict[str, Attempt]:
    """The refused submissions, the latest first, by their key as text."""
    found = shown.attempts.filter(kind=AttemptKind.SUBMISSION).select_related("user")
    return {str(each.pk): each for each in found.order_by("-logged_at", "-pk")[:20]}


def _choices(attempts: dict[str, Attempt]) -> list[tuple[Attempt, str]]:
    return [(each, _words(each)) for each in attempts.values()]


def _words(attempt: Attempt) -> str:
    at, why = wording.moment(attempt.received_at, seconds=True), attempt_reason(attempt.code)
    return _("%(at)s: %(why)s (%(who)s)") % {"at": at, "why": why, "who": attempt.user or "–"}


def _page(
    request: OfficeRequest,
    shown: Application,
    form: LateAdmissionForm,
    attempts: dict[str, Attempt],
    *,
    refused: ProposalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = list(queries.late_admissions_of(shown))
    standing = next((each for each in found if each.is_open), None)
    context: dict[str, Any] = {
        "call": shown.call,
        "synthetic": shown.call.is_synthetic,
        "application": shown,
        "form": form,
        "errors": refused or form,
        "standing": standing,
        "is_own": standing is not None and standing.proposed_by_id == request.user.pk,
        "confirmation": standing and ProposalForm(initial={"proposal": standing.pk}),
        "valid": next((each for each in found if each.confirmed_at), None),
        "history": [each for each in found if each.rejected_at],
        "attempts": attempts.values(),
        "draft_digest": drafts.digest(shown) if attempts else "",
        "hindrance": _hindrance(shown),
    }
    return render(request, "office/late_admission.html", context, status=status)


def _hindrance(shown: Application) -> Refusal | None:
    """Why nobody can be let in any more, before anybody fills in the form."""
    try:
        late_admissions.require_open(shown.call, clock.now(shown.call))
    except Refusal as refusal:
        return refusal
    return Refusal("unknown_move") if shown.valid_version else None
