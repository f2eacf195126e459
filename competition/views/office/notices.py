"""All letters of a round with their state; failed ones can be tried again."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock, policies
from competition.errors import Refusal
from competition.filters import NoticeFilter
from competition.forms.office import NumberForm
from competition.models import Call, Notice
from competition.services import notices as service
from competition.services.heartbeats import is_alive
from competition.views.office.access import OfficeRequest, call_of, office_only, page_of


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def notices(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method == "POST":
        return _retried(request, call)
    listed = Notice.objects.filter(call=call).select_related(
        "recipient", "application__municipality"
    )
    at = clock.now()
    opened = policies.may_open_content(call, at + call.clock_shift)
    # Before the deadline an order by time would tell who submitted when.
    order = ("-due_at", "-id") if opened.allowed else ("application__municipality__name", "id")
    chosen = NoticeFilter(request.GET, queryset=listed.defer("body").order_by(*order))
    rows = chosen.qs if chosen.form.is_valid() else listed.none()
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "filter": chosen,
        "page": page_of(request, rows),
        "opened": opened.allowed,
        "letter": _letter(request, listed, opened),
        "is_stalled": listed.due(at).exists() and not is_alive("worker"),
    }
    return render(request, "office/notices.html", context)


def _letter(
    request: OfficeRequest, listed: QuerySet[Notice], opened: policies.Verdict
) -> Notice | None:
    """The letter that ``?letter=`` names, to be read in full; a wrong number is ``not_found``.

    A receipt says what was submitted and when: sealed like the application, until the deadline.
    """
    number = request.GET.get("letter")
    if number is None:
        return None
    form = NumberForm({"notice": number})
    found = listed.filter(pk=form.cleaned_data["notice"]).first() if form.is_valid() else None
    if found is None:
        raise Refusal("not_found")
    opened.enforce()
    return found


def _retried(request: OfficeRequest, call: Call) -> HttpResponse:
    """Try one letter again; the list comes back as it was filtered."""
    form = NumberForm(request.POST)
    found = call.notices.filter(pk=form.cleaned_data["notice"]).first() if form.is_valid() else None
    if found is None:
        raise Refusal("not_found")
    try:
        service.retry(notice=found, by=request.user)
        messages.success(
            request,
            _("Die Mitteilung an %(address)s wird erneut versandt.") % {"address": found.address},
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect(request.get_full_path())
