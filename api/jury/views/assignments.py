"""The own desk: what is assigned, and how far the juror is with it."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.jury import operations as does
from api.jury import rows
from api.jury.filters import AssignmentFilter
from api.jury.seat import Seat
from api.pagination import Keyset


class Assignments(Seat):
    filterset_class = AssignmentFilter
    pagination_class = Keyset
    operations = {"GET": does.LIST_ASSIGNMENTS}

    def get(self, request: Request) -> Response:
        found = self.filter_queryset(rows.desk(self.juror, self.now, self.expanded))
        page = self.paginate_queryset(found) or []
        told = rows.assigned(self.juror, page, self.expanded)
        return self.get_paginated_response(self._told(told, many=True))
