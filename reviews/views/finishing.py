"""Finishing all complete reviews at once, after saying which ones and why the others are not."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from competition import addresses
from competition.errors import Refusal
from reviews import finishing
from reviews.services import finishing as service
from reviews.services.finishing import Finished
from reviews.views.offline import visit

SEEN = re.compile(r"([A-Za-z0-9_-]{1,20})\.([0-9]{1,9})")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, slug: str) -> HttpResponse:
    of = visit(request, slug)
    if request.method == "POST":
        results = service.finish(
            juror=of.juror, by=of.juror.user, versions=_seen(request.POST.getlist("seen"))
        )
        _tell(request, results)
        return redirect("jury-matrix", slug=slug)
    found = finishing.candidates(of.juror, of.rubric)
    address = addresses.of_each("review", slug)
    context = {
        "call": of.juror.call,
        "synthetic": of.juror.call.is_synthetic,
        "rubric": of.rubric,
        "ready": [(each, address(each.application.public_id)) for each in found if each.is_ready],
        "others": [
            (each, address(each.application.public_id)) for each in found if not each.is_ready
        ],
    }
    return render(request, "jury/finish.html", context)


def _seen(typed: list[str]) -> dict[str, int]:
    """Public id → version, as the page has shown them. Raises ``malformed``."""
    found = [SEEN.fullmatch(each) for each in typed]
    if not found or None in found:
        raise Refusal("malformed")
    return {each[1]: int(each[2]) for each in found if each}


def _tell(request: HttpRequest, results: list[Finished]) -> None:
    done = sum(each.refusal is None for each in results)
    if done:
        messages.success(
            request,
            ngettext(
                "%(count)s Bewertung ist abgeschlossen und zählt.",
                "%(count)s Bewertungen sind abgeschlossen und zählen.",
                done,
            )
            % {"count": done},
        )
    for each in results:
        if each.refusal:
            version = each.application.valid_version if each.application else None
            told = {"title": version.title if version else "?", "why": each.refusal.sentence}
            messages.warning(request, _("„%(title)s“ ist nicht abgeschlossen: %(why)s") % told)
