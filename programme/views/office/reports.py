"""Reports for the office: what is owed and what waits; reading, judging, giving more time."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.views.office.access import OfficeRequest, office_only, page_of
from programme.forms.reports import JudgementForm, LaterForm
from programme.models import Programme, Report
from programme.queries import reports as found
from programme.reports import contents, reading
from programme.reports.words import standing
from programme.services import reports as service
from programme.views.office.access import context_of, programme_of, with_programme
from programme.views.papers import report_pdf

VERDICTS = {"accept": True, "return": False}
FIELDS = {"due_at": "day"}


@require_safe
@office_only
@with_programme
def reports(request: OfficeRequest, programme: Programme) -> HttpResponse:
    at = clock.now(programme.call)
    page = page_of(request, found.reports_of(programme))
    context = {
        **context_of(programme.call),
        "programme": programme,
        "page_obj": page,
        "rows": [(each, standing(each, at)) for each in page],
        "counts": found.counts(programme, at),
    }
    return render(request, "office/programme/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def report(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    shown = found.report_of(programme_of(slug), pk)
    if shown is None:
        raise Refusal("not_found")
    if request.method != "POST":
        return _page(request, shown)
    if request.POST.get("act") == "extend":
        return _extended(request, shown)
    return _judged(request, shown)


@require_safe
@office_only
def pdf(_request: OfficeRequest, slug: str, pk: int, version: int) -> HttpResponse:
    shown = found.report_of(programme_of(slug), pk)
    if shown is None:
        raise Refusal("not_found")
    return report_pdf(shown, version)


def _judged(request: OfficeRequest, shown: Report) -> HttpResponse:
    form = JudgementForm(contents.labels(shown.requirement), request.POST)
    act = request.POST.get("act", "")
    if act not in VERDICTS:
        raise Refusal("malformed")
    try:
        service.judge(
            report=shown,
            by=request.user,
            read=request.POST.get("read", ""),
            is_accepted=VERDICTS[act],
            remark=request.POST.get("remark", ""),
            comments=form.comments(),
        )
    except Refusal as refusal:
        show(form, refusal, form.names)
        return _page(request, shown, judgement=form, status=refusal.status)
    if VERDICTS[act]:
        messages.success(request, _("Angenommen. Die Kommune bekommt ein Schreiben."))
    else:
        messages.success(request, _("Zurückgegeben. Die Kommune bekommt ein Schreiben."))
    return redirect("office-report", shown.agreement.award.call.slug, shown.pk)


def _extended(request: OfficeRequest, shown: Report) -> HttpResponse:
    form = LaterForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, later=form, status=400)
    try:
        service.extend(
            report=shown,
            by=request.user,
            due_at=form.cleaned_data["ends_at"],
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        show(form, refusal, FIELDS)
        return _page(request, shown, later=form, status=refusal.status)
    messages.success(request, _("Der Termin ist verlegt. Die Kommune bekommt ein Schreiben."))
    return redirect("office-report", shown.agreement.award.call.slug, shown.pk)


def _is_erased(shown: Report) -> bool:
    application = shown.agreement.award.application
    return application is not None and application.erased_at is not None


def _page(
    request: OfficeRequest,
    shown: Report,
    *,
    judgement: JudgementForm | None = None,
    later: LaterForm | None = None,
    status: int = 200,
) -> HttpResponse:
    call, requirement = shown.agreement.award.call, shown.requirement
    at, application = clock.now(call), shown.agreement.award.application
    versions = list(found.versions_of(shown))
    latest = versions[0] if versions else None
    context: dict[str, Any] = {
        **context_of(call),
        "report": shown,
        "requirement": requirement,
        "municipality": shown.agreement.award.municipality,
        "words": standing(shown, at),
        "application": application,
        "is_writable": shown.state in found.WRITABLE and not _is_erased(shown),
        "is_over": shown.due_at <= at,
        "left": shown.due_at - at,
        "versions": versions,
        "latest": latest,
        "is_late": bool(versions) and service.is_late(shown, versions[-1]),
        "judgement": judgement or JudgementForm(contents.labels(requirement)),
        "later": later or LaterForm(),
        "errors": judgement or later,
        "letters": found.letters_of(shown),
    }
    if latest:
        context |= reading.context(requirement, latest)
    if len(versions) > 1:
        before, after = versions[1].content, versions[0].content
        context["changes"] = reading.changes(requirement, before, after)
    return render(request, "office/programme/report.html", context, status=status)
