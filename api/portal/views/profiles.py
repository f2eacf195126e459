"""The profile of a funded municipality's project: written, and published."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.portal.funded import OwnFunded
from api.portal.operations import profiles as does
from api.portal.programme_bodies import DRAFT_PARTS
from competition.models import Award
from programme import profiles
from programme.models import Profile, ProfileVersion
from programme.services import profiles as service


class OwnProfileEndpoint(OwnFunded):
    def told_profile(self, award: Award) -> Response:
        draft = Profile.objects.filter(award=award).first()
        latest = ProfileVersion.objects.filter(profile__award=award).order_by("-number").first()
        empty = Profile(award=award, content=dict(profiles.EMPTY))
        return self.row(draft or empty, latest=latest)


class OwnProfile(OwnProfileEndpoint):
    operations = {"GET": does.READ_ONE, "PUT": does.SAVE}

    def get(self, request: Request, public_id: str) -> Response:
        return self.told_profile(self.award(public_id))

    def put(self, request: Request, public_id: str) -> Response:
        award, body = self.award(public_id), self.body()
        content = {name: body[name] for name in DRAFT_PARTS if name in body}

        def save() -> Response:
            service.save(award=award, by=self.visit.person, read=body["version"], content=content)
            return self.told_profile(award)

        return self.once(save)


class OwnProfilePublication(OwnProfileEndpoint):
    operations = {"POST": does.PUBLISH}

    def post(self, request: Request, public_id: str) -> Response:
        award, body = self.award(public_id), self.body()

        def publish() -> Response:
            service.publish(award=award, by=self.visit.person, read=body["sha256"])
            return self.told_profile(award)

        return self.once(publish)
