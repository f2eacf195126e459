"""The profile of a funded project as its municipality writes it, looks at it and publishes it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competition import receipts
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.models import Award
from competition.views.entrance import Visit, signed_in
from programme import profiles
from programme.forms.profiles import ProfileForm
from programme.models import Profile, ProfileVersion
from programme.queries.profiles import latest_of
from programme.services import profiles as service
from programme.views.portal.access import Own, own_award


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = own_award(visit, public_id)
    award = own.award
    if request.method != "POST":
        stored = _stored(award)
        return _page(request, own, ProfileForm.of(stored.content, stored.revision))
    form = ProfileForm.typed(request.POST.dict())
    if not form.is_valid():
        return _page(request, own, form, status=400)
    read = form.cleaned_data["read"]
    try:
        service.save(award=award, by=visit.person, read=read, content=form.content)
    except Refusal as refusal:
        return _refused(request, own, form, refusal)
    if request.POST.get("then") == "preview":
        return redirect("portal-profile-preview", public_id)
    messages.success(request, _("Gespeichert. Veröffentlicht ist davon noch nichts."))
    return redirect("portal-profile", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preview(request: HttpRequest, visit: Visit, public_id: str) -> HttpResponse:
    own = own_award(visit, public_id)
    award = own.award
    if request.method != "POST":
        return _preview(request, own)
    try:
        service.publish(award=award, by=visit.person, read=request.POST.get("digest", ""))
    except Refusal as refusal:
        return _preview(request, own, refusal)
    messages.success(request, _("Ihr Projektprofil ist veröffentlicht."))
    return redirect("portal-profile", public_id)


def _stored(award: Award) -> Profile:
    found = Profile.objects.filter(award=award).first()
    return found or Profile(award=award, content=dict(profiles.EMPTY))


def _refused(request: HttpRequest, own: Own, form: ProfileForm, refusal: Refusal) -> HttpResponse:
    """Everything typed stays in its field; of a conflict, what stands now is shown beside it."""
    names, theirs = form.names(refusal), None
    if refusal.code == "version_conflict":
        theirs = _stored(own.award)
        form = ProfileForm.typed(request.POST.dict(), theirs.revision)
    show(form, refusal, names)
    return _page(request, own, form, theirs, status=refusal.status)


def _page(
    request: HttpRequest,
    own: Own,
    form: ProfileForm,
    theirs: Profile | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {**_frame(own), "form": form, "theirs": theirs and profiles.shown(theirs.content)}
    return render(request, "portal/programme/profile.html", context, status=status)


def _preview(request: HttpRequest, own: Own, refusal: Refusal | None = None) -> HttpResponse:
    content = _stored(own.award).content
    digest, context = receipts.digest(content), _frame(own)
    latest: ProfileVersion | None = context["latest"]
    context |= {
        "refusal": refusal,
        "digest": digest,
        "profile": profiles.shown(content),
        "missing": [profiles.NAMES[each] for each in profiles.missing(content)],
        "is_published": bool(latest and latest.digest == digest and not latest.taken_down_at),
    }
    status = refusal.status if refusal else 200
    return render(request, "portal/programme/profile_preview.html", context, status=status)


def _frame(own: Own) -> dict[str, Any]:
    return {**own.context, "latest": latest_of(own.award)}
