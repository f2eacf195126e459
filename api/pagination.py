"""Pages of lists: at most 100 rows, and a wrong page is a refusal instead of another page.

``Pages`` counts and numbers them; ``Keyset`` is for lists that grow: it costs the same on the last
page as on the first, and rows that come meanwhile move none to another page. Both tell the pages
beside theirs in the header ``Link`` too (RFC 8288).
"""

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination, PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from api import keyset
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


class Keyset(BasePagination):
    """``?cursor=…&page_size=50``, without a count: follow ``next`` until it is null.

    Rows come in the order of the view's queryset (or of the declared ``order``). Its columns, taken
    together, tell any two rows apart, none is null, and all are ones that the list tells anyway
    (``api.keyset``). A row that comes or goes meanwhile moves no other to another page.
    """

    default_size, max_page_size = 50, 100
    parameters = frozenset({keyset.PARAMETER, keyset.SIZE})
    request: Request
    next_address: str | None = None
    previous_address: str | None = None

    def paginate_queryset(
        self,
        queryset: QuerySet[Any] | Sequence[Any],
        request: Request,
        view: APIView | None = None,
    ) -> list[Any]:
        if not isinstance(queryset, QuerySet):
            raise TypeError("A keyset page needs a queryset.")
        require_whole(request, keyset.SIZE, self.max_page_size)
        self.request = request
        size = int(request.query_params.get(keyset.SIZE, self.default_size))
        order = [str(each) for each in queryset.query.order_by or queryset.model._meta.ordering]
        cursor = keyset.read(request, len(order))
        return self._page(queryset, order, cursor, size)

    def _page(
        self, rows: QuerySet[Any], order: list[str], cursor: keyset.Cursor | None, size: int
    ) -> list[Any]:
        """The rows of the page; one more is read to see whether another page follows."""
        backwards = cursor is not None and cursor.backwards
        walked = keyset.reversed_order(order) if backwards else order
        if cursor:
            rows = rows.filter(keyset.behind(walked, cursor.values))
        found = list(rows.order_by(*walked)[: size + 1])
        goes_on, page = len(found) > size, found[:size]
        if backwards:
            page.reverse()
        if page and (goes_on or backwards):
            self.next_address = self._address(page[-1], order)
        if page and (goes_on if backwards else cursor is not None):
            self.previous_address = self._address(page[0], order, backwards=True)
        return page

    def _address(self, row: Any, order: list[str], *, backwards: bool = False) -> str:
        """The page behind (or before) this row."""
        cursor = keyset.Cursor(keyset.values_of(row, order), backwards)
        here = self.request.build_absolute_uri()
        return replace_query_param(here, keyset.PARAMETER, keyset.written(cursor, self.request))

    def get_paginated_response(self, data: Any) -> Response:
        beside = {"next": self.next_address, "previous": self.previous_address}
        return linked(Response({**beside, "results": data}))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """As OpenAPI 3.1 says it: an address or null."""
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": ADDRESS, "previous": ADDRESS, "results": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """As OpenAPI describes both."""
        sizes = {"type": "integer", "minimum": 1, "maximum": self.max_page_size}
        return [
            parameter(keyset.PARAMETER, "As `next` and `previous` give it.", {"type": "string"}),
            parameter(keyset.SIZE, "Rows of a page.", sizes),
        ]


def parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter of the address, as OpenAPI describes it."""
    place = {"name": name, "required": False, "in": "query"}
    return {**place, "description": description, "schema": schema}
