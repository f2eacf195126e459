"""The announcement: prepared by one person, confirmed by another."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.operations import announcement as does
from api.office.rows import call_named, found, person
from competition.models import Announcement, Award, Call
from competition.services import announcement


class AnnouncementEndpoint(OfficeEndpoint):
    """What both addresses of an announcement share: how it is told."""

    queryset = Announcement.objects.none()

    def told(self, call: Call) -> Response:
        rows = Announcement.objects.select_related("call", "prepared_by", "confirmed_by")
        awards = Award.objects.filter(call=call, state="granted").select_related("municipality")
        return self.row(found(rows, call=call), awards=awards)


class AnnouncementDetail(AnnouncementEndpoint):
    operations = {"GET": does.READ_ANNOUNCEMENT, "PUT": does.PREPARE}

    def get(self, request: Request, slug: str) -> Response:
        return self.told(call_named(slug))

    def put(self, request: Request, slug: str) -> Response:
        call, body = call_named(slug), self.body()
        announcement.prepare(call=call, by=person(request), **body)
        return self.told(call)


class ConfirmAnnouncement(AnnouncementEndpoint):
    operations = {"POST": does.CONFIRM_ANNOUNCEMENT}

    def post(self, request: Request, slug: str) -> Response:
        call, body = call_named(slug), self.body()
        announcement.confirm(call=call, by=person(request), **body)
        return self.told(call)
