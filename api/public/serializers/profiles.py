"""What a funded municipality has published about its project."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import PlaceSerializer
from competition import perspectives
from programme.models import ProfileVersion
from programme.profiles import STATES


class MeasureSerializer(serializers.Serializer[Any]):
    """One measure of a project, under one of the seven perspectives of openness."""

    perspective = serializers.ChoiceField(choices=[key for key, _label in perspectives.OPENNESS])
    title = serializers.CharField()
    text = serializers.CharField()
    state = serializers.ChoiceField(choices=list(STATES))


class ProfileSerializer(serializers.ModelSerializer[ProfileVersion]):
    """The latest published profile of one municipality; ``stand_on`` is the day of ``stand``."""

    call = serializers.CharField(source="profile.award.call.slug")
    municipality = PlaceSerializer(source="profile.award.municipality")
    project = serializers.CharField(source="profile.award.title")
    version = serializers.IntegerField(source="number")
    sha256 = serializers.CharField(source="digest")
    summary = serializers.CharField(source="content.summary")
    stand = serializers.CharField(source="content.stand")
    stand_on = serializers.DateField(source="content.stand_on")
    contact = serializers.CharField(source="content.contact")
    measures = serializers.SerializerMethodField()
    synthetic = serializers.BooleanField(source="profile.award.call.is_synthetic")

    class Meta:
        model = ProfileVersion
        fields = (
            *("call", "municipality", "project", "version", "published_at", "sha256", "summary"),
            *("stand", "stand_on", "contact", "measures", "synthetic"),
        )
        read_only_fields = fields

    @extend_schema_field(MeasureSerializer(many=True))
    def get_measures(self, version: ProfileVersion) -> Any:
        return MeasureSerializer(version.content["measures"], many=True).data
