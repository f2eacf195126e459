"""One application beside its scores: reading, saving a draft, finishing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import clock, drafts, reading
from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Application
from competition.views.downloads import Listed, listed
from reviews import policies, progress, queries
from reviews.forms.review import ReviewForm, typed_points
from reviews.models import JuryMember, Review, Rubric
from reviews.models.review import ReviewState
from reviews.services import reviews


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    application, rubric = _opened(juror, public_id)
    if request.method != "POST":
        return _page(request, juror, application, rubric)
    form = ReviewForm(criteria=rubric.criteria.all(), review=None, data=request.POST)
    if form.is_valid():
        try:
            _keep(juror, application, form, request.POST)
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            refusals.show(form, refusal, form.names)
            return _page(request, juror, application, rubric, form, refusal)
        return _done(request, slug, public_id)
    return _page(request, juror, application, rubric, form, Refusal("malformed"))


def _opened(juror: JuryMember, public_id: str) -> tuple[Application, Rubric]:
    """The application whose text the juror may read; all others are refused, each with why."""
    at = clock.now(juror.call)
    rubric = Rubric.objects.filter(call=juror.call).first()
    standing = progress.desk(juror).filter(public_id=public_id).first()
    policies.may_read(standing, rubric=rubric, at=at).enforce()
    readable = queries.applications_for(juror, at).prefetch_related("participants__municipality")
    application = readable.filter(public_id=public_id).first()
    if application is None or rubric is None:
        raise Refusal("not_assigned")
    return application, rubric


def _keep(juror: JuryMember, application: Application, form: ReviewForm, posted: QueryDict) -> None:
    """Save what was typed; a finished review is saved first, so that nothing typed is lost."""
    saved = reviews.save(
        juror=juror,
        application=application,
        by=juror.user,
        scores=form.scores(),
        comment=form.cleaned_data["comment"],
        version=form.cleaned_data["version"],
    )
    form.over(saved.version)
    if posted.get("act") == "finish":
        reviews.finalise(juror=juror, application=application, by=juror.user, version=saved.version)


def _done(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    if request.POST.get("act") == "finish":
        messages.success(request, _("Die Bewertung ist abgeschlossen und zählt."))
        return redirect("jury-call", slug=slug)
    messages.success(request, _("Der Entwurf ist gespeichert. Er zählt erst nach dem Abschließen."))
    return redirect("review", slug=slug, public_id=public_id)


def _page(
    request: HttpRequest,
    juror: JuryMember,
    application: Application,
    rubric: Rubric,
    form: ReviewForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    stored = queries.own_review(juror, application)
    is_conflict = refusal is not None and refusal.code == "version_conflict"
    is_closed = rubric.locked_at is not None or (
        stored is not None and stored.state == ReviewState.FINAL
    )
    if stored and form and is_conflict:
        form.over(stored.version)  # both texts are shown; whoever saves now has seen the other
    shown = form or ReviewForm(criteria=rubric.criteria.all(), review=stored)
    context = {
        "call": juror.call,
        "synthetic": juror.call.is_synthetic,
        "application": application,
        "passages": _passages(juror, application),
        "files": _files(juror, application),
        "rubric": rubric,
        "form": shown,
        "review": stored,
        "is_read_only": is_closed and form is None,
        "stored_rows": _stored_rows(shown, stored),
        "is_conflict": is_conflict,
    }
    return render(request, "jury/review.html", context, status=refusal.status if refusal else 200)


def _passages(juror: JuryMember, application: Application) -> list[reading.Shown]:
    if application.valid_version is None:
        raise Refusal("not_assigned")
    questions = list(juror.call.questions.all())
    shown = reading.shown(application.valid_version.content, questions)
    return [each for each in shown if each.key != drafts.TITLE_KEY]  # it is the page's heading


def _files(juror: JuryMember, application: Application) -> list[Listed]:
    """The files of the valid version, with their addresses for jurors."""
    version = application.valid_version
    parts = [juror.call.slug, application.public_id]
    return listed(
        version.content if version else None,
        lambda file: reverse("review-attachment", args=[*parts, file.key, file.sha256]),
    )


def _stored_rows(form: ReviewForm, stored: Review | None) -> list[dict[str, Any]]:
    """Per criterion the points as stored: what a finished review shows, and a conflict."""
    typed = typed_points(stored) if stored else {}
    return [
        {"criterion": criterion, "points": typed.get(criterion.key, "–")}
        for criterion in form.criteria
    ]
