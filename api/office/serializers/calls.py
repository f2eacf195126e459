"""A call as the office sees it."""

from rest_framework import serializers

from api.shapes import CallSerializer


class OfficeCallSerializer(CallSerializer):
    """Also what is not public. The call carries ``applications_count`` and ``sealed_count``."""

    applications_count = serializers.IntegerField()
    sealed_count = serializers.IntegerField()
    reviewing_opened_at = serializers.DateTimeField(
        source="rubric.frozen_at", default=None, allow_null=True
    )
    scores_locked_at = serializers.DateTimeField(
        source="rubric.locked_at", default=None, allow_null=True
    )

    class Meta(CallSerializer.Meta):
        fields = (
            *CallSerializer.Meta.fields,
            *("published_at", "applications_count", "sealed_count"),
            *("reviewing_opened_at", "scores_locked_at"),
        )
        read_only_fields = fields
