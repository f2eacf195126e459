"""A juror's applications as tables write them: words and addresses are made once for all rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from competition import addresses
from kern.tags.marks import badge
from reviews.progress import Stage, Told

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
