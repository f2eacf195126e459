"""Workshops as a funded municipality answers to them."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.handles import row_of
from api.pagination import Keyset
from api.portal.funded import OwnFunded
from api.portal.operations import workshops as does
from competition.errors import Refusal
from programme.models import Workshop
from programme.queries import workshops as queries
from programme.queries.workshops import Taking
from programme.services import attendances


class OwnWorkshopsEndpoint(OwnFunded):
    """How the municipality stands to the announced workshops."""

    def one(self, public_id: str, workshop: str) -> Taking:
        """One announced workshop. Raises ``not_found``."""
        agreement = self.agreed(public_id)
        if agreement is None:
            raise Refusal("not_found")
        at = self.visit.arrival(agreement.award.call)
        found = row_of(queries.shown_to(agreement, at), workshop)
        return Taking(found, agreement, agreement.attendances.filter(workshop=found).first(), at)

    def told_workshop(self, public_id: str, workshop: str) -> Response:
        taking = self.one(public_id, workshop)
        return self.row(taking.workshop, takings=lambda _workshop: taking)


class OwnWorkshops(OwnWorkshopsEndpoint):
    operations = {"GET": does.LIST}
    pagination_class = Keyset

    def get(self, request: Request, public_id: str) -> Response:
        agreement = self.agreed(public_id)
        if agreement is None:
            return self.rows(Workshop.objects.none())
        at = self.visit.arrival(agreement.award.call)
        found = {each.workshop_id: each for each in agreement.attendances.all()}
        shown = queries.shown_to(agreement, at).order_by("starts_at", "title")
        return self.rows(
            shown, takings=lambda each: Taking(each, agreement, found.get(each.pk), at)
        )


class OwnWorkshop(OwnWorkshopsEndpoint):
    operations = {"GET": does.READ_ONE}

    def get(self, request: Request, public_id: str, workshop: str) -> Response:
        return self.told_workshop(public_id, workshop)


class OwnWorkshopAnswer(OwnWorkshopsEndpoint):
    operations = {"POST": does.ANSWER}

    def post(self, request: Request, public_id: str, workshop: str) -> Response:
        taking, body = self.one(public_id, workshop), self.body()

        def answer() -> Response:
            attendances.announce(
                workshop=taking.workshop,
                agreement=taking.agreement,
                by=self.visit.person,
                read=body["sha256"],
                count=body["count"],
                message=body.get("message", ""),
            )
            return self.told_workshop(public_id, workshop)

        return self.once(answer)
