"""My data: what is stored about me, how long, and all of it as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from competition.accounts import second_factor
from competition.services import own_data as service
from competition.views.accounts.frame import person_of

NAME = "meine-daten.json"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: HttpRequest) -> HttpResponseBase:
    person = person_of(request)
    if request.method != "POST":
        return _page(request)
    second_factor.require_fresh(request)
    answer = StreamingHttpResponse(service.export(person=person), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(request: HttpRequest) -> HttpResponse:
    response = render(request, "people/own_data.html")
    add_never_cache_headers(response)
    return response
