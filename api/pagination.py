"""Pages of lists: at most 100 rows, and a wrong page is a refusal instead of another page."""

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.views import APIView

from competition.errors import Refusal

WHOLE = re.compile(r"[1-9][0-9]{0,8}")


class Pages(PageNumberPagination):
    """``?page=2&page_size=50``. A page behind the last is 404."""

    page_size = 50
    max_page_size = 100
    page_size_query_param = "page_size"
    parameters = frozenset({"page", "page_size"})

    def paginate_queryset(
        self,
        queryset: QuerySet[Any] | Sequence[Any],
        request: Request,
        view: APIView | None = None,
    ) -> list[Any] | None:
        self._require_whole(request, "page", 10**9 - 1)
        self._require_whole(request, "page_size", self.max_page_size)
        try:
            return super().paginate_queryset(queryset, request, view)
        except NotFound as error:
            raise Refusal("not_found", field="page") from error

    def _require_whole(self, request: Request, name: str, maximum: int) -> None:
        given = request.query_params.get(name)
        if given is None:
            return
        if not WHOLE.fullmatch(given) or int(given) > maximum:
            raise Refusal("out_of_range", field=name, minimum=1, maximum=maximum)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """As OpenAPI 3.1 says it: an address or null."""
        address = {"type": ["string", "null"], "format": "uri", "example": None}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "example": 1},
                "next": address,
                "previous": address,
                "results": schema,
            },
        }
