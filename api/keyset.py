"""Where a page of a growing list begins: right behind, or right before, a row that was told.

A cursor holds that row's values of every column of the order, and is signed for one list with one
choice of filters and order: anything else, cut off, altered or of another list, is ``malformed``.
It can be read by whoever holds it, so the columns of an order are ones that the list tells anyway,
never a running number (gaps in it would tell what is hidden).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.db.models import Model, Q
from django.http import QueryDict
from rest_framework.request import Request

from competition.errors import Refusal

PARAMETER = "cursor"
SIZE = "page_size"
MAX_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: ``values`` of the row beside it, one per column of the order.

    ``backwards``: the page ends right before the row instead of beginning right behind it.
    """

    values: tuple[Any, ...]
    backwards: bool = False


def written(cursor: Cursor, request: Request) -> str:
    """The cursor as it stands in the address of a page of this list."""
    told = [int(cursor.backwards), *(_plain(value) for value in cursor.values)]
    return _signer(request).sign_object(told)


def read(request: Request, columns: int) -> Cursor | None:
    """The request's cursor, None without one.

    Raises ``malformed`` for one that this list, so filtered and ordered, has not given.
    """
    given = request.query_params.get(PARAMETER)
    if given is None:
        return None
    if len(given) > MAX_CHARS:
        raise Refusal("malformed", field=PARAMETER)
    try:
        backwards, *values = _signer(request).unsign_object(given)
    except (signing.BadSignature, ValueError) as error:
        raise Refusal("malformed", field=PARAMETER) from error
    if len(values) != columns:  # the order is another one in this version of the program
        raise Refusal("malformed", field=PARAMETER)
    return Cursor(tuple(_meant(value) for value in values), bool(backwards))


def _signer(request: Request) -> signing.Signer:
    """Without a time inside: the same page has the same address, and so the same ETag."""
    asked = QueryDict(mutable=True)
    for name, value in sorted(request.query_params.items()):
        if name not in (PARAMETER, SIZE):
            asked[name] = str(value)
    return signing.Signer(salt=f"api.keyset {request.path} {asked.urlencode()}")


def _plain(value: Any) -> Any:
    """A value as JSON has it; instants and days are told apart from texts."""
    if isinstance(value, datetime):
        return {"instant": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _meant(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "instant" in value:
        return datetime.fromisoformat(value["instant"])
    return date.fromisoformat(value["day"])


def behind(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows that come after the one with these values, by all columns of the order."""
    found, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        lookup = "lt" if name.startswith("-") else "gt"
        found |= equal & Q(**{f"{name.lstrip('-')}__{lookup}": value})
        equal &= Q(**{name.lstrip("-"): value})
    return found


def reversed_order(order: Sequence[str]) -> list[str]:
    """The same columns, the last row first."""
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def values_of(row: Model, order: Sequence[str]) -> tuple[Any, ...]:
    """What a row has in the columns of an order; ``municipality__name`` is its municipality's."""
    return tuple(_value(row, name.lstrip("-")) for name in order)


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row
