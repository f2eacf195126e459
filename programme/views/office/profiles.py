"""The profiles that municipalities have published: watched, and taken down where they must be."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.models import Award, Call
from competition.views.office.access import OfficeRequest, office_only, page_of
from programme import profiles as rules
from programme.forms.profiles import TakeDownForm
from programme.models import ProfileVersion, Programme
from programme.queries import profiles as queries
from programme.services import profiles as service
from programme.views.office.access import context_of, programme_of, with_programme


@require_safe
@office_only
@with_programme
def profiles(request: OfficeRequest, programme: Programme) -> HttpResponse:
    call = programme.call
    context = {
        **context_of(call),
        "page": page_of(request, queries.watched(call)),
        "old_before": clock.now(call) - queries.FRESH,
    }
    return render(request, "office/programme/profiles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def profile(request: OfficeRequest, slug: str, ags: str) -> HttpResponse:
    call = programme_of(slug).call
    award = queries.watched(call).filter(municipality__ags=ags).first()
    if award is None:
        raise Refusal("not_found")
    if request.method != "POST":
        return _page(request, call, award)
    form = TakeDownForm(request.POST)
    if not form.is_valid():
        return _page(request, call, award, form, status=400)
    try:
        service.take_down(award=award, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        show(form, refusal)
        return _page(request, call, award, form, status=refusal.status)
    messages.success(request, _("Das Profil ist heruntergenommen. Das Schreiben geht ab."))
    return redirect("office-profile", call.slug, ags)


def _page(
    request: OfficeRequest,
    call: Call,
    award: Award,
    form: TakeDownForm | None = None,
    status: int = 200,
) -> HttpResponse:
    versions = list(
        ProfileVersion.objects.filter(profile__award=award)
        .select_related("published_by", "taken_down_by")
        .order_by("-number")
    )
    latest = versions[0] if versions else None
    if form is not None and latest is not None:
        form.data = {**request.POST.dict(), "read": latest.number}
    context = {
        **context_of(call),
        "award": award,
        "versions": versions,
        "latest": latest,
        "profile": latest and rules.shown(latest.content),
        "form": form or TakeDownForm(initial={"read": latest.number if latest else 0}),
    }
    return render(request, "office/programme/profile.html", context, status=status)
