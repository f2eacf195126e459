"""Addresses whose views fail, as only a mistake in the program makes them fail."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path

handler500 = "config.errors.unexpected"


def fail(request: HttpRequest) -> NoReturn:
    raise RuntimeError("secret detail")


urlpatterns = [path("api/v1/fail/", fail), path("fail/", fail)]
