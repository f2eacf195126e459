"""Conflicts of interest: declared about all applications in one sitting, before any text opens."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.jury import operations as does
from api.jury import rows
from api.jury.bodies import Answered, Contested
from api.jury.filters import DeclarationFilter
from api.jury.seat import Seat
from api.pagination import Keyset
from reviews.services import conflicts


class Declarations(Seat):
    filterset_class = DeclarationFilter
    pagination_class = Keyset
    operations = {"GET": does.LIST_DECLARATIONS, "POST": does.DECLARE_CONFLICTS}

    def get(self, request: Request) -> Response:
        return self.rows(rows.declarations(self.juror))

    def post(self, request: Request) -> Response:
        body = self.body()
        return self.once(lambda: self._declared(**body))

    def _declared(
        self, answers: list[Answered] | None = None, contests: list[Contested] | None = None
    ) -> Response:
        given, contested = answers or [], contests or []
        conflicts.declare(
            juror=self.juror,
            answers={each.application: each.answer for each in given},
            by=self.juror.user,
            notes={each.application: each.note for each in given},
            understood=[each.application for each in given if each.understood],
            contests={each.application: each.reason for each in contested},
        )
        named = [each.application for each in given] + [each.application for each in contested]
        return self._told_of(named)

    def _told_of(self, public_ids: list[str]) -> Response:
        found = rows.declarations(self.juror).filter(public_id__in=public_ids)
        by_id = {row.public_id: row for row in found}
        told: dict[str, Any] = {
            "results": [by_id[each] for each in dict.fromkeys(public_ids)],
            "declarations_open": rows.declarations_open(self.juror),
        }
        return self.row(told)
