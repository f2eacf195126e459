"""All letters of a round: where each stands, what became of it, and sending one again."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock, policies, queries
from competition.errors import Refusal
from competition.filters import NoticeFilter
from competition.forms.office import NumberForm
from competition.models import Call, Notice
from competition.models.notice import NoticeState
from competition.services import notices as service
from competition.services.heartbeats import is_alive
from competition.views.office.access import (
    OfficeRequest,
    call_of,
    office_only,
    page_of,
    read_at,
)

if TYPE_CHECKING:
    from competition.queries import RetrievedNotice


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def notices(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method == "POST":
        return _repeated_from_list(request, call)
    listed = _listed(call)
    at = read_at(call)
    opened = policies.may_open_content(call, at + call.clock_shift).allowed
    # Before the deadline an order by time would tell who submitted when.
    order = ("-due_at", "-id") if opened else ("application__municipality__name", "id")
    queryset = listed.defer("body").order_by(*order)
    chosen = NoticeFilter(request.GET, queryset=queryset, opened=opened)
    page = page_of(request, chosen.qs if chosen.form.is_valid() else listed.none())
    # Who opened a letter when is asked for the rows of the page alone, after they have been found.
    found = cast("QuerySet[RetrievedNotice]", page.object_list)
    page.object_list = queryset.filter(pk__in=found.values("pk"))
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "filter": chosen,
        "page": page,
        "opened": opened,
        "is_stalled": Notice.objects.filter(call=call).due(at).exists() and not is_alive("worker"),
    }
    return render(request, "office/notices.html", context)


def _listed(call: Call) -> "QuerySet[RetrievedNotice, RetrievedNotice]":
    rows = Notice.objects.filter(call=call)
    return queries.with_retrieval(rows).select_related("recipient", "application__municipality")


def _repeated_from_list(request: OfficeRequest, call: Call) -> HttpResponse:
    """Send one failed letter again; the list comes back as it was filtered."""
    form = NumberForm(request.POST)
    found = call.notices.filter(pk=form.cleaned_data["notice"]).first() if form.is_valid() else None
    if found is None:
        raise Refusal("not_found")
    try:
        _say(request, service.repeat(notice=found, by=request.user))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect(request.get_full_path())


def _say(request: OfficeRequest, again: Notice) -> None:
    told = {"address": again.address}
    messages.success(request, _("Das Schreiben geht noch einmal an %(address)s.") % told)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def notice(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    call = call_of(slug)
    rows = _listed(call).select_related("repeats", "repeated_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Refusal("not_found")
    # A receipt says what was submitted and when: sealed like the application, until the deadline.
    policies.may_open_content(call, clock.now(call)).enforce()
    if request.method != "POST":
        return _page(request, call, found)
    try:
        again = service.repeat(
            notice=found, by=request.user, although_sent=request.POST.get("sure") == "on"
        )
    except Refusal as refusal:
        return _page(request, call, found, refusal)
    _say(request, again)
    return redirect("office-notice", slug, again.pk)


def _page(
    request: OfficeRequest, call: Call, found: "RetrievedNotice", refusal: Refusal | None = None
) -> HttpResponse:
    first = found.repeats_id or found.pk
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "letter": found,
        "retrievals": queries.retrievals_of(found),
        "repetitions": Notice.objects.filter(repeats=first)
        .exclude(pk=found.pk)
        .select_related("repeated_by")
        .order_by("pk"),
        "refusal": refusal,
        "may_repeat": found.state != NoticeState.WAITING,
        "is_sent": found.state == NoticeState.SENT,
        "asks": "repeat" in request.GET or refusal is not None,
    }
    return render(request, "office/notice.html", context, status=refusal.status if refusal else 200)
