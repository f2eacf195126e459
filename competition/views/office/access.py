"""Who enters the office's pages, and which call they are about."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Func, Model, QuerySet, Subquery
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from competition import clock, policies
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.models import Announcement, Call, User

P = ParamSpec("P")
Row = TypeVar("Row", bound=Model)
ROWS_PER_PAGE = 50
LAST_PAGE = 10**6


class OfficeRequest(HttpRequest):
    """A request of a person of the office."""

    user: User


def office_only(
    view: Callable[Concatenate[OfficeRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Whoever is not signed in is sent to sign in; a stranger learns nothing (``not_found``).

    A member of the office enters with a second factor only.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not policies.is_office(request.user):
            raise Refusal("not_found")
        second_factor.require(request)
        return view(cast(OfficeRequest, request), *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], guarded)


def call_of(slug: str) -> Call:
    """The call with its announcement, and the clock at which it was read (``read_at``). Archive
    rounds have nothing to run: ``not_found``."""
    call = (
        Call.objects.filter(slug=slug, is_archive=False)
        .select_related("announcement__prepared_by", "announcement__confirmed_by")
        .annotate(read_at=clock.Now())
        .first()
    )
    if call is None:
        raise Refusal("not_found")
    return call


def read_at(call: Call) -> datetime:
    """The database's instant at which ``call_of`` read the call: costs nothing after it."""
    instant: datetime = getattr(call, "read_at")  # noqa: B009  # annotated there
    return instant


def announcement_of(call: Call) -> Announcement | None:
    """The call's announcement, confirmed or not. Costs nothing after ``call_of``."""
    announcement: Announcement | None = getattr(call, "announcement", None)
    return announcement


def page_of(request: HttpRequest, rows: "QuerySet[Row, Any]") -> Page[Row]:
    """The page that ``?page=`` names, the first without it; any other is ``not_found``."""
    try:
        return Paginator(rows, ROWS_PER_PAGE).page(request.GET.get("page", 1))
    except (PageNotAnInteger, EmptyPage) as error:
        raise Refusal("not_found") from error


def counted_page_of(
    request: HttpRequest, rows: "QuerySet[Row, Any]", per_page: int = ROWS_PER_PAGE
) -> Page[Row]:
    """As ``page_of``, with how many rows there are asked in the same query as those of the page."""
    try:
        number = int(request.GET.get("page", 1))
    except ValueError as error:
        raise Refusal("not_found") from error
    if not 1 <= number <= LAST_PAGE:
        raise Refusal("not_found")
    first = (number - 1) * per_page
    count = rows.order_by().annotate(found=Func("pk", function="COUNT")).values("found")
    found = list(rows.annotate(found=Subquery(count))[first : first + per_page])
    if not found and number > 1:
        raise Refusal("not_found")
    paginator: Paginator[Row] = Paginator(found, per_page)
    paginator.count = getattr(found[0], "found") if found else 0  # noqa: B009  # annotated above
    return Page(found, number, paginator)
