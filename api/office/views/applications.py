"""Applications as the office sees them: sealed until the deadline."""

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.filters import ApplicationFilter
from api.office.operations import applications as does
from api.office.rows import call_named, found
from api.pagination import Keyset
from competition.models import Application


class ApplicationEndpoint(OfficeEndpoint):
    """What all addresses of applications share: how they are found and told."""

    queryset = Application.objects.none()

    @staticmethod
    def applications(slug: str) -> QuerySet[Application]:
        return Application.objects.filter(call__slug=slug).select_related(
            "call__announcement", "call__rubric", "municipality", "valid_version"
        )

    def application(self, slug: str, public_id: str) -> Application:
        return found(self.applications(slug), public_id=public_id)

    def told(self, slug: str, public_id: str) -> Response:
        return self.row(self.application(slug, public_id))


class Applications(ApplicationEndpoint):
    filterset_class = ApplicationFilter
    pagination_class = Keyset
    operations = {"GET": does.LIST_APPLICATIONS}

    def get(self, request: Request, slug: str) -> Response:
        call_named(slug)
        rows = self.applications(slug).select_related("valid_version__receipt")
        unread = {
            "content": ["valid_version__content"],
            "receipt": ["valid_version__receipt__document"],
        }
        for name in unread.keys() - self.expanded:
            rows = rows.defer(*unread[name])
        return self.rows(rows.order_by("municipality__name", "municipality__ags"))


class ApplicationDetail(ApplicationEndpoint):
    operations = {"GET": does.READ_APPLICATION}

    def get(self, request: Request, slug: str, public_id: str) -> Response:
        return self.told(slug, public_id)
