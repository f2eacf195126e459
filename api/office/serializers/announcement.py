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


class OwedSerializer(serializers.Serializer[Any]):
    """How many applicants get which kind of letter."""

    kind = serializers.CharField()
    count = serializers.IntegerField()


class AnnouncementSerializer(serializers.ModelSerializer[Announcement]):
    """What is announced. ``context["awards"]``: the awards; ``context["shown"]``: the digests of
    what there is to read (``announcement.Read``); ``context["letters"]``: pairs of kind and count.
    """

    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    prepared_by = serializers.CharField(source="prepared_by.name")
    confirmed_by = serializers.CharField(source="confirmed_by.name", default=None, allow_null=True)
    awards_sha256 = serializers.SerializerMethodField()
    letters_sha256 = serializers.SerializerMethodField()
    letters = serializers.SerializerMethodField()
    awards = serializers.SerializerMethodField()

    class Meta:
        model = Announcement
        fields = (
            *("call", "public_at", "awards_sha256", "letters_sha256", "prepared_at"),
            *("prepared_by", "confirmed_at", "confirmed_by", "awards", "letters"),
        )
        read_only_fields = fields

    def get_awards_sha256(self, _announcement: Announcement) -> str:
        digest: str = self.context["shown"].awards
        return digest

    def get_letters_sha256(self, _announcement: Announcement) -> str:
        digest: str = self.context["shown"].letters
        return digest

    @extend_schema_field(OwedSerializer(many=True))
    def get_letters(self, _announcement: Announcement) -> Any:
        return [{"kind": kind, "count": count} for kind, count in self.context["letters"]]

    @extend_schema_field(AwardedSerializer(many=True))
    def get_awards(self, _announcement: Announcement) -> Any:
        return AwardedSerializer(self.context["awards"], many=True).data
