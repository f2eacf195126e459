"""The announcement with what it announces."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from competition.models import Announcement, Award, Call


class AwardedSerializer(serializers.ModelSerializer[Award]):
    ags = serializers.CharField(source="municipality.ags")
    name = serializers.CharField(source="municipality.name")

    class Meta:
        model = Award
        fields = ("ags", "name", "title", "amount_cents")
        read_only_fields = fields


class AnnouncementSerializer(serializers.ModelSerializer[Announcement]):
    """``context["awards"]``: what is announced."""

    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    prepared_by = serializers.CharField(source="prepared_by.name")
    confirmed_by = serializers.CharField(source="confirmed_by.name", default=None, allow_null=True)
    awards_sha256 = serializers.CharField(source="awards_digest")
    awards = serializers.SerializerMethodField()

    class Meta:
        model = Announcement
        fields = (
            *("call", "public_at", "awards_sha256", "prepared_at", "prepared_by"),
            *("confirmed_at", "confirmed_by", "awards"),
        )
        read_only_fields = fields

    @extend_schema_field(AwardedSerializer(many=True))
    def get_awards(self, _announcement: Announcement) -> Any:
        return AwardedSerializer(self.context["awards"], many=True).data
