"""Answering the questions of a call. After the deadline the page only shows what was typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import reading
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.answers import AnswersForm
from competition.models import Application
from competition.models.call import QuestionKind
from competition.services import answers
from competition.views.entrance import Visit, signed_in
from competition.views.portal.draft import Draft, context_of, draft_of

CONFLICT = "version_conflict"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id)
    if request.method != "POST":
        return _page(request, draft_of(own, visit))
    questions = list(own.call.questions.all())
    form = AnswersForm(questions, _stored(own), request.POST, application=own)
    try:
        changes = list(form.changes())
        answers.save(application=own, by=visit.person, changes=changes)
    except Refusal as refusal:
        return _refused(request, draft_of(own, visit), form, refusal)
    if changes:
        messages.success(request, _("Gespeichert. Der Entwurf ist damit noch NICHT eingereicht."))
    else:
        messages.info(request, _("Es gab nichts zu speichern: Alle Antworten sind unverändert."))
    if request.POST.get("then") == "application":
        return redirect("application", own.public_id)
    return redirect("application-edit", own.public_id)


def _stored(application: Application) -> dict[str, Any]:
    return {
        answer.question.key: answer for answer in application.answers.select_related("question")
    }


def _files(draft: Draft) -> dict[str, Any]:
    """The files that the draft holds, by question."""
    return {
        each.key: draft.held.get(each.key, [])
        for each in draft.questions
        if each.kind == QuestionKind.FILES
    }


def _refused(
    request: HttpRequest, draft: Draft, form: AnswersForm, refusal: Refusal
) -> HttpResponse:
    """Nothing was saved; everything typed stays in its field, theirs stands beside it."""
    refusals.show(form, refusal)
    questions = {question.key: question for question in draft.questions}
    conflicts = [
        cause.details
        | {"text": reading.words(questions[cause.field], cause.details["theirs"])}
        | {"bound": form[cause.field]}
        for cause in refusal.causes or (refusal,)
        if cause.code == CONFLICT
    ]
    for cause in refusal.causes:
        if cause.code == CONFLICT:
            form.yield_to(cause)
    return _page(request, draft, form, conflicts, status=refusal.status)


def _page(
    request: HttpRequest,
    draft: Draft,
    form: AnswersForm | None = None,
    conflicts: list[dict[str, Any]] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    stored = _stored(draft.application)
    if form is None and draft.round.is_open:
        form = AnswersForm(
            draft.questions, stored, application=draft.application, files=_files(draft)
        )
    context = context_of(draft) | {
        "form": form,
        "saved_at": max((answer.saved_at for answer in stored.values()), default=None),
        "conflicts": conflicts or [],
        "shown": [] if form else draft.shown(),
    }
    return render(request, "portal/edit.html", context, status=status)
