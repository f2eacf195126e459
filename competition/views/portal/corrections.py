"""A correction that the office has asked for: the named answers alone, then submitted for good."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import corrections, deadlines, outcomes, policies, queries, reading, receipts
from competition.application_standing import standing
from competition.errors import Refusal
from competition.forms import refusals
from competition.forms.answers import AnswersForm
from competition.models import Correction
from competition.moves import Actor
from competition.services import corrections as service
from competition.views.entrance import Visit, signed_in

CONFLICT = "version_conflict"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    correction = _own(visit, public_id)
    if request.method != "POST":
        return _page(request, visit, correction)
    questions = corrections.questions_of(correction)
    form = AnswersForm(questions, corrections.typed(correction), request.POST)
    try:
        changes = list(form.changes())
        service.save(correction=correction, by=visit.person, changes=changes)
    except Refusal as refusal:
        return _refused(request, visit, correction, form, refusal)
    if request.POST.get("then") == "submit":
        return redirect("application-correction-submit", public_id)
    messages.success(request, _("Gespeichert. Die Berichtigung ist noch NICHT eingereicht."))
    return redirect("application-correction", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def submit(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    correction = _own(visit, public_id)
    if request.method != "POST":
        return _reading(request, visit, correction)
    try:
        service.submit(
            correction=correction,
            by=visit.person,
            received_at=visit.arrival(correction.application.call),
            digest=request.POST.get("digest", ""),
        )
    except Refusal as refusal:
        return _reading(request, visit, _own(visit, public_id), refusal)
    messages.success(request, _("Ihre Berichtigung ist eingegangen."))
    return redirect("application-receipt", public_id)


def _own(visit: Visit, public_id: str) -> Correction:
    """The latest correction of one's own application; where none was asked for, ``not_found``."""
    application = visit.own(public_id)
    correction = queries.corrections_of(application).first()
    if correction is None:
        raise Refusal("not_found")
    correction.application = application
    return correction


def _refused(
    request: HttpRequest, visit: Visit, correction: Correction, form: AnswersForm, refusal: Refusal
) -> HttpResponse:
    """Nothing was saved; everything typed stays in its field, theirs stands beside it."""
    refusals.show(form, refusal)
    questions = {question.key: question for question in form.questions}
    conflicts = [cause for cause in refusal.causes or (refusal,) if cause.code == CONFLICT]
    for cause in conflicts:
        form.yield_to(cause)
    theirs = [
        (form[cause.field], reading.words(questions[cause.field], cause.details["theirs"]))
        for cause in conflicts
    ]
    return _page(request, visit, correction, form, theirs, status=refusal.status)


def _page(
    request: HttpRequest,
    visit: Visit,
    correction: Correction,
    form: AnswersForm | None = None,
    theirs: list[Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = _context(correction, visit)
    if form is None and context["runs"]:
        form = AnswersForm(corrections.questions_of(correction), corrections.typed(correction))
    context |= {"form": form, "theirs": theirs or []}
    return render(request, "portal/correction.html", context, status=status)


def _reading(
    request: HttpRequest, visit: Visit, correction: Correction, refusal: Refusal | None = None
) -> HttpResponse:
    application = correction.application
    if application.valid_version is None:
        raise Refusal("not_found")
    questions = list(application.call.questions.all())
    content = corrections.content(correction)
    before = {
        each.key: each for each in reading.shown(application.valid_version.content, questions)
    }
    after = {each.key: each for each in reading.shown(content, questions)}
    missing = corrections.missing(correction)
    context = _context(correction, visit)
    is_signatory = Actor.SIGNATORY in policies.actors(visit.person, application.municipality)
    context |= {
        "refusal": refusal,
        "pairs": [(before[key], after[key]) for key in after if key in correction.keys],
        "missing": missing,
        "digest": receipts.digest(content),
        "may_submit": context["runs"] and is_signatory and not missing,
        "signatories": queries.signatories_of(application.municipality),
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/correction_submit.html", context, status=status)


def _context(correction: Correction, visit: Visit) -> dict[str, Any]:
    """What the frame of the pages shows, and where the correction stands; no draft is read."""
    application = correction.application
    found = queries.round_of(application.call, visit.at)
    periods = deadlines.periods_of([application])[application.pk]
    results = outcomes.results_of([application], visit.at) if found.is_announced else {}
    result = results.get(application.pk)
    stands = standing(application, found, is_changed=False, result=result, periods=periods)
    return {
        "correction": correction,
        "application": application,
        "call": application.call,
        "round": found,
        "words": stands.value,
        "synthetic": application.call.is_synthetic,
        "runs": correction.is_open and found.at < correction.due_at,
        "left": correction.due_at - found.at,
    }
