"""Saving a review while it is typed: parts of the page, swapped in by htmx.

The page sends the whole form, with the one version all of it was typed over, and is told which
fields are saved (header ``Answers-Saved``) and when to save again at the earliest
(``Next-Save-In``). Whole, because a review has one version: whoever types over an older state must
see every field that another window has changed, not only the one being typed.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from competition import pace
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.views.entrance import Visit, signed_in
from reviews import policies
from reviews.forms.review import ReviewForm
from reviews.models import JuryMember
from reviews.services import reviews
from reviews.views.review_page import (
    SHOWING_STORED,
    Opened,
    both_texts,
    form_of,
    frame,
    hints_of,
    opened,
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def save(request: HttpRequest, visit: Visit, slug: str, public_id: str) -> HttpResponse:
    juror = policies.require_juror(visit.person, slug)
    second_factor.require(request)
    given = opened(juror, public_id, with_partners=False)
    if request.method != "POST":
        return _as_it_stands(request, given)
    form = form_of(given, request.POST)
    if "version" not in request.POST or not _reads_version(form):
        return _refused(request, given, Refusal("malformed"))
    try:
        saved = reviews.save_sound(
            juror=juror,
            application=given.application,
            by=juror.user,
            version=form.cleaned_data["version"],
            **form.entered(),
        )
    except Refusal as refusal:
        if refusal.code in SHOWING_STORED:
            return _both(request, juror, public_id, form, refusal)
        if refusal.status in (403, 404):
            raise
        return _refused(request, given, refusal)
    return _saved(request, given, form, saved)


def _reads_version(form: ReviewForm) -> bool:
    """Texts that are too long stop the form, but not the saving of the rest: the service judges."""
    form.is_valid()
    return "version" in form.cleaned_data


def _saved(
    request: HttpRequest, given: Opened, form: ReviewForm, saved: reviews.Saved
) -> HttpResponse:
    problems = {form.names.get(each.field, each.field): [each.sentence] for each in saved.refused}
    problems |= {name: [str(each) for each in found] for name, found in form.errors.items()}
    names = [name for name in form.fields if name not in ("version", "abstention_reason")]
    context = frame(given) | {
        "review": saved.review,
        "problems": [(name, problems[name]) for name in names if name in problems],
        "settled": [name for name in names if name not in problems],
        "hints": hints_of(given.juror, saved.content),
    }
    response = render(request, "jury/saving/saved.html", context, status=400 if problems else 200)
    return _told(response, context["settled"])


def _both(
    request: HttpRequest, juror: JuryMember, public_id: str, form: ReviewForm, refusal: Refusal
) -> HttpResponse:
    """A newer state is stored: per field that differs both texts, and how to go on."""
    given = opened(juror, public_id, with_partners=False)
    both = both_texts(given, form, refusal)
    differing = {each.name for each in both}
    names = [name for name in form.fields if name not in ("version", "abstention_reason")]
    settled = [name for name in names if name not in differing]
    context = frame(given) | {
        "both": both,
        "settled": settled,
        "refusal": refusal,
        "is_open": refusal.code == "version_conflict",
        "saved_at": refusal.details["saved_at"],
        "version": refusal.details["version"],
    }
    response = render(request, "jury/saving/both.html", context, status=refusal.status)
    # Only a draft takes more; over a finished review nothing is ever saved again.
    return _told(response, settled) if context["is_open"] else response


def _told(response: HttpResponse, settled: list[str]) -> HttpResponse:
    response["Answers-Saved"] = " ".join(settled)
    response["Next-Save-In"] = str(pace.SHORTEST_SECONDS)
    return response


def _refused(request: HttpRequest, given: Opened, refusal: Refusal) -> HttpResponse:
    context = frame(given) | {"refusal": refusal}
    return render(request, "jury/saving/refused.html", context, status=refusal.status)


def _as_it_stands(request: HttpRequest, given: Opened) -> HttpResponse:
    """A form's token anew, and one field as it is saved (``?question=``)."""
    form = form_of(given)
    wanted = request.GET.get("question", "")
    fields = [form[wanted]] if wanted in form.fields and wanted != "version" else []
    return render(request, "jury/saving/current.html", frame(given) | {"fields": fields})
