"""What a juror takes along: one document to read, one workbook to fill in."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from competition import clock
from competition.accounts import second_factor
from competition.documents import typesetting
from competition.errors import Refusal
from competition.inspection import KINDS
from reviews import documents, offline, policies, queries, workbooks
from reviews.models import JuryMember, Rubric

PER_DOCUMENT = 100
"""Applications in one document; of a larger round there are several."""
MOST_PARTS = 1_000


@dataclass(frozen=True, slots=True)
class Visit:
    """A juror while reviewing is or was open, at one instant."""

    juror: JuryMember
    rubric: Rubric
    at: datetime


def visit(request: HttpRequest, slug: str) -> Visit:
    """The juror's visit. Raises ``not_found`` for strangers, ``reviewing_closed`` too early."""
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    at = clock.now(juror.call)
    rubric = Rubric.objects.filter(call=juror.call, frozen_at__lte=at).first()
    if rubric is None:
        raise Refusal("reviewing_closed")
    return Visit(juror, rubric, at)


def parts(count: int) -> range:
    """The numbers of the documents that hold so many applications."""
    return range(1, -(-count // PER_DOCUMENT) + 1)


@login_required
@require_safe
def document(request: HttpRequest, slug: str, part: int) -> HttpResponse:
    of = visit(request, slug)
    if not 1 <= part <= MOST_PARTS:
        raise Refusal("not_found")
    readable = queries.applications_for(of.juror, of.at)
    first = (part - 1) * PER_DOCUMENT
    chosen = readable.prefetch_related("participants__municipality")[first : first + PER_DOCUMENT]
    paper = documents.reading_paper(
        juror=of.juror,
        rubric=of.rubric,
        applications=list(chosen),
        first=first + 1,
        questions=list(of.juror.call.questions.all()),
        at=of.at,
    )
    if not paper.applications:
        raise Refusal("not_found")
    name = f"bewerbungen-{slugify(slug)}-{part}.pdf"
    return _file(typesetting.reading_pdf(paper), "application/pdf", name)


@login_required
@require_safe
def workbook(request: HttpRequest, slug: str) -> HttpResponse:
    of = visit(request, slug)
    book = offline.book(
        juror=of.juror,
        rubric=of.rubric,
        applications=queries.applications_for(of.juror, of.at),
        at=of.at,
    )
    kind = KINDS["xlsx"]
    return _file(workbooks.write(book), kind.media_type, f"bewertungen-{slugify(slug)}.xlsx")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to save, never to be shown inside the site's own origin."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
