"""All scores of a round as a file: for the office alone, once they are locked."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from competition import clock
from competition.application_list.exports import notes_of
from competition.errors import Refusal
from competition.services import exports
from competition.tables import csv_file, workbook
from competition.views.downloads import pieces_of, sent
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import policies
from reviews.models import Rubric, Score
from reviews.score_table.rows import COLUMNS, Table

SHEET = "Punkte"


@require_POST
@office_only
def scores_export(request: OfficeRequest, slug: str) -> HttpResponseBase:
    call = call_of(slug)
    rubric = Rubric.objects.filter(call=call).first()
    policies.may_evaluate(rubric).enforce()
    if rubric is None:
        raise Refusal("not_found")
    form = request.POST.get("form", "")
    if form not in ("csv", "xlsx"):
        raise Refusal("unknown_choice")
    table, at = Table(call, rubric), clock.now()
    count = Score.objects.filter(review__application__call=call).count()
    exports.note(call=call, by=request.user, what="scores", form=form, count=count)
    notes = notes_of(call, by=request.user, at=at)
    name = f"punkte-{call.slug}.{form}"
    if form == "csv":
        pieces = csv_file.written(COLUMNS, table.rows(), notes)
        return sent(pieces, name=name, media_type=csv_file.MEDIA_TYPE)
    file = workbook.written(SHEET, COLUMNS, table.rows(), notes, at)
    return sent(pieces_of(file), name=name, media_type=workbook.MEDIA_TYPE)
