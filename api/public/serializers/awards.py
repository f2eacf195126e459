"""What anybody may read of awards."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.expansion import Expandable
from api.shapes import CallSerializer, PlaceSerializer
from competition.award_history import AwardHistory, Event
from competition.models import Award
from competition.outcomes import ENDED, Result


class AwardSerializer(serializers.ModelSerializer[Award]):
    """An award with what became of it; the call in short, or in full where it is expanded."""

    call = Expandable(full=CallSerializer, brief="slug")
    municipality = PlaceSerializer(read_only=True)
    result = serializers.SerializerMethodField()
    synthetic = serializers.BooleanField(source="call.is_synthetic")

    class Meta:
        model = Award
        fields: tuple[str, ...] = (
            *("call", "municipality", "title", "amount_cents", "result", "synthetic"),
        )
        read_only_fields: tuple[str, ...] = fields

    @extend_schema_field(serializers.ChoiceField(choices=[each.value for each in Result]))
    def get_result(self, award: Any) -> str:
        return Result.AWARDED.value if award.stands else ENDED[award.state].value


class EventSerializer(serializers.Serializer[Event]):
    """One thing that happened to an award; ``moved_up``: it was granted after the announcement."""

    at = serializers.DateTimeField()
    result = serializers.ChoiceField(choices=[each.value for each in Result])
    title = serializers.CharField(source="award.title")
    amount_cents = serializers.IntegerField(source="award.amount_cents")
    reason = serializers.CharField()
    moved_up = serializers.BooleanField()


class AwardHistorySerializer(serializers.Serializer[AwardHistory]):
    """All that is public of the awards of one municipality in one call."""

    call = serializers.CharField(source="award.call.slug")
    municipality = PlaceSerializer()
    title = serializers.CharField(source="award.title")
    amount_cents = serializers.IntegerField(source="award.amount_cents")
    result = serializers.ChoiceField(choices=[each.value for each in Result])
    synthetic = serializers.BooleanField(source="award.call.is_synthetic")
    ended_at = serializers.DateTimeField(allow_null=True)
    events = EventSerializer(many=True)
