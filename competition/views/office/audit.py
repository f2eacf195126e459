"""The audit log: its chains, one subject's entries, whole chains as files, and whether all hold."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from competition import audit as chains
from competition import clock
from competition.audit import exporting, reading, words
from competition.errors import Refusal
from competition.filters import AuditFilter
from competition.models import Application, AuditEntry, AuditHead, Call
from competition.views.office.access import OfficeRequest, counted_page_of, office_only, page_of

FILES = {
    "csv": (exporting.as_csv, "text/csv; charset=utf-8"),
    "jsonl": (exporting.as_lines, "application/jsonl"),
}
# A subject that others name in what they log: a public id is long enough not to be met by chance.
NAMED_FROM = 16


@require_safe
@office_only
def audit(request: OfficeRequest) -> HttpResponse:
    read = AuditHead.objects.annotate(read_at=clock.Now()).select_related("call")
    heads = list(read.order_by("call__slug"))
    head = _head_among(heads, request)
    at = heads[0].read_at if heads else clock.now()
    listed = reading.told(AuditEntry.objects.filter(head=head), at)
    acts = (
        AuditEntry.objects.filter(head=head)
        .order_by("act")
        .values_list("act", flat=True)
        .distinct()
    )
    chosen = AuditFilter(
        request.GET,
        queryset=listed.order_by("-sequence"),
        acts=sorted(((act, words.sentence(act)) for act in acts), key=lambda each: each[1]),
        chains=[(each.call.slug, str(each.call)) for each in heads if each.call],
    )
    rows = chosen.qs if chosen.form.is_valid() else listed.none()
    context = {
        "filter": chosen,
        "page": counted_page_of(request, rows),
        "head": head,
        "heads": heads,
        "sealing": _sealing(head, at),
        # Walks every entry of every chain, so only when asked for.
        "states": chains.verify() if "verify" in request.GET else None,
    }
    return render(request, "office/audit.html", context)


def _sealing(head: AuditHead | None, at: datetime) -> list[Call]:
    """The calls that seal entries of the chain: a call's own alone, all of the internal one."""
    return [call for call in reading.sealing(at) if not head or head.call in (None, call)]


@require_safe
@office_only
def subject(request: OfficeRequest) -> HttpResponse:
    """Everything that was logged about one subject, in all chains, the earliest first.

    What is sealed is not counted either; of an application it is said that it is, and until when.
    """
    wanted = request.GET.get("subject", "").strip()
    if not wanted:
        return redirect("office-audit")
    at = clock.now()
    page = page_of(request, reading.opened(_about(wanted), at).order_by("at", "pk"))
    application = (
        Application.objects.filter(public_id=wanted).select_related("municipality", "call").first()
    )
    sealing = [each for each in reading.sealing(at) if application and each == application.call]
    if not page.object_list and not sealing:
        raise Refusal("not_found")
    context: dict[str, Any] = {"subject": wanted, "page": page, "application": application}
    context["sealing"] = sealing
    return render(request, "office/audit_subject.html", context)


def _about(wanted: str) -> "QuerySet[AuditEntry]":
    about = Q(subject=wanted)
    if len(wanted) >= NAMED_FROM and wanted.isalnum():
        about |= Q(payload__icontains=wanted)
    return AuditEntry.objects.filter(about)


@require_safe
@office_only
def export(request: OfficeRequest, ending: str) -> HttpResponseBase:
    """A whole chain, sealed where it must be; a request writes nothing, whoever asks."""
    head = _head_among(AuditHead.objects.select_related("call"), request)
    if head is None or ending not in FILES:
        raise Refusal("not_found")
    written, media_type = FILES[ending]
    name = f"protokoll-{exporting.name_of(head)}.{ending}"
    answer: HttpResponseBase
    answer = HttpResponse()
    if request.method != "HEAD":
        answer = StreamingHttpResponse(written(head, clock.now()))
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _head_among(heads: Iterable[AuditHead], request: HttpRequest) -> AuditHead | None:
    """The chain that ``?chain=`` names by its call, without it the internal one.

    Raises ``not_found`` for a chain that is not there; the internal one may be empty yet.
    """
    slug = request.GET.get("chain", "")
    head = next((each for each in heads if (each.call.slug if each.call else "") == slug), None)
    if head is None and slug:
        raise Refusal("not_found")
    return head
