"""Letters with their state."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from competition.models import Notice


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """``context["opened"]``: before the deadline the times would tell who submitted when."""

    application = serializers.CharField(
        source="application.public_id", default=None, allow_null=True
    )
    municipality = serializers.CharField(
        source="application.municipality.name", default=None, allow_null=True
    )
    address = serializers.CharField()  # "" once it is erased
    due_at = serializers.SerializerMethodField()
    sent_at = serializers.SerializerMethodField()
    failed_at = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = (
            *("kind", "application", "municipality", "address", "subject", "message_id", "state"),
            *("due_at", "sent_at", "failed_at", "tries_count", "last_error"),
        )
        read_only_fields = fields

    def _shown(self, instant: Any) -> Any:
        if instant is None or not self.context["opened"]:
            return None
        return serializers.DateTimeField().to_representation(instant)

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_due_at(self, notice: Notice) -> Any:
        return self._shown(notice.due_at)

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_sent_at(self, notice: Notice) -> Any:
        return self._shown(notice.sent_at)

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_failed_at(self, notice: Notice) -> Any:
        return self._shown(notice.failed_at)
