from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from competition.accounts import second_factor
from competition.errors import Refusal
from demo.people import CHAIR, CLERK, ENTERED, JUROR, SIGNATORY

HOMES = {CLERK.key: "portal", SIGNATORY.key: "portal", JUROR.key: "jury", CHAIR.key: "jury"}


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as an example person. The address exists in demo mode only (config/urls.py)."""
    person = next((p for p in ENTERED if p.key == request.POST.get("person")), None)
    if person is None:
        raise Refusal("not_found")
    user = person.user()
    login(request, user)
    second_factor.vouch(request, user, kind="example")
    return redirect(HOMES.get(person.key, "office"))
