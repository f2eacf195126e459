"""Comments as the office reads, decides and answers them, and takes them along."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.tables import csv_file
from competition.views.downloads import sent
from competition.views.office.access import OfficeRequest, office_only
from programme.consultations import comment_files
from programme.forms.consultations import AnswerForm, ReadForm, WithholdingForm
from programme.models import Comment
from programme.queries import consultations as reads
from programme.services import moderation
from programme.views.office.access import context_of
from programme.views.office.consultations import one

FORMS: dict[str, type[ReadForm]] = {
    "show": ReadForm,
    "withhold": WithholdingForm,
    "answer": AnswerForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def comment(request: OfficeRequest, slug: str, pk: int, number: str) -> HttpResponse:
    _programme, consultation = one(slug, pk)
    found = reads.comments_of(consultation).filter(number=number).first()
    if found is None:
        raise Refusal("not_found")
    found.section.consultation = consultation
    if request.method != "POST":
        return _page(request, found)
    form = FORMS.get(request.POST.get("act", ""))
    if form is None:
        raise Refusal("malformed")
    filled = form(request.POST)
    if not filled.is_valid():
        return _page(request, found, filled, status=400)
    try:
        note = _done(request, found, filled)
    except Refusal as refusal:
        show(filled, refusal)
        return _page(request, found, filled, status=refusal.status)
    messages.success(request, note)
    return redirect("office-consultation", slug, pk)


def _done(request: OfficeRequest, found: Comment, form: Form) -> str:
    given, by = form.cleaned_data, request.user
    if isinstance(form, WithholdingForm):
        moderation.withhold(comment=found, by=by, read=given["read"], reason=given["reason"])
        return _("Der Kommentar wird nicht veröffentlicht.")
    if isinstance(form, AnswerForm):
        moderation.answer(comment=found, by=by, read=given["read"], text=given["answer"])
        return _("Die Antwort ist veröffentlicht.")
    moderation.show(comment=found, by=by, read=given["read"])
    return _("Der Kommentar ist veröffentlicht.")


def _page(
    request: OfficeRequest, found: Comment, form: Form | None = None, *, status: int = 200
) -> HttpResponse:
    consultation = found.section.consultation
    read = {"read": moderation.read_of(found)}
    withholding = WithholdingForm(initial=read, auto_id="withhold_%s")
    answering = AnswerForm(initial={**read, "answer": found.answer}, auto_id="answer_%s")
    context = {
        **context_of(consultation.programme.call),
        "consultation": consultation,
        "comment": found,
        "errors": form,
        "showing": ReadForm(initial=read, auto_id="show_%s"),
        "withholding": form if isinstance(form, WithholdingForm) else withholding,
        "answering": form if isinstance(form, AnswerForm) else answering,
    }
    return render(request, "office/programme/comment.html", context, status=status)


@require_safe
@office_only
def file(_request: OfficeRequest, slug: str, pk: int, ending: str) -> HttpResponseBase:
    _programme, consultation = one(slug, pk)
    at, rows = clock.now(consultation.programme.call), reads.comments_of(consultation)
    name = f"kommentare-{consultation.slug}.{ending}"
    match ending:
        case "csv":
            pieces = comment_files.as_csv(consultation, rows, at)
            return sent(pieces, name=name, media_type=csv_file.MEDIA_TYPE)
        case "json":
            pieces = comment_files.as_json(consultation, rows, at)
            return sent(pieces, name=name, media_type=comment_files.JSON_TYPE)
    raise Refusal("not_found")
