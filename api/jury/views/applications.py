"""An application whose text is open to the juror."""

from typing import Any

from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from api.jury import operations as does
from api.jury.seat import Seat
from competition import attachments
from competition.views.downloads import download
from reviews.models import Reading
from reviews.services import readings

NO_FILES: dict[str, Any] = {"answers": []}


class ApplicationDetail(Seat):
    operations = {"GET": does.READ_APPLICATION}

    def get(self, request: Request, public_id: str) -> Response:
        application = self.readable(public_id)
        mine = Reading.objects.filter(jury_member=self.juror, application=application)
        return self.row(application, read=mine.exists())


class Attachment(Seat):
    operations = {"GET": does.DOWNLOAD}

    def get(self, request: Request, public_id: str, key: str, sha256: str) -> HttpResponseBase:
        version = self.readable(public_id).valid_version
        file = attachments.sealed_file(version.content if version else NO_FILES, key, sha256)
        return download(self.request._request, file)


class ReadingOfApplication(Seat):
    operations = {"POST": does.NOTE_READING}

    def post(self, request: Request, public_id: str) -> Response:
        application, _ = self.readable(public_id), self.body()
        return self.once(
            lambda: self.row(
                readings.note(juror=self.juror, application=application, by=self.juror.user)
            )
        )
