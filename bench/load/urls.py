"""The site's addresses, and ``/hello/``."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from config.urls import handler500

__all__ = ["handler500", "urlpatterns"]


def hello(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view
    """What any page costs here before it has done anything."""
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello), path("", include("config.urls"))]
