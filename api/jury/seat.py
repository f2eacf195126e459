"""What all addresses of the jury share: the seat, the round's own clock, and what may be opened."""

from datetime import datetime
from typing import Any

from rest_framework.request import Request

from api.endpoint import JuryEndpoint
from api.models import ApiToken
from competition.errors import Refusal
from competition.models import Application
from reviews import queries
from reviews.models import JuryMember


class Seat(JuryEndpoint):
    """``juror``: the seat of the token's person in the call that it names; ``now``: the request's
    arrival by the call's own clock."""

    queryset = Application.objects.none()
    juror: JuryMember
    now: datetime

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        token = request.auth
        if not isinstance(token, ApiToken) or token.call is None:
            raise Refusal("token_missing")
        seat = queries.jury_member(token.call, token.user)
        if seat is None:  # ended since the token was recognised
            raise Refusal("token_invalid")
        self.juror, self.now = seat, self.at + seat.call.clock_shift

    def readable(self, public_id: str, *also: str) -> "queries.AssignedApplication":
        """An application whose text is open to the juror, and ``also`` what belongs to it; every
        other is ``not_found``."""
        rows = queries.applications_for(self.juror, self.now)
        rows = rows.select_related(*also) if also else rows
        return _one(rows.filter(public_id=public_id).first())

    def assigned(self, public_id: str) -> "queries.AssignedApplication":
        """An application that is assigned to the juror; every other is ``not_found``."""
        return _one(queries.assigned(self.juror).filter(public_id=public_id).first())


def _one(row: "queries.AssignedApplication | None") -> "queries.AssignedApplication":
    if row is None:
        raise Refusal("not_found")
    return row
