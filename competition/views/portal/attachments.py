"""The files of one question: listed, uploaded, replaced, removed, handed in later, downloaded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from competition import attachments, clock, policies, uploads
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.attachment import AttachmentForm
from competition.models import Application, Attachment, Question
from competition.models.call import QuestionKind
from competition.services import attachments as service
from competition.services import supplements
from competition.storage import Incoming
from competition.views.downloads import download, remarks
from competition.views.entrance import Visit, arrival_of, signed_in
from competition.views.portal.draft import Draft, context_of, draft_of


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the draft, with its remarks in words."""

    attachment: Attachment
    remarks: list[Any]


@csrf_exempt  # judged by ``_taken``, once the form has been read into the store and not into memory
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, public_id: str, key: str) -> HttpResponseBase:
    if request.method == "POST":
        return _upload(request, public_id, key)
    return _listed(request, public_id, key)


@signed_in
def _listed(request: HttpRequest, visit: Visit, public_id: str, key: str) -> HttpResponse:
    draft = draft_of(visit.own(public_id), visit)
    return _page(request, draft, _chosen(draft.questions, draft.application, key))


def _upload(request: HttpRequest, public_id: str, key: str) -> HttpResponseBase:
    """Who may not upload is refused before a byte of the file is read."""
    begun_at = clock.now()
    person, asked = request.user, f"{request.method} {request.path}"
    if not policies.is_person(person):
        return redirect_to_login(request.get_full_path())
    visit = Visit(person, begun_at, asked)
    own = visit.own(public_id)
    question = _question(own, key)
    lost = partial(
        service.remember_unread,
        application=own,
        by=person,
        begun_at=begun_at + own.call.clock_shift,
    )
    try:
        with uploads.received(request, lost) as incoming:
            whole = Visit(person, arrival_of(request), asked)
            return _taken(request, whole, own, question, incoming, begun_at)
    except Refusal as refusal:
        return _page(request, draft_of(own, visit), question, refusal)


@csrf_protect
def _taken(
    request: HttpRequest,
    visit: Visit,
    own: Application,
    question: Question,
    incoming: Incoming,
    begun_at: datetime,
) -> HttpResponse:
    kept = service.attach(
        application=own,
        question=question,
        by=visit.person,
        incoming=incoming,
        begun_at=begun_at + own.call.clock_shift,
        received_at=visit.arrival(own.call),
        replaces=request.POST.get("replaces", ""),
    )
    messages.success(request, _("„%(name)s“ ist hochgeladen.") % {"name": kept.name})
    return redirect("attachments", own.public_id, question.key)


def _question(own: Application, key: str) -> Question:
    return _chosen(own.call.questions.filter(key=key), own, key)


def _chosen(questions: Iterable[Question], own: Application, key: str) -> Question:
    """The one question of files among them that has the key. Raises ``not_found``."""
    for question in questions:
        if question.key == key and question.kind == QuestionKind.FILES:
            question.call = own.call  # loaded already
            return question
    raise Refusal("not_found")


def _page(
    request: HttpRequest, draft: Draft, question: Question, refusal: Refusal | None = None
) -> HttpResponse:
    kinds = attachments.kinds_of(question)
    form = AttachmentForm(kinds, initial={"replaces": request.GET.get("ersetzt", "")})
    if refusal:
        form = AttachmentForm(kinds, {"replaces": request.POST.get("replaces", "")})
        refusals.show(form, refusal)
    rows = _rows(draft.application, question)
    context = context_of(draft) | _facts(draft, question, rows, form["replaces"].value())
    context |= {"form": form, "kinds": kinds, "refusal": refusal}
    return render(
        request, "portal/attachments.html", context, status=refusal.status if refusal else 200
    )


def _rows(own: Application, question: Question) -> list[Row]:
    held = own.attachments.filter(question=question).select_related("uploaded_by")
    return [Row(each, remarks(each.remarks)) for each in held]


def _facts(draft: Draft, question: Question, rows: list[Row], replaces: Any) -> dict[str, Any]:
    """What the page says about the question: until when, how many, and what is handed in."""
    own, held = draft.application, [row.attachment for row in rows]
    refusal = attachments.refusal(own, question, draft.round.at)
    sealed = _sealed(own, question)
    until = attachments.until(question)
    follows = question.deadline_at is not None and not draft.round.is_open and sealed is not None
    return {
        "question": question,
        "rows": rows,
        "is_open": refusal is None,
        "until": until,
        "left": until - draft.round.at,
        "most": attachments.most(question),
        "has_room": len(rows) < attachments.most(question),
        "replaced": next((each for each in held if each.sha256 == replaces), None),
        "max_bytes": settings.ATTACHMENT_MAX_BYTES,
        "follows": follows,
        "is_handed_in": follows and bool(rows) and sealed == attachments.value(held),
        "files_digest": supplements.read_digest(attachments.value(held)),
    }


def _sealed(own: Application, question: Question) -> Any:
    """The question's answer in the valid version, or None where it is not asked there."""
    content = own.valid_version.content if own.valid_version else {"answers": []}
    answers = {each["key"]: each["value"] for each in content["answers"]}
    return answers.get(question.key)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def remove(
    request: HttpRequest, visit: Visit, public_id: str, key: str, sha256: str
) -> HttpResponse:
    draft = draft_of(visit.own(public_id), visit)
    own = draft.application
    question = _chosen(draft.questions, own, key)
    held = own.attachments.filter(question=question, sha256=sha256).first()
    if held is None:
        raise Refusal("not_found")
    refusal = None
    if request.method == "POST":
        try:
            service.remove(
                application=own,
                question=question,
                by=visit.person,
                sha256=sha256,
                received_at=visit.arrival(own.call),
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("„%(name)s“ ist entfernt.") % {"name": held.name})
            return redirect("attachments", own.public_id, question.key)
    context = context_of(draft) | {
        "question": question,
        "attachment": held,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/attachment_remove.html", context, status=status)


@require_POST
@signed_in
def hand_in(request: HttpRequest, visit: Visit, public_id: str, key: str) -> HttpResponse:
    own = visit.own(public_id)
    question = _question(own, key)
    try:
        supplements.hand_in(
            application=own,
            question=question,
            by=visit.person,
            received_at=visit.arrival(own.call),
            read=request.POST.get("files", ""),
        )
    except Refusal as refusal:
        return _page(request, draft_of(own, visit), question, refusal)
    messages.success(request, _("Die Unterlage ist verbindlich nachgereicht."))
    return redirect("application-receipt", own.public_id)


@require_safe
@signed_in
def file(
    request: HttpRequest, visit: Visit, public_id: str, key: str, sha256: str
) -> HttpResponseBase:
    return download(request, attachments.own_file(visit.own(public_id), key, sha256))
