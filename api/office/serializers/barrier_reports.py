"""Reported barriers."""

from rest_framework import serializers

from competition.models import BarrierReport


class BarrierReportSerializer(serializers.ModelSerializer[BarrierReport]):
    """``answer_by_at``: the first instant after the month (§ 12b BGG). ``reported_by``: the address
    of the account, where somebody was signed in."""

    contact = serializers.CharField()  # "" where none is given
    reported_by = serializers.EmailField(source="reported_by.email", default=None, allow_null=True)
    answered_by = serializers.EmailField(source="answered_by.email", default=None, allow_null=True)

    class Meta:
        model = BarrierReport
        fields = (
            *("number", "text", "page", "contact", "reported_by", "received_at", "answer_by_at"),
            *("answer", "answered_at", "answered_by"),
        )
        read_only_fields = fields
