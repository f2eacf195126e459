"""The log of refused acts: who tried to submit is sealed until the deadline, like the content."""

from datetime import datetime
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock, policies
from competition.filters import AttemptFilter
from competition.models import Attempt
from competition.models.audit import AttemptKind
from competition.templatetags.states import attempt_reason
from competition.views.office.access import OfficeRequest, office_only, page_of
from competition.views.office.availability import line

SEALED = (AttemptKind.SUBMISSION, AttemptKind.UPLOAD)


class Row(NamedTuple):
    """One refused act; ``opened``: may the office know whose it was?"""

    attempt: Attempt
    opened: bool


@require_safe
@office_only
def attempts(request: OfficeRequest) -> HttpResponse:
    related = ("user", "application__municipality", "application__call")
    listed = Attempt.objects.select_related(*related).annotate(read_at=clock.Now())
    codes = Attempt.objects.order_by("code").values_list("code", flat=True).distinct()
    chosen = AttemptFilter(
        request.GET,
        queryset=listed.order_by("-logged_at", "-pk"),
        codes=[(code, attempt_reason(code)) for code in codes],
    )
    page = page_of(request, chosen.qs if chosen.form.is_valid() else listed.none())
    call = chosen.form.cleaned_data.get("call") if chosen.form.is_valid() else None
    context = {
        "filter": chosen,
        "page": page,
        "rows": [_row(each, each.read_at) for each in page],
        "availability": line(call, clock.now()) if call else None,
    }
    return render(request, "office/attempts.html", context)


def _row(attempt: Attempt, at: datetime) -> Row:
    if attempt.application is None or attempt.kind not in SEALED:
        return Row(attempt, True)
    call = attempt.application.call
    return Row(attempt, policies.may_open_content(call, at + call.clock_shift).allowed)
