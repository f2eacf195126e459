"""A correction that the office has asked for: read, answered, submitted."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.portal.operations import corrections as does
from api.portal.own import OwnApplications
from competition import corrections, policies, queries
from competition.errors import Refusal
from competition.models import Correction
from competition.services import corrections as service


class OwnCorrection(OwnApplications):
    def correction(self, public_id: str) -> Correction:
        """The latest one; where none was asked for, ``not_found``."""
        application = self.own(public_id)
        policies.require_content(application)
        found = queries.corrections_of(application).first()
        if found is None:
            raise Refusal("not_found")
        found.application = application
        return found


class CorrectionDetail(OwnCorrection):
    operations = {"GET": does.READ_ONE, "PATCH": does.SAVE}

    def get(self, request: Request, public_id: str) -> Response:
        return self.told_correction(public_id)

    def told_correction(self, public_id: str) -> Response:
        correction = self.correction(public_id)
        questions = corrections.questions_of(correction)
        return self.row(correction, questions=questions)

    def patch(self, request: Request, public_id: str) -> Response:
        correction, body = self.correction(public_id), self.body()

        def save() -> Response:
            service.save(correction=correction, by=self.visit.person, changes=body["answers"])
            return self.told_correction(public_id)

        return self.once(save)


class CorrectionSubmission(OwnCorrection):
    operations = {"POST": does.SUBMIT_ONE}

    def post(self, request: Request, public_id: str) -> Response:
        correction, body = self.correction(public_id), self.body()
        arrival = self.visit.arrival(correction.application.call)

        def submit() -> Response:
            receipt = service.submit(
                correction=correction,
                by=self.visit.person,
                received_at=arrival,
                digest=body["sha256"],
            )
            return self.issued(receipt, arrival)

        return self.once(submit)
