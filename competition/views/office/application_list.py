"""The list of a round's applications: filtered, in chosen columns, kept as views, taken out."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from competition import clock, policies, queries
from competition.application_list import asked, documents, exports, words
from competition.application_list.asked import Asked
from competition.application_list.rows import Moment, counted
from competition.documents.shapes import in_german
from competition.errors import Refusal
from competition.forms.saved_view import DocumentsForm
from competition.models import Application, Call, Question, SavedView
from competition.models.application import ApplicationState
from competition.packing import MEDIA_TYPE as ZIP
from competition.phases import Phase
from competition.services import exports as service
from competition.tables import Notes, csv_file
from competition.views.downloads import pieces_of, sent
from competition.views.office.access import ROWS_PER_PAGE, OfficeRequest, office_only

LAST_PAGE = 10**6


@dataclass(frozen=True)
class Desk:
    """A round with all that its list is asked with. ``counts``: applications by state."""

    call: Call
    moment: Moment
    questions: list[Question]
    views: list[SavedView]
    counts: list[tuple[str, int]]

    def asked(self, request: OfficeRequest) -> Asked:
        return asked.of(
            self.call, self.moment, request.GET, questions=self.questions, views=self.views
        )


def desk_of(request: OfficeRequest, slug: str, *, shows_views: bool = True) -> Desk:
    """The round with clock and counts in one query. Raises ``not_found``.

    Not ``shows_views``: the saved views are asked for only where the address names one.
    """
    states = {
        f"count_{state}": queries.applications_count(state=state) for state in ApplicationState
    }
    call = (
        Call.objects.filter(slug=slug, is_archive=False)
        .select_related("announcement")
        .annotate(read_at=clock.Now(), **states)
        .first()
    )
    if call is None:
        raise Refusal("not_found")
    at: datetime = getattr(call, "read_at")  # noqa: B009  # annotated above
    own = at + call.clock_shift
    opened = policies.may_open_content(call, own).allowed
    phase = call.phase(at=own, announcement=queries.confirmed_announcement(call))
    return Desk(
        call=call,
        moment=Moment(at, own, opened, announced=phase == Phase.ANNOUNCED),
        questions=list(call.questions.all()) if opened else [],
        views=(
            list(queries.saved_views_of(request.user))
            if shows_views or asked.VIEW in request.GET
            else []
        ),
        counts=[
            (str(state.label), count)
            for state in ApplicationState
            if (count := getattr(call, f"count_{state}"))
        ],
    )


@require_safe
@office_only
def applications(request: OfficeRequest, slug: str) -> HttpResponse:
    desk = desk_of(request, slug)
    found = desk.asked(request)
    page = _page(request, found)
    context = {
        "call": desk.call,
        "synthetic": desk.call.is_synthetic,
        "opened": desk.moment.opened,
        "asked": found,
        "filter": found.filter,
        "page": page,
        "lines": words.lines(desk.call, page, found.columns),
        "counts": desk.counts,
        "tabs": _tabs(desk, found),
        "files_form": DocumentsForm(),
        "is_own_view": found.view is not None and found.view.owner_id == request.user.pk,
    }
    status = 200 if found.is_valid else 400
    return render(request, "office/applications.html", context, status=status)


def _tabs(desk: Desk, found: Asked) -> list[tuple[str, str, bool]]:
    """The standard view and the saved ones: name, address, whether it is the open one."""
    address = reverse("office-applications", args=[desk.call.slug])
    standard = (_("Standardansicht"), address, found.view is None and not found.is_asked)
    saved = [
        (view.name, f"{address}?{asked.VIEW}={view.pk}", view == found.view) for view in desk.views
    ]
    return [standard, *saved]


def _page(request: OfficeRequest, found: Asked) -> Page[Application]:
    """The page that is asked for, and with its rows how many there are: one query."""
    typed = request.GET.get(asked.PAGE, "1")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else 0
    if not 1 <= number <= LAST_PAGE:
        raise Refusal("not_found")
    first = (number - 1) * ROWS_PER_PAGE
    rows = list(counted(found.loaded())[first : first + ROWS_PER_PAGE])
    if not rows and number > 1:
        raise Refusal("not_found")
    paginator: Paginator[Application] = Paginator(rows, ROWS_PER_PAGE)
    paginator.count = getattr(rows[0], "found", 0) if rows else 0
    return Page(rows, number, paginator)


@require_POST
@office_only
def applications_export(request: OfficeRequest, slug: str) -> HttpResponseBase:
    desk = desk_of(request, slug, shows_views=False)
    found = desk.asked(request)
    if not found.is_valid:
        raise Refusal("filter_refused")
    form = request.POST.get("form", "")
    if form not in ("csv", "xlsx", "zip"):
        raise Refusal("unknown_choice")
    if form == "zip":
        return _documents(request, desk, found)
    service.note(
        call=desk.call, by=request.user, what="applications", form=form, count=found.rows.count()
    )
    notes = _notes(request, desk, found)
    name = f"bewerbungen-{desk.call.slug}.{form}"
    if form == "csv":
        return sent(exports.as_csv(found, notes), name=name, media_type=csv_file.MEDIA_TYPE)
    from competition.tables import workbook  # noqa: PLC0415  # 5 MB, and few processes write it

    file = exports.as_xlsx(found, notes, desk.moment.at)
    return sent(pieces_of(file), name=name, media_type=workbook.MEDIA_TYPE)


def _documents(request: OfficeRequest, desk: Desk, found: Asked) -> HttpResponseBase:
    """The sealed versions as PDFs: after the deadline only, and not without end."""
    policies.may_open_content(desk.call, desk.moment.own).enforce()
    count = documents.sealed(found).count()
    if count > documents.MOST_DOCUMENTS:
        raise Refusal("too_many_documents", limit=documents.MOST_DOCUMENTS, count=count)
    service.note(call=desk.call, by=request.user, what="documents", form="zip", count=count)
    pieces = documents.packed(
        found,
        desk.call,
        desk.questions,
        _notes(request, desk, found),
        made_at=desk.moment.at,
        with_files="attachments" in request.POST,
    )
    return sent(pieces, name=f"bewerbungen-{desk.call.slug}.zip", media_type=ZIP)


def _notes(request: OfficeRequest, desk: Desk, found: Asked) -> Notes:
    return exports.notes_of(
        desk.call, by=request.user, at=desk.moment.at, filters=in_german(exports.filters_of)(found)
    )
