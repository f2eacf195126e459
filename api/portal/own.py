"""What all addresses of the portal share: whose applications there are to see at all."""

from datetime import datetime

from rest_framework.response import Response

from api.endpoint import PortalEndpoint
from api.shapes import instant
from competition.models import Application, Receipt
from competition.views.portal.draft import draft_of


class OwnApplications(PortalEndpoint):
    """Of the municipalities that the person acts for."""

    queryset = Application.objects.none()

    def own(self, public_id: str) -> Application:
        """One of them. Raises ``not_found`` for all others, and remembers that it was asked."""
        return self.visit.own(public_id)

    def issued(self, receipt: Receipt, arrival: datetime) -> Response:
        """The receipt: 201 if this request has sealed what it names, 200 if that stood already."""
        response = self.row(receipt)
        response.status_code = 201 if receipt.version.received_at == arrival else 200
        return response

    def told(self, public_id: str) -> Response:
        """The application as it stands now, in full."""
        application = self.own(public_id)
        answers = application.answers.select_related("question")
        versions = {answer.question.key: answer.version for answer in answers}
        draft = draft_of(application, self.visit)
        results = {application.pk: draft.result} if draft.result else {}
        response = self.row(application, draft=draft, versions=versions, results=results)
        # Not in the body: what has not changed keeps its ETag.
        response["Server-Time"] = instant(draft.round.at)
        return response
