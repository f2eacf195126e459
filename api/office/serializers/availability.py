"""The record of availability."""

from rest_framework import serializers

from competition.models import AvailabilityMinute


class AvailabilitySerializer(serializers.ModelSerializer[AvailabilityMinute]):
    """One minute. ``answered`` is null where nobody asked and only counts are known.

    ``fault``: empty, ``timeout``, ``refused``, ``name``, ``certificate``, ``broken`` or ``status``
    with the number. ``busy_count``: requests that failed with 503; ``put_off_count``: saves while
    typing and readings that were put off, so that submitting went on. ``broker_answered``: null
    where there is no broker, or nobody asked.
    """

    fault = serializers.CharField()  # "" where there was none

    class Meta:
        model = AvailabilityMinute
        fields = (
            *("minute", "asked_at", "answered", "milliseconds", "fault", "broker_answered"),
            *("busy_count", "put_off_count"),
        )
        read_only_fields = fields
