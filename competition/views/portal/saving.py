"""Saving what is typed while it is typed: parts of the page, swapped in by htmx.

The page sends changed answers alone, each with the version it was typed over, and is told which of
them are saved (header ``Answers-Saved``) and when to save again at the earliest (``Next-Save-In``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from competition import pace, queries, reading
from competition.errors import Refusal
from competition.forms.answers import AnswersForm, token_over
from competition.models import Application, Question
from competition.services import answers
from competition.views.entrance import Visit, signed_in

CONFLICT = "version_conflict"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one answer was not saved; of a conflict, both answers in words."""

    question: Question
    refusal: Refusal

    @property
    def is_conflict(self) -> bool:
        return self.refusal.code == CONFLICT

    @property
    def token(self) -> str:
        return token_over(self.refusal)

    @property
    def sentences(self) -> list[str]:
        return [self.refusal.sentence]

    @property
    def mine(self) -> str:
        return reading.words(self.question, self.refusal.details["mine"])

    @property
    def theirs(self) -> str:
        return reading.words(self.question, self.refusal.details["theirs"])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def save(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = visit.own(public_id, whole=False)
    if request.method != "POST":
        return _as_it_stands(request, visit, own, list(own.call.questions.all()))
    try:
        writing = answers.begin(application=own, by=visit.person)
        form = AnswersForm(writing.questions, {}, request.POST)
        saved = answers.save_each(writing=writing, changes=list(form.changes()))
    except Refusal as refusal:
        if refusal.code == "not_found":
            raise
        context = _context(own, visit) | {"refusal": refusal}
        return render(request, "portal/saving/refused.html", context, status=refusal.status)
    return _saved(request, visit, own, form, saved)


def _saved(
    request: HttpRequest, visit: Visit, own: Application, form: AnswersForm, saved: answers.Saved
) -> HttpResponse:
    known = {question.key: question for question in form.questions}
    problems = [Problem(known[refusal.field], refusal) for refusal in saved.refused]
    refused = {problem.question.key for problem in problems}
    settled = [each for each in form.sent() if each.key not in refused]
    context = _context(own, visit) | {
        "saved_at": saved.at,
        "is_saved": bool(settled) or not problems,
        "problems": problems,
        "settled": settled,
        "tokens": form.renewed(saved.versions),
    }
    status = problems[0].refusal.status if problems else 200
    response = render(request, "portal/saving/saved.html", context, status=status)
    response["Answers-Saved"] = " ".join(each.key for each in settled)
    response["Next-Save-In"] = str(pace.next_save_in(own.call, saved.at))
    return response


def _context(own: Application, visit: Visit) -> dict[str, Any]:
    return {
        "application": own,
        "call": own.call,
        "round": queries.round_of(own.call, visit.at),
    }


def _as_it_stands(
    request: HttpRequest, visit: Visit, own: Application, questions: Sequence[Question]
) -> HttpResponse:
    """The deadline and a form's token anew, and one field as it is saved (``?question=``)."""
    wanted = [each.key for each in questions if each.key == request.GET.get("question")]
    stored = own.answers.select_related("question") if wanted else []
    form = AnswersForm(questions, {answer.question.key: answer for answer in stored})
    context = _context(own, visit) | {
        "fields": [form[key] for key in wanted],
        "tokens": {key: form.initial[f"version-{key}"] for key in wanted},
    }
    return render(request, "portal/saving/current.html", context)
