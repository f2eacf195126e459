"""What every request passes on its way in and every answer on its way out, one purpose a file."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
