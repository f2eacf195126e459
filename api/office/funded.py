"""What the office's addresses of the funded years share: the programme, and the call's clock."""

from datetime import datetime
from typing import Any

from api.endpoint import OfficeEndpoint
from competition.errors import Refusal
from competition.models import Call
from programme.models import Agreement, Programme
from programme.queries import agreements as queries


class Funded(OfficeEndpoint):
    """Addresses below a call's ``programme/``."""

    queryset: Any = Programme.objects.none()

    def programme(self, slug: str) -> Programme:
        """The programme of a call. Raises ``not_found`` where none is set up."""
        found = Programme.objects.filter(call__slug=slug).select_related("call").first()
        if found is None:
            raise Refusal("not_found")
        return found

    def now(self, call: Call) -> datetime:
        """The request's arrival by the call's clock."""
        return self.at + call.clock_shift

    def line(self, slug: str, ags: str) -> queries.Line:
        """One funded municipality, with its agreement. Raises ``not_found``."""
        return queries.line(self.programme(slug).call, ags, self.at)

    def agreement(self, slug: str, ags: str) -> Agreement:
        """Its agreement, as it was proposed. Raises ``not_found`` without one."""
        agreement = self.line(slug, ags).agreement
        if agreement is None:
            raise Refusal("not_found")
        return agreement
