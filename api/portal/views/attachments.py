"""Files of a draft: listed, uploaded, downloaded, removed, and handed in after the deadline."""

from functools import partial

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import Keyset
from api.portal.operations import attachments as does
from api.portal.own import OwnApplications
from api.uploads import TakesFile
from competition import attachments
from competition.errors import Refusal
from competition.models import Application, Question
from competition.models.call import QuestionKind
from competition.services import attachments as service
from competition.services import supplements
from competition.views.downloads import download


class Attachments(TakesFile, OwnApplications):
    operations = {"GET": does.LIST, "POST": does.UPLOAD}
    pagination_class = Keyset

    def get(self, request: Request, public_id: str) -> Response:
        held = self.own(public_id).attachments.select_related("question")
        return self.rows(held.order_by("-uploaded_at", "question__key", "sha256"))

    def post(self, request: Request, public_id: str) -> Response:
        own = self.own(public_id)
        lost = partial(
            service.remember_unread,
            application=own,
            by=self.visit.person,
            begun_at=self.at + own.call.clock_shift,
        )
        with self.uploaded(lost) as uploaded:
            unknown = Refusal("unknown_question", field="question")
            question = question_of(own, uploaded.values["question"], unknown)

            def attach() -> Response:
                kept = service.attach(
                    application=own,
                    question=question,
                    by=self.visit.person,
                    incoming=uploaded.values["file"],
                    begun_at=uploaded.begun_at + own.call.clock_shift,
                    received_at=self.visit.arrival(own.call),
                    replaces=uploaded.values.get("replaces"),
                )
                response = self.row(kept)
                is_new = kept.uploaded_at == self.visit.arrival(own.call)
                response.status_code = 201 if is_new else 200
                return response

            return self.once(attach)


def question_of(own: Application, key: str, otherwise: Refusal) -> Question:
    """The question of files with this key."""
    question = own.call.questions.filter(key=key, kind=QuestionKind.FILES).first()
    if question is None:
        raise otherwise
    question.call = own.call  # loaded already
    return question


class AttachmentDetail(OwnApplications):
    operations = {"GET": does.DOWNLOAD, "DELETE": does.REMOVE}

    def get(self, request: Request, public_id: str, key: str, sha256: str) -> HttpResponseBase:
        return download(
            self.request._request, attachments.own_file(self.own(public_id), key, sha256)
        )

    def delete(self, request: Request, public_id: str, key: str, sha256: str) -> Response:
        own, _ = self.own(public_id), self.body()
        question = question_of(own, key, Refusal("not_found"))

        def remove() -> Response:
            service.remove(
                application=own,
                question=question,
                by=self.visit.person,
                sha256=sha256,
                received_at=self.visit.arrival(own.call),
            )
            return Response(status=204)

        return self.once(remove)


class HandIn(OwnApplications):
    operations = {"POST": does.HAND_IN}

    def post(self, request: Request, public_id: str, key: str) -> Response:
        own, body = self.own(public_id), self.body()
        question = question_of(own, key, Refusal("not_found"))
        arrival = self.visit.arrival(own.call)

        def hand_in() -> Response:
            receipt = supplements.hand_in(
                application=own,
                question=question,
                by=self.visit.person,
                received_at=arrival,
                read=body["sha256"],
            )
            return self.issued(receipt, arrival)

        return self.once(hand_in)
