"""A juror's applications as tables write them: words and addresses are made once for all rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpRequest
from django.utils.safestring import SafeString

from competition import addresses
from competition.errors import Refusal
from kern.tags.marks import badge
from reviews.progress import Stage, Told

Row = TypeVar("Row")
ROWS_PER_PAGE = 500
"""A round as known stands on one page, to be searched and compared as a whole."""
KINDS = {
    Stage.UNDECLARED: "warning",
    Stage.CONFLICTED: "neutral",
    Stage.OPEN: "info",
    Stage.DRAFT: "info",
    Stage.FINAL: "success",
    Stage.ABSTAINED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row. ``url``: of the review; "" where the text is closed. ``cells``: further texts."""

    title: str
    place: str
    url: str
    badge: SafeString
    is_read: bool
    cells: Sequence[str]


class Writer:
    """Makes the lines of one round."""

    def __init__(self, slug: str) -> None:
        self._address = addresses.of_each("review", slug)
        self._badges = {str(stage): badge(str(stage.label), KINDS[stage]) for stage in Stage}

    def line(self, told: Told, cells: Sequence[str] = ()) -> Line:
        """What stands in the row of an application."""
        url = self._address(told.public_id) if told.is_readable else ""
        return Line(told.title, told.place, url, self._badges[told.stage], told.is_read, cells)


def page_of(request: HttpRequest, rows: Sequence[Row]) -> Page[Row]:
    """The page that ``?page=`` names, the first without it; any other is ``not_found``."""
    try:
        return Paginator(rows, ROWS_PER_PAGE).page(request.GET.get("page", 1))
    except (PageNotAnInteger, EmptyPage) as error:
        raise Refusal("not_found") from error
