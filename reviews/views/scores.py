"""All scores of a round as a file: for the office alone, once they are locked."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Subquery
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from competition.application_list.exports import notes_of
from competition.errors import Refusal
from competition.models import Call
from competition.services import exports
from competition.tables import csv_file
from competition.views.downloads import pieces_of, sent
from competition.views.office.access import OfficeRequest, call_of, office_only, read_at
from reviews import policies
from reviews.models import Rubric, Score
from reviews.score_table.rows import COLUMNS, Table

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SHEET = "Punkte"


class _Counted(TypedDict):
    scores_count: int | None


@require_POST
@office_only
def scores_export(request: OfficeRequest, slug: str) -> HttpResponseBase:
    call = call_of(slug)
    rubric = _rubric_of(call)
    policies.may_evaluate(rubric).enforce()
    if rubric is None:
        raise Refusal("not_found")
    form = request.POST.get("form", "")
    if form not in ("csv", "xlsx"):
        raise Refusal("unknown_choice")
    table, at = Table(call, rubric), read_at(call)
    exports.note(
        call=call, by=request.user, what="scores", form=form, count=rubric.scores_count or 0
    )
    notes = notes_of(call, by=request.user, at=at)
    name = f"punkte-{call.slug}.{form}"
    if form == "csv":
        pieces = csv_file.written(COLUMNS, table.rows(), notes)
        return sent(pieces, name=name, media_type=csv_file.MEDIA_TYPE)
    from competition.tables import workbook  # noqa: PLC0415  # 5 MB, and few processes write it

    file = workbook.written(SHEET, COLUMNS, table.rows(), notes, at)
    return sent(pieces_of(file), name=name, media_type=workbook.MEDIA_TYPE)


def _rubric_of(call: Call) -> "WithAnnotations[Rubric, _Counted] | None":
    """The rubric, and with it how many scores there are: one query."""
    scores = Score.objects.filter(review__application__call=call).order_by()
    count = scores.values("review__application__call").annotate(number=Count("pk"))
    return (
        Rubric.objects.filter(call=call)
        .annotate(scores_count=Subquery(count.values("number")))
        .first()
    )
