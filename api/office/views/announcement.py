"""The announcement: prepared by one person, confirmed by another."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.operations import announcement as does
from api.office.rows import call_named, found, person
from competition.models import Announcement, Award
from competition.services import announcement


class AnnouncementEndpoint(OfficeEndpoint):
    """What both addresses of an announcement share: how it is told."""

    queryset = Announcement.objects.none()

    def told(self, slug: str) -> Response:
        rows = Announcement.objects.select_related("call", "prepared_by", "confirmed_by")
        told = found(rows, call__slug=slug)
        awards = Award.objects.filter(call=told.call_id, state="granted").select_related(
            "municipality"
        )
        shown, letters = announcement.shown(told), announcement.counts_of(told)
        return self.row(told, awards=awards, shown=shown, letters=letters)


class AnnouncementDetail(AnnouncementEndpoint):
    operations = {"GET": does.READ_ANNOUNCEMENT, "PUT": does.PREPARE}

    def get(self, request: Request, slug: str) -> Response:
        return self.told(slug)

    def put(self, request: Request, slug: str) -> Response:
        call, body = call_named(slug), self.body()

        def act() -> Response:
            announcement.prepare(call=call, by=person(request), **body)
            return self.told(slug)

        return self.once(act)


class ConfirmAnnouncement(AnnouncementEndpoint):
    operations = {"POST": does.CONFIRM_ANNOUNCEMENT}

    def post(self, request: Request, slug: str) -> Response:
        call, body = call_named(slug), self.body()
        read = announcement.Read(body["public_at"], body["awards_sha256"], body["letters_sha256"])

        def act() -> Response:
            announcement.confirm(call=call, read=read, by=person(request))
            return self.told(slug)

        return self.once(act)
