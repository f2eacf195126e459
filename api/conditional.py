"""Conditional requests: what is read has an ETag (RFC 9110, 13)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.http import conditional_page
from rest_framework.response import Response

from api import problems
from competition.errors import Refusal


def conditional(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """ETags, 304 for who has the answer, and 412 as a problem for who asks for another state."""
    answered = conditional_page(view)

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = answered(*args, **kwargs)
        if isinstance(response, Response):  # its state is known once it is rendered
            response.add_post_render_callback(_of_another_state)
        return response

    return wrapper


def _of_another_state(response: HttpResponseBase) -> HttpResponseBase | None:
    return problems.respond(Refusal("precondition_failed")) if response.status_code == 412 else None
