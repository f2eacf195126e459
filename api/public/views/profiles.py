"""What funded municipalities have published about their projects."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.pagination import Keyset
from api.public import programme_examples as examples
from api.public.filters import ProfileFilter
from api.public.serializers.profiles import ProfileSerializer
from competition.errors import Refusal
from programme.models import ProfileVersion
from programme.queries import profiles


class Profiles(PublicEndpoint):
    queryset = ProfileVersion.objects.none()
    filterset_class = ProfileFilter
    pagination_class = Keyset
    operations = {
        "GET": Operation(
            "listProfiles",
            "The published profiles of funded projects, by call and municipality",
            ProfileSerializer,
            examples.PROFILE,
            many=True,
        )
    }

    def get(self, request: Request) -> Response:
        return self.rows(profiles.public(self.at))


class ProfileDetail(PublicEndpoint):
    queryset = ProfileVersion.objects.none()
    operations = {
        "GET": Operation(
            "readProfile",
            "What one municipality tells of its funded project",
            ProfileSerializer,
            examples.PROFILE,
        )
    }

    def get(self, request: Request, slug: str, ags: str) -> Response:
        version = profiles.public_one(slug, ags, self.at)
        if version is None:
            raise Refusal("not_found")
        return self.row(version)
