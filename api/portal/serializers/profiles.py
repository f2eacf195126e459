"""The profile as the funded municipality's program reads it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from competition import perspectives, receipts
from programme.models import Profile, ProfileVersion
from programme.profiles import EMPTY, STATES


class OwnMeasureSerializer(serializers.Serializer[Any]):
    perspective = serializers.ChoiceField(choices=[key for key, _label in perspectives.OPENNESS])
    title = serializers.CharField()
    text = serializers.CharField()
    state = serializers.ChoiceField(choices=list(STATES))


class PublishedProfileSerializer(serializers.ModelSerializer[ProfileVersion]):
    """The latest published version; once the office has taken it down, nobody reads it."""

    version = serializers.IntegerField(source="number")
    sha256 = serializers.CharField(source="digest")
    taken_down_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = ProfileVersion
        fields = ("version", "sha256", "published_at", "taken_down_at", "taken_down_reason")
        read_only_fields = fields


class OwnProfileSerializer(serializers.ModelSerializer[Profile]):
    """The draft: ``version`` counts its saves, ``sha256`` names what publishing would publish.

    ``context["latest"]``: the latest published version, or None.
    """

    version = serializers.IntegerField(source="revision")
    summary = serializers.SerializerMethodField()
    stand = serializers.SerializerMethodField()
    stand_on = serializers.SerializerMethodField()
    contact = serializers.SerializerMethodField()
    measures = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()
    saved_at = serializers.DateTimeField(allow_null=True)
    published = serializers.SerializerMethodField()

    class Meta:
        model = Profile
        fields = (
            *("version", "summary", "stand", "stand_on", "contact", "measures", "sha256"),
            *("saved_at", "published"),
        )
        read_only_fields = fields

    @staticmethod
    def _part(profile: Profile, name: str) -> Any:
        return {**EMPTY, **profile.content}[name]

    @extend_schema_field(serializers.CharField())
    def get_summary(self, profile: Profile) -> str:
        return str(self._part(profile, "summary"))

    @extend_schema_field(serializers.CharField())
    def get_stand(self, profile: Profile) -> str:
        return str(self._part(profile, "stand"))

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_stand_on(self, profile: Profile) -> str | None:
        return self._part(profile, "stand_on") or None

    @extend_schema_field(serializers.CharField())
    def get_contact(self, profile: Profile) -> str:
        return str(self._part(profile, "contact"))

    @extend_schema_field(OwnMeasureSerializer(many=True))
    def get_measures(self, profile: Profile) -> Any:
        return OwnMeasureSerializer(self._part(profile, "measures"), many=True).data

    @extend_schema_field(serializers.CharField())
    def get_sha256(self, profile: Profile) -> str:
        return receipts.digest(profile.content)

    @extend_schema_field(PublishedProfileSerializer(allow_null=True))
    def get_published(self, _profile: Profile) -> Any:
        latest = self.context["latest"]
        return PublishedProfileSerializer(latest).data if latest else None
