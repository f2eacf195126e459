"""What ``?expand=`` tells in full, and what it refuses."""

from types import SimpleNamespace
from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from api.expansion import Expandable, wanted
from competition.errors import Refusal

CALL = SimpleNamespace(slug="runde", title="Eine Runde")


class Told(serializers.Serializer[Any]):
    slug = serializers.CharField()
    title = serializers.CharField()


class Row(serializers.Serializer[Any]):
    call = Expandable(full=Told, brief="slug", allow_null=True)


def asked(query: str) -> Request:
    return Request(APIRequestFactory().get("/", QUERY_STRING=query))


@pytest.mark.parametrize(
    ("query", "found"),
    [("", set()), ("expand=call", {"call"}), ("expand=call,receipt", {"call", "receipt"})],
)
def test_declared_names_are_expanded(query: str, found: set[str]) -> None:
    assert wanted(asked(query), ("call", "receipt")) == found


@pytest.mark.parametrize(
    ("query", "code"),
    [
        *((f"expand={name}", "unknown_choice") for name in ("", "x", "call,", "reviews__score")),
        *((f"expand={name}", "unknown_choice") for name in ("*", "~all", "Call", "call.x")),
        ("expand=call,call", "duplicate_field"),
    ],
)
def test_c05_anything_else_is_refused(query: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        wanted(asked(query), ("call", "receipt"))
    assert (caught.value.code, caught.value.field) == (code, "expand")


@pytest.mark.parametrize(
    ("call", "expanded", "told"),
    [
        (CALL, (), "runde"),
        (CALL, ("call",), {"slug": "runde", "title": "Eine Runde"}),
        (None, ("call",), None),
    ],
)
def test_a_related_object_is_told_in_short_or_in_full(
    call: Any, expanded: tuple[str, ...], told: Any
) -> None:
    row = Row(SimpleNamespace(call=call), context={"expanded": frozenset(expanded)})
    assert row.data == {"call": told}
