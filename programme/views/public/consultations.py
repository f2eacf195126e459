"""Documents open for discussion: read by anybody, commented on after confirming an address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition.errors import Refusal
from competition.forms import refusals
from competition.views.entrance import arrival_of, network_address
from competition.views.office.access import page_of
from programme.forms.consultations import CommentForm
from programme.models import Section
from programme.queries import consultations as reads
from programme.queries.consultations import Open
from programme.services import comments as service


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    page = page_of(request, reads.public(at))
    found = [Open(each, at + each.programme.call.clock_shift) for each in page]
    context = {
        "page": page,
        "running": [each for each in found if each.is_running],
        "ended": [each for each in found if not each.is_running],
        "synthetic": any(each.call.is_synthetic for each in found),
    }
    return render(request, "public/programme/consultations.html", context)


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    found = _found(slug)
    context = {**_context(found), "sections": list(reads.sections_with_counts(found.consultation))}
    return render(request, "public/programme/consultation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, slug: str, part: int) -> HttpResponse:
    if request.method != "POST":
        found = _found(slug)
        return _page(request, found, _section(found, part), CommentForm())
    received_at = arrival_of(request)
    found = _found(slug)
    asked, form = _section(found, part), CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, found, asked, form, status=400)
    try:
        service.submit(
            section=asked,
            received_at=received_at,
            network_address=network_address(request),
            **form.cleaned_data,
        )
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, found, asked, form, status=refusal.status)
    return redirect("consultation-commented", slug)


@require_safe
def commented(request: HttpRequest, slug: str) -> HttpResponse:
    context = {**_context(_found(slug)), "days": service.CONFIRM_WITHIN.days}
    return render(request, "public/programme/consultation_commented.html", context)


def _found(slug: str) -> Open:
    found = reads.public_one(slug, clock.now())
    if found is None:
        raise Refusal("not_found")
    return found


def _section(found: Open, part: int) -> Section:
    asked = found.consultation.sections.filter(position=part).first()
    if asked is None:
        raise Refusal("not_found")
    return asked


def _page(
    request: HttpRequest, found: Open, asked: Section, form: CommentForm, *, status: int = 200
) -> HttpResponse:
    real = found.at - found.call.clock_shift
    rows = reads.public_comments(found.consultation, real).filter(section=asked)
    context = {
        **_context(found),
        "section": asked,
        "page": page_of(request, rows),
        "form": form,
        "takes_comments": found.is_running and asked.takes_comments,
    }
    return render(request, "public/programme/consultation_section.html", context, status=status)


def _context(found: Open) -> dict[str, Any]:
    return {
        "consultation": found.consultation,
        "call": found.call,
        "is_running": found.is_running,
        "synthetic": found.call.is_synthetic,
    }
