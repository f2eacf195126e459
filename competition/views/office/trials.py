"""The office tries its own form: as applicants will see it, filled in, and on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import reading, trials
from competition.documents import trial_paper, typesetting
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.answers import AnswersForm
from competition.models import Answer, Call, Question
from competition.services import trials as services
from competition.views.office.access import OfficeRequest, call_of, office_only


@require_safe
@office_only
def preview(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    questions = list(call.questions.all())
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "form": AnswersForm(questions, {}),
    }
    return render(request, "office/questions_preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def trial(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method != "POST":
        return _page(request, call)
    if request.POST.get("act") == "delete":
        services.delete(call=call, by=request.user)
        messages.success(request, _("Ihre Probe ist gelöscht."))
        return redirect("office-trial", slug)
    questions = list(call.questions.all())
    found = trials.read(call, questions, trials.own(call, request.user))
    form = AnswersForm(questions, _stored(questions, found), request.POST)
    try:
        values = {change.key: change.value for change in form.changes()}
        services.save(call=call, values=values, by=request.user)
    except Refusal as refusal:
        refusals.show(form, refusal)
        return _page(request, call, form, status=refusal.status)
    messages.success(request, _("Die Probe ist gespeichert. Sie zählt nirgends."))
    return redirect("office-trial", slug)


@require_safe
@office_only
def trial_pdf(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    stored = trials.own(call, request.user)
    if stored is None:  # the page says what to do first
        return redirect("office-trial", slug)
    questions = list(call.questions.all())
    paper = trial_paper.trial(
        call=call,
        questions=questions,
        found=trials.read(call, questions, stored),
        saved_at=stored.saved_at,
        by=request.user.name,
    )
    return HttpResponse(
        typesetting.application_pdf(paper),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="probe-{call.slug}.pdf"'},
    )


def _stored(questions: list[Question], found: trials.Trial) -> dict[str, Answer]:
    """The trial's answers in the shape that the portal's form shows; none is ever saved."""
    return {
        question.key: Answer(question=question, value=found.held[question.key], version=1)
        for question in questions
        if question.key in found.held
    }


def _page(
    request: OfficeRequest, call: Call, form: AnswersForm | None = None, *, status: int = 200
) -> HttpResponse:
    questions = list(call.questions.all())
    found = trials.read(call, questions, trials.own(call, request.user))
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "trial": found.stored,
        "found": found,
        "shown": reading.draft(found.document, questions) if found.stored else [],
        "form": form or AnswersForm(questions, _stored(questions, found)),
    }
    return render(request, "office/trial.html", context, status=status)
