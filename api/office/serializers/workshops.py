"""Workshops and profiles as the office reads them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.handles import handle_of
from api.shapes import PlaceSerializer
from competition.models import Award
from programme.models import Workshop
from programme.queries import workshops as queries
from programme.queries.workshops import Standing, Taking


class ProgrammeWorkshopRowSerializer(serializers.ModelSerializer[Workshop]):
    """``version`` counts the changes; ``published_at`` is null while only the office sees it."""

    id = serializers.SerializerMethodField()
    duty = serializers.BooleanField(source="is_duty")
    published_at = serializers.DateTimeField(allow_null=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = Workshop
        fields: tuple[str, ...] = (
            *("id", "title", "starts_at", "ends_at", "place", "agenda", "duty", "version"),
            *("published_at", "cancelled_at", "cancel_reason"),
        )
        read_only_fields: tuple[str, ...] = fields

    def get_id(self, workshop: Workshop) -> str:
        return handle_of(workshop)


class WorkshopTakingSerializer(serializers.Serializer[Taking]):
    """What one expected municipality has announced, and what is noted of it."""

    municipality = PlaceSerializer(source="agreement.award.municipality")
    standing = serializers.ChoiceField(choices=[each.value for each in Standing])
    announced_count = serializers.IntegerField(
        source="attendance.announced_count", allow_null=True, default=None
    )
    message = serializers.CharField(source="attendance.message", default="")
    attended_count = serializers.IntegerField(
        source="attendance.attended_count", allow_null=True, default=None
    )
    remark = serializers.CharField(source="attendance.remark", default="")


class ProgrammeWorkshopSerializer(ProgrammeWorkshopRowSerializer):
    """``context["takings"]``: the expected municipalities; ``attendance_sha256`` names what is
    noted of them."""

    municipalities = serializers.SerializerMethodField()
    attendance_sha256 = serializers.SerializerMethodField()

    class Meta(ProgrammeWorkshopRowSerializer.Meta):
        fields = (
            *ProgrammeWorkshopRowSerializer.Meta.fields,
            "municipalities",
            "attendance_sha256",
        )
        read_only_fields = fields

    @extend_schema_field(WorkshopTakingSerializer(many=True))
    def get_municipalities(self, _workshop: Workshop) -> Any:
        return WorkshopTakingSerializer(self.context["takings"], many=True).data

    @extend_schema_field(serializers.CharField())
    def get_attendance_sha256(self, _workshop: Workshop) -> str:
        return queries.recorded_digest(self.context["takings"])


class WatchedProfileSerializer(serializers.ModelSerializer[Award]):
    """An award that stands, and the latest version of its profile; null where there is none."""

    municipality = PlaceSerializer(read_only=True)
    draft_saved_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(source="version_number", allow_null=True)
    published_at = serializers.DateTimeField(source="version_at", allow_null=True)
    taken_down_at = serializers.DateTimeField(source="version_down_at", allow_null=True)

    class Meta:
        model = Award
        fields = (
            *("municipality", "title", "draft_saved_at", "version", "published_at"),
            "taken_down_at",
        )
        read_only_fields = fields
