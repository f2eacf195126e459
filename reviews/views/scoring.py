"""One application beside its scores: saving a draft, finishing, abstaining, and what comes next."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from reviews import policies
from reviews.forms.review import ReviewForm
from reviews.models import Review
from reviews.services import abstentions, reviews
from reviews.views.history import older
from reviews.views.review_page import Opened, form_of, opened, page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    given = opened(juror, public_id)
    if request.method != "POST":
        return _shown(request, given)
    act = request.POST.get("act", "save")
    if act == "resume":
        return _resumed(request, given)
    form = form_of(given, request.POST)
    if not form.is_valid() or act not in ACTS:
        return page(request, given, form, Refusal("malformed"))
    try:
        ACTS[act](given, form, _saved(given, form))
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        refusals.show(form, refusal, form.names)
        return page(request, opened(juror, public_id), form, refusal)
    return _done(request, given, act)


def _shown(request: HttpRequest, given: Opened) -> HttpResponse:
    """The page, on demand with an older version in the form: nothing of it is written."""
    if not (wanted := request.GET.get("fassung")):
        return page(request, given)
    snapshot, content = older(given, wanted)
    if not given.is_writable:
        return page(request, given)
    return page(request, given, form_of(given, content=content), restored=snapshot)


def _saved(given: Opened, form: ReviewForm) -> Review:
    """Save what was typed first, whatever is asked for, so that nothing typed is lost."""
    saved = reviews.save(
        juror=given.juror,
        application=given.application,
        by=given.juror.user,
        version=form.cleaned_data["version"],
        **form.entered(),
    )
    form.over(saved.version)
    return saved


def _keep(_given: Opened, _form: ReviewForm, _saved: Review) -> None:
    """It is saved already."""


def _finish(given: Opened, _form: ReviewForm, saved: Review) -> None:
    reviews.finalise(
        juror=given.juror,
        application=given.application,
        by=given.juror.user,
        version=saved.version,
    )


def _abstain(given: Opened, form: ReviewForm, saved: Review) -> None:
    abstentions.abstain(
        juror=given.juror,
        application=given.application,
        by=given.juror.user,
        reason=form.cleaned_data.get("abstention_reason", ""),
        version=saved.version,
    )


ACTS: dict[str, Callable[[Opened, ReviewForm, Review], None]] = {
    "save": _keep,
    "next": _keep,
    "finish": _finish,
    "abstain": _abstain,
}


def _resumed(request: HttpRequest, given: Opened) -> HttpResponse:
    try:
        abstentions.resume(juror=given.juror, application=given.application, by=given.juror.user)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Sie bewerten wieder. Die Enthaltung ist aufgehoben."))
    return redirect(given.path("review"))


def _done(request: HttpRequest, given: Opened, act: str) -> HttpResponse:
    said = {
        "finish": _("Die Bewertung ist abgeschlossen und zählt."),
        "abstain": _("Sie haben sich enthalten. Diese Bewertung zählt nirgends."),
    }
    draft = _("Der Entwurf ist gespeichert. Er zählt erst nach dem Abschließen.")
    messages.success(request, said.get(act, draft))
    if act != "next":
        return redirect(given.path("review"))
    slug = given.juror.call.slug
    following = given.way.next_unread or given.way.next_open
    return redirect("review", slug, following) if following else redirect("jury-call", slug)
