"""A feed for programs that ask again and again: ``?after=`` what the last answer said."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from api.keyset import SIZE
from api.pagination import linked, parameter, require_whole
from competition.audit import reading
from competition.errors import Refusal
from competition.models import AuditHead

PARAMETER = "after"
PLACE = re.compile(r"([1-9][0-9]{0,8})\.([1-9][0-9]{0,17})", re.ASCII)
MAX_CHARS = 4_000
EXAMPLE = "1.120-3.26"
EXAMPLE_ADDRESS = f"https://modellkommune.example.org/api/v1/office/events/?after={EXAMPLE}"


def read(text: str, heads: Sequence[AuditHead]) -> dict[int, int]:
    """How far each chain was read, as an earlier answer has said.

    Raises ``malformed`` for what no answer can have said: other signs, a chain that the token does
    not open, a place behind the end.
    """
    if len(text) > MAX_CHARS:
        raise Refusal("malformed", field=PARAMETER)
    known = {head.pk: head.sequence for head in heads}
    found: dict[int, int] = {}
    for part in text.split("-") if text else []:
        place = PLACE.fullmatch(part)
        head, sequence = (int(place[1]), int(place[2])) if place else (0, 0)
        if place is None or head in found or sequence > known.get(head, 0):
            raise Refusal("malformed", field=PARAMETER)
        found[head] = sequence
    return found


def written(places: Mapping[int, int]) -> str:
    """How far each chain was read: ``1.120-3.26`` is 120 entries of chain 1 and 26 of chain 3."""
    return "-".join(f"{head}.{sequence}" for head, sequence in sorted(places.items()))


class Feed(BasePagination):
    """``?after=…&page_size=50``. ``next`` is never null: asked again, it tells what came since."""

    default_size, max_page_size = 50, 100
    parameters = frozenset({PARAMETER, SIZE})
    request: Request
    places: dict[int, int]

    def paginate_queryset(
        self,
        queryset: QuerySet[Any] | Sequence[Any],
        request: Request,
        view: APIView | None = None,
    ) -> list[Any]:
        if not isinstance(queryset, QuerySet):
            raise TypeError("A feed needs a queryset.")
        require_whole(request, SIZE, self.max_page_size)
        size = int(request.query_params.get(SIZE, self.default_size))
        heads: list[AuditHead] = list(view.heads())  # type: ignore[union-attr]  # Events has them
        self.request = request
        self.places = read(request.query_params.get(PARAMETER, ""), heads)
        found = list(reading.behind(heads, self.places, queryset)[:size])
        for entry in found:
            self.places[entry.head_id] = entry.sequence
        return found

    def get_paginated_response(self, data: Any) -> Response:
        after = written(self.places)
        here = self.request.build_absolute_uri()
        address = replace_query_param(here, PARAMETER, after)
        return linked(Response({"next": address, "after": after, "results": data}))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """As OpenAPI says it."""
        return {
            "type": "object",
            "required": ["next", "after", "results"],
            "properties": {
                "next": {"type": "string", "format": "uri", "example": EXAMPLE_ADDRESS},
                "after": {"type": "string", "example": EXAMPLE},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """As OpenAPI describes both."""
        sizes = {"type": "integer", "minimum": 1, "maximum": self.max_page_size}
        return [
            parameter(PARAMETER, "What `after` said in the last answer.", {"type": "string"}),
            parameter(SIZE, "Events at once.", sizes),
        ]
