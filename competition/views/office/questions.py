"""The form builder: the list of a call's questions, and one question at a time."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import questionnaire
from competition.errors import Refusal
from competition.forms import question_settings, refusals
from competition.forms.question_settings import QuestionForm
from competition.models import Call, Question
from competition.services import questions as services
from competition.views.office.access import OfficeRequest, call_of, office_only
from competition.views.office.question_rows import rows_of

NAMES = {"deadline_at": "day"}


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def questions(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if request.method != "POST":
        return _list(request, call)
    if request.POST.get("act") == "section":
        return _renamed(request, call)
    key = request.POST.get("key", "")
    try:
        services.move(
            call=call,
            key=key,
            to=request.POST.get("to", ""),
            over=request.POST.get("over", ""),
            by=request.user,
        )
    except Refusal as refusal:
        return _list(request, call, refusal)
    messages.success(request, _("Die Reihenfolge ist geändert."))
    return redirect(f"{reverse('office-questions', args=[slug])}#frage-{key}")


def _renamed(request: OfficeRequest, call: Call) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("section", "to", "over")}
    try:
        services.rename_section(call=call, by=request.user, **given)
    except Refusal as refusal:
        return _list(request, call, refusal)
    messages.success(request, _("Der Abschnitt heißt jetzt anders."))
    return redirect("office-questions", call.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def new(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    if call.published_at:
        return _fixed(request, call)
    rows = list(call.questions.all())
    if request.method != "POST":
        after = next((row for row in rows if row.key == request.GET.get("nach")), None)
        typed = question_settings.blank(
            questionnaire.order_digest(rows), after or (rows[-1] if rows else None)
        )
        return _page(request, call, rows, None, _new_form(rows, typed))
    if request.POST.get("act") == "kind":
        typed = question_settings.rekinded(request.POST)
        return _page(request, call, rows, None, _new_form(rows, typed))
    form = QuestionForm(others=rows, data=request.POST, is_new=True)
    if not form.is_valid():
        return _page(request, call, rows, None, form, status=400)
    try:
        made = services.add(
            call=call,
            fields=form.typed(),
            after=form.cleaned_data["after"],
            over=form.cleaned_data["over"],
            by=request.user,
        )
    except Refusal as refusal:
        return _refused(request, call, None, form, refusal)
    messages.success(request, _("Die Frage ist hinzugefügt."))
    return redirect(f"{reverse('office-questions', args=[slug])}#frage-{made.key}")


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def question(request: OfficeRequest, slug: str, key: str) -> HttpResponse:
    call = call_of(slug)
    rows = list(call.questions.all())
    own = next((row for row in rows if row.key == key), None)
    if call.published_at and (own or request.method == "POST"):
        return _fixed(request, call)
    if own is None:
        return _gone(request, call, rows)
    others = rows[: rows.index(own)]
    is_title = question_settings.is_title(own)
    if request.method != "POST":
        typed = question_settings.typed_of(own)
        form = QuestionForm(others=others, typed=typed, is_title=is_title)
        return _page(request, call, rows, own, form)
    act = request.POST.get("act")
    if act == "remove":
        return _remove(request, call, own)
    if act == "kind" and not is_title:
        typed = question_settings.rekinded(request.POST)
        return _page(request, call, rows, own, QuestionForm(others=others, typed=typed))
    form = QuestionForm(others=others, data=request.POST, is_title=is_title)
    if not form.is_valid():
        return _page(request, call, rows, own, form, status=400)
    try:
        services.change(
            call=call,
            key=key,
            fields=form.typed(),
            over=form.cleaned_data["over"],
            by=request.user,
        )
    except Refusal as refusal:
        return _refused(request, call, own, form, refusal)
    messages.success(request, _("Die Frage ist gespeichert."))
    return redirect(f"{reverse('office-questions', args=[slug])}#frage-{key}")


def _new_form(rows: list[Question], typed: dict[str, Any]) -> QuestionForm:
    return QuestionForm(others=rows, typed=typed, is_new=True)


def _remove(request: OfficeRequest, call: Call, own: Question) -> HttpResponse:
    over = request.POST.get("over", "")
    try:
        services.remove(call=call, key=own.key, over=over, by=request.user)
    except Refusal as refusal:
        if refusal.code == "call_published":
            return _fixed(request, call_of(call.slug))
        messages.warning(request, refusal.sentence)
        return redirect("office-question", call.slug, own.key)
    messages.success(request, _("Die Frage ist entfernt."))
    return redirect("office-questions", call.slug)


def _gone(request: OfficeRequest, call: Call, rows: list[Question]) -> HttpResponse:
    """A colleague has removed the question meanwhile: what was typed may become a new one."""
    if request.method != "POST" or "label" not in request.POST:
        raise Refusal("not_found")
    typed = question_settings.rekinded(request.POST)
    typed |= {"over": questionnaire.order_digest(rows), "after": rows[-1].key if rows else ""}
    form = _new_form(rows, typed)
    return _page(request, call, rows, None, form, refused="not_found", status=409)


def _refused(
    request: OfficeRequest,
    call: Call,
    own: Question | None,
    form: QuestionForm,
    refusal: Refusal,
) -> HttpResponse:
    if refusal.code == "call_published":
        return _fixed(request, call_of(call.slug))
    rows = list(call.questions.all())
    stored = next((row for row in rows if own and row.key == own.key), None)
    if own and stored is None:
        return _gone(request, call, rows)
    refusals.show(form, refusal, NAMES)
    if refusal.code == "version_conflict":
        form.now_over(questionnaire.digest(stored) if stored else questionnaire.order_digest(rows))
    return _page(request, call, rows, stored, form, refused=refusal.code, status=refusal.status)


def _fixed(request: OfficeRequest, call: Call) -> HttpResponse:
    """A published form stays as it is: back to its list, which says so."""
    if request.method == "POST":
        return _list(request, call, Refusal("call_published"))
    return redirect("office-questions", call.slug)


def _list(request: OfficeRequest, call: Call, refusal: Refusal | None = None) -> HttpResponse:
    found = list(call.questions.all())
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "rows": rows_of(found),
        "order": questionnaire.order_digest(found),
        "has_room": len(found) < questionnaire.MAX_QUESTIONS,
        "refusal": refusal,
        "sections": list(dict.fromkeys(each.section for each in found if each.section)),
        # What was typed in vain is still there.
        "typed": {name: request.POST.get(name, "") for name in ("section", "to")},
        "is_renaming": request.POST.get("act") == "section",
    }
    status = refusal.status if refusal else 200
    return render(request, "office/questions.html", context, status=status)


def _page(
    request: OfficeRequest,
    call: Call,
    rows: list[Question],
    own: Question | None,
    form: QuestionForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "question": own,
        "digest": questionnaire.digest(own),
        "row": next((row for row in rows_of(rows) if own and row.question == own), None),
        "sections": sorted({row.section for row in rows if row.section}),
        "form": form,
        "refused": refused,
    }
    return render(request, "office/question.html", context, status=status)
