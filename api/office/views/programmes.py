"""The funded period of a call: set up, changed, published."""

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from api.office.funded import Funded
from api.office.operations import programmes as does
from api.office.rows import call_named, person
from programme.queries import tranches
from programme.services import programmes as service


class FundedYears(Funded):
    """What all its addresses share: how it is told."""

    def told(self, slug: str) -> Response:
        programme = self.programme(slug)
        return self.row(programme, sums=tranches.sums(programme))


class FundedYearsDetail(FundedYears):
    operations = {"GET": does.READ_ONE, "POST": does.SET_UP, "PATCH": does.CHANGE}

    def get(self, request: Request, slug: str) -> Response:
        return self.told(slug)

    def post(self, request: Request, slug: str) -> Response:
        call, fields = call_named(slug), self.body()
        parts = _parts(fields)

        def act() -> Response:
            service.create(call=call, by=person(request), fields=fields, **parts)
            response = self.told(slug)
            response["Location"] = reverse("api-office-funded-years", args=[slug])
            return response

        return self.once(act)

    def patch(self, request: Request, slug: str) -> Response:
        programme, fields = self.programme(slug), self.body()
        parts, read = _parts(fields), fields.pop("version")

        def act() -> Response:
            service.change(
                programme=programme, by=person(request), read=read, fields=fields, **parts
            )
            return self.told(slug)

        return self.once(act)


class PublishFundedYears(FundedYears):
    operations = {"POST": does.PUBLISH}

    def post(self, request: Request, slug: str) -> Response:
        programme, body = self.programme(slug), self.body()

        def act() -> Response:
            service.publish(programme=programme, by=person(request), read=body["version"])
            return self.told(slug)

        return self.once(act)


def _parts(fields: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    """Reports and tranches, where they were sent; the rest stays in ``fields``."""
    names = ("requirements", "tranches")
    return {name: fields.pop(name) for name in names if name in fields}  # type: ignore[misc]  # lists by their fields
