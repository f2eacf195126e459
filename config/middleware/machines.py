"""Questions of machines, answered before anything asks for a host, for HTTPS or for a session.

Whoever watches a process asks it by its own address inside the network, in the clear, and wants to
know about this process alone: a redirect to the public address would ask the proxy instead.
"""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from config.middleware import GetResponse
from config.monitoring import views

ANSWERS: Mapping[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/": views.health,
    "/ready/": views.ready,
}
METRICS = "/metrics/"


def machines(get_response: GetResponse) -> GetResponse:
    """Answers by address alone; everything else goes on to the site.

    So does whoever asks for numbers without the token: to them the address is one of those that do
    not exist, in every respect.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info == METRICS and views.may_read_metrics(request):
            return views.metrics(request)
        answer = ANSWERS.get(request.path_info, get_response)
        return answer(request)

    return middleware
