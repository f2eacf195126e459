"""The wording of a round's letters: the house's or its own, and what it says to whom."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.letter_texts import LetterTextForm, RecipientForm
from competition.letters import wordings
from competition.letters.kinds import REGISTRY
from competition.letters.vocabulary import VOCABULARY
from competition.models import Application, Call, LetterText, Municipality
from competition.services import letter_previews
from competition.services import letter_texts as service
from competition.views.office.access import OfficeRequest, announcement_of, call_of, office_only

MOST_MATCHES = 10


@require_safe
@office_only
def letter_texts(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    rows = LetterText.objects.filter(call=call).select_related("saved_by")
    stored = {each.kind: each for each in rows}
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "rows": [(kind, REGISTRY[kind].name, stored.get(kind)) for kind in VOCABULARY],
        "lacks_remedy": not call.facts.get("remedy_notice"),
        "is_confirmed": _is_confirmed(call),
    }
    return render(request, "office/letter_texts.html", context)


@dataclass
class Desk:
    """One kind of letter on the desk: what is stored, and what stands in the editor."""

    call: Call
    kind: str
    stored: LetterText | None
    form: LetterTextForm
    refused: str = ""
    is_typed: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def letter_text(request: OfficeRequest, slug: str, kind: str) -> HttpResponse:
    call = call_of(slug)
    if kind not in VOCABULARY:
        raise Refusal("not_found")
    stored = _stored(call, kind)
    if request.method != "POST":
        wording = (stored.subject, stored.body) if stored else wordings.house(kind)
        begins = stored is not None and "begin" in request.GET
        form = LetterTextForm.of(*(wordings.house(kind) if begins else wording), stored)
        return _page(request, Desk(call, kind, stored, form, is_typed=begins))
    form = LetterTextForm(request.POST)
    form.is_valid()
    desk = Desk(call, kind, stored, form, is_typed=True)
    acts = {"preview": _previewed, "discard": _discarded}
    return acts.get(request.POST.get("act", ""), _saved)(request, desk)


def _stored(call: Call, kind: str) -> LetterText | None:
    return LetterText.objects.filter(call=call, kind=kind).select_related("saved_by").first()


def _saved(request: OfficeRequest, desk: Desk) -> HttpResponse:
    try:
        service.save(call=desk.call, kind=desk.kind, by=request.user, **desk.form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, desk, refusal)
    messages.success(
        request, _("Der Wortlaut ist gespeichert. Er gilt für alle Schreiben, die noch kommen.")
    )
    answer = redirect("office-letter-text", desk.call.slug, desk.kind)
    if shown := request.GET.get("application"):
        answer.headers["Location"] += f"?{urlencode({'application': shown})}"
    return answer


def _discarded(request: OfficeRequest, desk: Desk) -> HttpResponse:
    over = desk.form.cleaned_data["over"]
    try:
        service.discard(call=desk.call, kind=desk.kind, over=over, by=request.user)
    except Refusal as refusal:
        return _refused(request, desk, refusal)
    messages.success(request, _("Es gilt wieder der Wortlaut des Hauses."))
    return redirect("office-letter-text", desk.call.slug, desk.kind)


def _previewed(request: OfficeRequest, desk: Desk) -> HttpResponse:
    """The preview of what is typed; nothing is saved."""
    typed = desk.form.cleaned_data
    try:
        service.judged(desk.kind, typed["subject"], typed["body"])
    except Refusal as refusal:
        return _refused(request, desk, refusal)
    return _page(request, desk)


def _refused(request: OfficeRequest, desk: Desk, refusal: Refusal) -> HttpResponse:
    refusals.show(desk.form, refusal)
    desk.stored, desk.refused = _stored(desk.call, desk.kind), refusal.code
    if refusal.code == "version_conflict":
        desk.form.now_over(desk.stored)
    return _page(request, desk, status=refusal.status)


def _page(request: OfficeRequest, desk: Desk, status: int = 200) -> HttpResponse:
    call, kind = desk.call, desk.kind
    recipient = RecipientForm(request.GET)
    shown, matches = _recipients(call, kind, recipient)
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "kind": kind,
        "name": REGISTRY[kind].name,
        "stored": desk.stored,
        "form": desk.form,
        "refused": desk.refused,
        "is_typed": desk.is_typed,
        "is_fixed": service.is_fixed(call, kind),
        "placeholders": VOCABULARY[kind].values(),
        "recipient": recipient,
        "matches": matches,
        "preview": _preview(desk, shown),
        "lacks_remedy": "rechtsbehelf" in VOCABULARY[kind] and not call.facts.get("remedy_notice"),
        "lacks_instant": "bekanntgabe" in VOCABULARY[kind] and announcement_of(call) is None,
    }
    return render(request, "office/letter_text.html", context, status=status)


def _recipients(
    call: Call, kind: str, form: RecipientForm
) -> tuple[Application | None, list[Application]]:
    """Whose letter is shown, and who else matches. Who is named but not told so is not found."""
    rows = letter_previews.candidates(call, kind)
    typed = form.cleaned_data if form.is_valid() else {"q": "", "application": ""}
    shown = None
    if typed["application"]:
        shown = rows.filter(public_id=typed["application"]).first()
        if shown is None:
            raise Refusal("not_found")
    if typed["q"]:
        rows = rows.filter(municipality__in=Municipality.objects.matching(typed["q"]))
    return shown, list(rows[:MOST_MATCHES])


def _preview(desk: Desk, shown: Application | None) -> letter_previews.Preview | None:
    """What is typed where it may be used, else what is stored, else the house's wording."""
    if desk.form.errors:
        return None
    wording = _wording(desk)
    if shown is None:
        return letter_previews.invented(desk.call, desk.kind, *wording)
    return letter_previews.of(desk.call, desk.kind, *wording, application=shown)


def _wording(desk: Desk) -> tuple[str, str]:
    if desk.form.is_bound:
        typed = desk.form.cleaned_data
        return service.judged(desk.kind, typed["subject"], typed["body"])
    return desk.form.initial["subject"], desk.form.initial["body"]


def _is_confirmed(call: Call) -> bool:
    announcement = announcement_of(call)
    return announcement is not None and announcement.confirmed_at is not None
