"""The table of assignments, for the office: out as it stands, and in again, looked at first."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Call
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews.assignments import assignment_table, workload
from reviews.forms.assignments import TableForm
from reviews.services import assignments
from reviews.views.assignment_plans import Proposal, frame, settled


@require_safe
@office_only
def table(_request: OfficeRequest, slug: str) -> HttpResponse:
    load = workload.of(call_of(slug))
    body = assignment_table.written(load).encode("utf-8-sig")
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="zuteilung-{slug}.csv"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def table_import(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    form = TableForm()
    if request.method == "POST":
        again = "digest" in request.POST
        form = TableForm(request.POST, request.FILES, is_sent_again=again)
    faults: Sequence[Refusal] = ()
    try:
        content = _content(request, form)
        if content is not None:
            return settled(request, call, _by_table(request, call, content))
    except Refusal as refusal:
        faults = refusal.causes
        refusals.show(form, refusal if not faults else Refusal(refusal.code, **refusal.details))
    context = frame(workload.of(call)) | {
        "form": form,
        "faults": faults,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "office/assignments/import.html", context, status=status)


def _content(request: OfficeRequest, form: TableForm) -> str | None:
    """The table's text, as it comes or as it is sent again; None where there is none."""
    if "digest" in request.POST:
        return request.POST.get("content", "")
    if request.method == "POST" and not request.FILES and _is_large(request):
        raise Refusal("table_too_large", field="file", limit=assignment_table.MAX_BYTES // 1_000)
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    return assignment_table.decoded(file.read(assignment_table.MAX_BYTES + 1))


def _is_large(request: OfficeRequest) -> bool:
    """Whether there is more in the request than is read: then its file is missing."""
    said = request.headers.get("Content-Length", "")
    return said.isdecimal() and int(said) > assignment_table.MAX_BYTES


def _by_table(request: OfficeRequest, call: Call, content: str) -> Proposal:
    return Proposal(
        plan=lambda load: assignment_table.planned(load, content),
        carry_out=lambda digest: assignments.import_table(
            call=call, content=content, digest=digest, by=request.user
        ),
        sent_again=[("content", content)],
        back=reverse("office-assignments-import", args=[call.slug]),
    )
