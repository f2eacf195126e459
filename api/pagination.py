"""Pages of lists: at most 100 rows, and a wrong page is a refusal instead of another page.

``Pages`` counts and numbers them; ``Keyset`` is for lists that grow: it costs the same on the last
page as on the first, and rows that come meanwhile move none to another page. Both tell the pages
beside theirs in the header ``Link`` too (RFC 8288).
"""

import re
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from competition.errors import Refusal

WHOLE = re.compile(r"[1-9][0-9]{0,8}")


ADDRESS = {"type": ["string", "null"], "format": "uri", "example": None}


def require_whole(request: Request, name: str, maximum: int) -> None:
    """Raise ``out_of_range`` unless the parameter is left out or a whole number from 1 on."""
    given = request.query_params.get(name)
    if given is None:
        return
    if not WHOLE.fullmatch(given) or int(given) > maximum:
        raise Refusal("out_of_range", field=name, minimum=1, maximum=maximum)


def linked(response: Response) -> Response:
    """The answer with the pages beside it in its header ``Link``."""
    beside = [
        f'<{response.data[member]}>; rel="{relation}"'
        for member, relation in (("next", "next"), ("previous", "prev"))
        if response.data.get(member)
    ]
    if beside:
        response["Link"] = ", ".join(beside)
    return response


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
        require_whole(request, "page", 10**9 - 1)
        require_whole(request, "page_size", self.max_page_size)
        try:
            return super().paginate_queryset(queryset, request, view)
        except NotFound as error:
            raise Refusal("not_found", field="page") from error

    def get_paginated_response(self, data: Any) -> Response:
        return linked(super().get_paginated_response(data))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """As OpenAPI 3.1 says it: an address or null."""
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "example": 1},
                "next": ADDRESS,
                "previous": ADDRESS,
                "results": schema,
            },
        }


class Keyset(CursorPagination):
    """``?cursor=…&page_size=50``, without a count: follow ``next`` until it is null.

    Rows come in the order of the view's queryset (or of the declared ``order``), which must be
    total; the first column should have few equal values, and none that is null.
    """

    page_size = 50
    max_page_size = 100
    page_size_query_param = "page_size"
    parameters = frozenset({"cursor", "page_size"})

    def get_ordering(
        self, request: Request, queryset: QuerySet[Any], view: APIView
    ) -> tuple[str, ...]:
        """The order that the queryset has."""
        chosen = queryset.query.order_by or queryset.model._meta.ordering
        return tuple(str(name) for name in chosen)

    def paginate_queryset(
        self,
        queryset: QuerySet[Any] | Sequence[Any],
        request: Request,
        view: APIView | None = None,
    ) -> list[Any] | None:
        require_whole(request, "page_size", self.max_page_size)
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, ValueError, ValidationError) as error:
            raise Refusal("malformed", field="cursor") from error

    def get_paginated_response(self, data: Any) -> Response:
        return linked(super().get_paginated_response(data))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """As OpenAPI 3.1 says it: an address or null."""
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": ADDRESS, "previous": ADDRESS, "results": schema},
        }
