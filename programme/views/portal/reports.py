"""A report as the municipality meets it: written section by section, then filed for good."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import policies, queries, receipts
from competition.errors import Refusal
from competition.forms import refusals
from competition.moves import Actor
from competition.views.entrance import Visit, signed_in
from programme.forms.reports import ReportForm
from programme.models import Report
from programme.queries.reports import WRITABLE, own_report, received_cents, versions_of
from programme.reports import contents, reading
from programme.reports.words import standing
from programme.services import reports as service
from programme.views.papers import report_pdf
from programme.views.portal.access import Own, own_agreement


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def report(request: HttpRequest, visit: Visit, public_id: str, key: str) -> HttpResponse:
    own, found = _own(visit, public_id, key)
    if request.method != "POST":
        return _page(request, own, found)
    form = ReportForm(found, received_cents(found.agreement), request.POST)
    try:
        service.save(
            report=found,
            by=visit.person,
            read=form.revision(),
            sections=form.sections(),
            money=form.money(),
        )
    except Refusal as refusal:
        return _refused(request, own, found, form, refusal)
    if request.POST.get("then") == "file":
        return redirect("portal-report-file", public_id, key)
    messages.success(request, _("Gespeichert. Der Bericht ist noch NICHT eingereicht."))
    return redirect("portal-report", public_id, key)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def file(request: HttpRequest, visit: Visit, public_id: str, key: str) -> HttpResponse:
    own, found = _own(visit, public_id, key)
    if request.method != "POST":
        return _reading(request, visit, own, found)
    try:
        service.file(
            report=found,
            by=visit.person,
            received_at=own.at,
            read=request.POST.get("digest", ""),
        )
    except Refusal as refusal:
        return _reading(request, visit, *_own(visit, public_id, key), refusal)
    messages.success(request, _("Ihr Bericht ist eingegangen."))
    return redirect("portal-report", public_id, key)


@require_safe
@signed_in
def pdf(
    _request: HttpRequest, visit: Visit, public_id: str, key: str, version: int
) -> HttpResponse:
    _award, found = _own(visit, public_id, key)
    return report_pdf(found, version)


def _own(visit: Visit, public_id: str, key: str) -> tuple[Own, Report]:
    """One report of one's own award; whatever is not there is ``not_found``."""
    own, agreement = own_agreement(visit, public_id)
    found = own_report(agreement, key)
    if found is None:
        raise Refusal("not_found")
    return own, found


def _refused(
    request: HttpRequest,
    own: Own,
    found: Report,
    form: ReportForm,
    refusal: Refusal,
) -> HttpResponse:
    """Nothing was saved; everything typed stays in its field, what stands is shown beside it."""
    refusals.show(form, refusal, form.names)
    theirs: list[reading.Changed] = []
    if refusal.code == "version_conflict":
        form.yield_to(refusal.details["version"])
        theirs = reading.theirs(found.requirement, refusal.details["theirs"], form.sections())
    return _page(request, own, found, form, theirs, status=refusal.status)


def _page(
    request: HttpRequest,
    own: Own,
    found: Report,
    form: ReportForm | None = None,
    theirs: list[reading.Changed] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = _context(own, found)
    versions = list(versions_of(found))
    if form is None and context["is_writable"]:
        form = ReportForm(found, received_cents(found.agreement))
    latest = versions[0] if versions else None
    context |= {"form": form, "theirs": theirs or [], "versions": versions, "latest": latest}
    if latest:
        context |= reading.context(found.requirement, latest)
    return render(request, "portal/programme/report.html", context, status=status)


def _reading(
    request: HttpRequest,
    visit: Visit,
    own: Own,
    found: Report,
    refusal: Refusal | None = None,
) -> HttpResponse:
    content = contents.document(found, received_cents(found.agreement))
    context = _context(own, found)
    is_signatory = Actor.SIGNATORY in policies.actors(visit.person, own.application.municipality)
    missing = _named(found, list(contents.gaps(found.requirement, content)))
    context |= {
        "refusal": refusal,
        "sections": reading.shown(found.requirement, content),
        "statement": reading.statement(content),
        "changes": reading.changes(found.requirement, found.latest.content, content)
        if found.latest
        else [],
        "missing": missing,
        "digest": receipts.digest(content),
        "may_file": context["is_writable"] and is_signatory and not missing,
        "signatories": queries.signatories_of(own.application.municipality),
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/programme/report_file.html", context, status=status)


def _named(report: Report, missing: list[Refusal]) -> list[tuple[str, str, str]]:
    """What is missing: where in the form, what it is called, and why."""
    labels = contents.labels(report.requirement)
    form = ReportForm(report, 0)
    return [(form.place_of(each.field), labels[each.field], each.sentence) for each in missing]


def _context(own: Own, found: Report) -> dict[str, Any]:
    return {
        **own.context,
        "report": found,
        "requirement": found.requirement,
        "words": standing(found, own.at),
        "is_writable": found.state in WRITABLE and not own.application.erased_at,
        "is_over": found.due_at <= own.at,
        "left": found.due_at - own.at,
    }
