"""What helps in reading: an application is marked as read, single keys are switched."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from competition.accounts import second_factor
from reviews import policies
from reviews.services import jury, readings
from reviews.views.review_page import opened


@login_required
@require_POST
def read(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    given = opened(juror, public_id, with_partners=False)
    readings.note(juror=juror, application=given.application, by=juror.user)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204)
    messages.success(request, _("Diese Bewerbung ist als gelesen gemerkt."))
    return redirect(given.path("review"))


@login_required
@require_POST
def keys(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    juror = policies.require_juror(request.user, slug)
    second_factor.require(request)
    given = opened(juror, public_id, with_partners=False)
    is_on = request.POST.get("keys") == "on"
    jury.set_single_keys(juror=juror, by=juror.user, is_on=is_on)
    said = _("Einzelne Tasten sind eingeschaltet.") if is_on else _("Einzelne Tasten sind aus.")
    messages.success(request, said)
    return redirect(given.path("review"))
