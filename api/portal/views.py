"""The portal's addresses: load, make one service call, answer."""

from django.db import transaction
from rest_framework.request import Request
from rest_framework.response import Response

from api import tokens
from api.endpoint import PortalEndpoint
from api.models import ApiToken
from api.portal import operations as does
from competition import outcomes, queries
from competition.errors import Refusal
from competition.models import Application, Receipt
from competition.services import answers, submission
from competition.views.portal.draft import draft_of


class OwnApplication(PortalEndpoint):
    """What all addresses of one application share: how it is told, and retried."""

    queryset = Application.objects.none()

    def told(self, application: Application) -> Response:
        stored = {
            answer.question.key: (answer.value, answer.version)
            for answer in application.answers.select_related("question")
        }
        draft = draft_of(application, self.visit)
        results = {application.pk: draft.result} if draft.result else {}
        return self.row(application, draft=draft, stored=stored, results=results)


class Applications(PortalEndpoint):
    queryset = Application.objects.none()
    operations = {"GET": does.LIST_APPLICATIONS}

    def get(self, request: Request) -> Response:
        own = self.within(queries.applications_of(self.visit.person))
        return self.rows(own, results=outcomes.results_of(own.values("pk"), self.at))


class ApplicationDetail(OwnApplication):
    operations = {"GET": does.READ_APPLICATION}

    def get(self, request: Request, public_id: str) -> Response:
        return self.told(self.visit.own(public_id))


class Answers(OwnApplication):
    operations = {"PATCH": does.SAVE_ANSWERS}

    def patch(self, request: Request, public_id: str) -> Response:
        application, body = self.visit.own(public_id), self.body()
        token = request.auth
        if not isinstance(token, ApiToken):
            raise Refusal("token_missing")
        with transaction.atomic():
            versions = answers.save(
                application=application, by=self.visit.person, changes=body["answers"]
            )
            tokens.require_still_valid(token)
        return self.row({"versions": versions})


class Submission(OwnApplication):
    operations = {"POST": does.SUBMIT_APPLICATION}

    def post(self, request: Request, public_id: str) -> Response:
        application, body = self.visit.own(public_id), self.body()
        arrival = self.visit.arrival(application.call)

        def submit() -> Response:
            receipt = submission.submit(
                application=application,
                by=self.visit.person,
                received_at=arrival,
                digest=body.get("sha256"),
            )
            response = self.row(receipt)
            response.status_code = 201 if receipt.version.received_at == arrival else 200
            return response

        return self.once(submit)


class Withdrawal(OwnApplication):
    operations = {"POST": does.WITHDRAW_APPLICATION}

    def post(self, request: Request, public_id: str) -> Response:
        application, _ = self.visit.own(public_id), self.body()

        def withdraw() -> Response:
            submission.withdraw(
                application=application,
                by=self.visit.person,
                received_at=self.visit.arrival(application.call),
            )
            return self.told(self.visit.own(public_id))

        return self.once(withdraw)


class ReceiptDetail(OwnApplication):
    operations = {"GET": does.READ_RECEIPT}

    def get(self, request: Request, public_id: str) -> Response:
        application = self.visit.own(public_id)
        receipt = Receipt.objects.filter(version=application.valid_version_id).select_related(
            "version"
        )
        found = receipt.first() if application.valid_version_id else None
        if found is None:
            raise Refusal("not_found")
        return self.row(found)
