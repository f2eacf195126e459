"""Addresses whose views fail, as only a mistake in the program makes them fail, or the database."""

from typing import NoReturn

from django.db import OperationalError, ProgrammingError
from django.http import HttpRequest
from django.urls import path

handler500 = "config.errors.unexpected"


def fail(request: HttpRequest) -> NoReturn:
    raise RuntimeError("secret detail")


def wait_in_vain(request: HttpRequest) -> NoReturn:
    raise OperationalError("secret: canceling statement due to lock timeout")


def go_on_without_a_line(request: HttpRequest) -> NoReturn:
    try:
        wait_in_vain(request)
    except OperationalError:
        raise ProgrammingError("Cannot open a new connection in an atomic block.")  # noqa: B904


urlpatterns = [
    path("api/v1/fail/", fail),
    path("fail/", fail),
    path("api/v1/busy/", wait_in_vain),
    path("busy/", wait_in_vain),
    path("api/v1/cut/", go_on_without_a_line),
    path("cut/", go_on_without_a_line),
]
