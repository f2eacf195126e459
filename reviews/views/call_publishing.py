"""The last look before everybody's: what is set, what is odd, the document itself; then publish."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from competition import clock, queries, receipts
from competition.accounts import second_factor
from competition.call_setup import checklist
from competition.call_setup.checklist import Point
from competition.errors import Refusal
from competition.models import Call, Publication
from competition.phases import phase
from competition.views import call_document
from competition.views.office import call_words
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import bundles, call_checklist
from reviews.models import Rubric
from reviews.services import rubric as rubrics

# Besides the sections of the set-up.
OTHERS = {
    "questions": gettext_lazy("Fragen des Formulars"),
    "rubric": gettext_lazy("Bewertungsbogen"),
    "rules": gettext_lazy("Auswahlregeln und Los"),
}
PAGES = {"questions": "office-questions", "rubric": "office-rubric", "rules": "office-rules"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def publish(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method != "POST":
        return redirect("office-setup", slug) if call.published_at else _page(request, call)
    second_factor.require_fresh(request)
    try:
        rubrics.publish(call=call, by=request.user, read=request.POST.get("read", ""))
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
        if refusal.code == "call_published":
            return redirect("office-setup", slug)
        return _page(request, call, refused=refusal.code, status=refusal.status)
    messages.success(request, _("Der Wettbewerb ist veröffentlicht. Bogen und Regeln stehen fest."))
    return redirect("office-call", slug)


def _page(
    request: OfficeRequest, call: Call, *, refused: str = "", status: int = 200
) -> HttpResponse:
    at = clock.now(call)
    prefetch_related_objects([call], "questions")
    rubric = _stored(call)
    points = [
        *checklist.points(call, at),
        *call_checklist.points(rubric, _hindrance(call, rubric)),
    ]
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "refused": refused,
        "points": [(_name(point), _address(call, point), point) for point in points],
        "is_ready": not any(point.missing for point in points),
        "read": bundles.publication_digest(call, rubric),
        "is_preview": True,
        **_document(call, rubric, at),
    }
    return render(request, "office/call_publish.html", context, status=status)


def _stored(call: Call) -> Rubric | None:
    rows = Rubric.objects.filter(call=call).select_related("call__copied_from")
    return rows.prefetch_related("criteria", "diversity_rules").first()


def _hindrance(call: Call, rubric: Rubric | None) -> str:
    try:
        if rubric:
            rubrics.require_computable(call, rubric)
    except Refusal as refusal:
        return refusal.sentence
    return ""


def _name(point: Point) -> str:
    named = OTHERS.get(point.section)
    return str(named or call_words.SECTIONS[point.section][1])


def _address(call: Call, point: Point) -> str:
    """Where the point is set; "" for what has no page of its own here."""
    if point.section in call_words.SECTIONS:
        section = call_words.SECTIONS[point.section][0]
        return reverse("office-setup-section", args=[call.slug, section])
    name = PAGES.get(point.section)
    return reverse(name, args=[call.slug]) if name else ""


def _document(call: Call, rubric: Rubric | None, at: datetime) -> dict[str, Any]:
    """The public page's own context, as it would be if the call were published now."""
    current = phase(
        published_at=at,
        opens_at=call.opens_at,
        deadline_at=call.deadline_at,
        public_at=None,
        at=at,
    )
    found = queries.Round(call, at, current)
    documents = bundles.documents(rubric) if rubric else {}
    frozen = {
        kind.value: Publication(
            call=call, kind=kind, content=content, digest=receipts.digest(content), frozen_at=at
        )
        for kind, content in documents.items()
    }
    return {"round": found, **call_document.of(found, frozen)}
