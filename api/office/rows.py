"""How the office's addresses find who asks, and the row that a path names."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from rest_framework.request import Request

from competition.errors import Refusal
from competition.models import Call, User

Row = TypeVar("Row", bound=Model)


def person(request: Request) -> User:
    """Who holds the token."""
    if not isinstance(request.user, User):
        raise Refusal("token_missing")
    return request.user


def found(rows: QuerySet[Row], **key: Any) -> Row:
    """The one row, or ``not_found``."""
    row = rows.filter(**key).first()
    if row is None:
        raise Refusal("not_found")
    return row


def call_named(slug: str) -> Call:
    return found(Call.objects.all(), slug=slug)
