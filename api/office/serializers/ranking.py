"""The ranking of a round, exact: every number is a whole number or a fraction "p/q" as text."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from reviews.standings import Ranked


class CriterionValueSerializer(serializers.Serializer[Any]):
    """What the reviews that count come to for one criterion, before its weight."""

    criterion = serializers.CharField()
    value = serializers.CharField()


class RankedSerializer(serializers.Serializer[Ranked]):
    """One application; ``gate``: "ok", or the first reason why it takes no part."""

    id = serializers.CharField(source="public_id")
    ags = serializers.CharField()
    name = serializers.CharField()
    title = serializers.CharField()
    rank = serializers.IntegerField(allow_null=True)
    gate = serializers.CharField()
    total = serializers.CharField(allow_null=True)
    reviews_count = serializers.IntegerField()
    criteria = serializers.SerializerMethodField()

    @extend_schema_field(CriterionValueSerializer(many=True))
    def get_criteria(self, ranked: Ranked) -> Any:
        return [{"criterion": key, "value": str(value)} for key, value in ranked.values.items()]


class RankingSerializer(serializers.Serializer[Any]):
    call = serializers.CharField()
    applications = RankedSerializer(many=True)
