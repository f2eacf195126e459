"""The portal's addresses: load, make one service call, answer."""

from typing import Any

from django.db import transaction
from rest_framework.request import Request
from rest_framework.response import Response

from api import idempotency, tokens
from api.endpoint import PortalEndpoint
from api.models import ApiToken
from api.portal import operations as does
from api.portal.serializers import ReceiptSerializer
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
        return self.row(application, at=self.visit.at, draft=draft, stored=stored, results=results)

    def once(self, act: Any) -> Response:
        """The act, or the kept answer where its key has been used for it before."""
        request = self.request._request
        answer = idempotency.once(
            user=self.visit.person,
            key=request.headers.get(idempotency.HEADER),
            address=request.path,
            body=request.body,
            act=act,
        )
        headers = {"Idempotency-Replayed": "true"} if answer.replayed else {}
        return Response(answer.data, status=answer.status, headers=headers)


class Applications(PortalEndpoint):
    queryset = Application.objects.none()
    operations = {"GET": does.LIST_APPLICATIONS}

    def get(self, request: Request) -> Response:
        own, at = queries.applications_of(self.visit.person), self.visit.at
        return self.rows(own, at=at, results=outcomes.results_of(own.values("pk"), at))


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

        def submit() -> idempotency.Answer:
            receipt = submission.submit(
                application=application,
                by=self.visit.person,
                received_at=arrival,
                digest=body.get("sha256"),
            )
            is_new = receipt.version.received_at == arrival
            return idempotency.Answer(201 if is_new else 200, ReceiptSerializer(receipt).data)

        return self.once(submit)


class Withdrawal(OwnApplication):
    operations = {"POST": does.WITHDRAW_APPLICATION}

    def post(self, request: Request, public_id: str) -> Response:
        application, _ = self.visit.own(public_id), self.body()

        def withdraw() -> idempotency.Answer:
            submission.withdraw(
                application=application,
                by=self.visit.person,
                received_at=self.visit.arrival(application.call),
            )
            return idempotency.Answer(200, self.told(self.visit.own(public_id)).data)

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
