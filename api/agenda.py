"""How an event's agenda is told, alike to every audience."""

from typing import Any

from rest_framework import serializers

from programme.models import AgendaItem


class SpeakerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    role = serializers.CharField()


class AgendaItemSerializer(serializers.ModelSerializer[AgendaItem]):
    speakers = SpeakerSerializer(many=True)

    class Meta:
        model = AgendaItem
        fields = ("starts_at", "ends_at", "title", "text", "room", "speakers")
        read_only_fields = fields
