"""Events for the office: also those in preparation, and who has registered."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.agenda import AgendaItemSerializer
from programme.models import Event, Registration
from programme.queries import events

STAGES = ("none", "before", "open", "closed", "cancelled", "over")


class ProgrammeEventSerializer(serializers.ModelSerializer[Event]):
    """``taken_count``: places held or confirmed. ``version`` names what was read."""

    taken_count = serializers.IntegerField(source="taken")
    link = serializers.CharField()  # "" where there is none
    stage = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields: tuple[str, ...] = (
            *("slug", "kind", "title", "summary", "starts_at", "ends_at", "place", "directions"),
            *("accessibility", "link", "capacity", "taken_count", "registration_opens_at"),
            *("registration_ends_at", "erase_after_days", "version", "stage", "published_at"),
            *("cancelled_at", "cancel_reason", "erased_at"),
        )
        read_only_fields: tuple[str, ...] = fields

    @extend_schema_field(serializers.ChoiceField(choices=STAGES))
    def get_stage(self, event: Event) -> str:
        return events.shown(event, self.context["at"]).stage


class ProgrammeEventDetailSerializer(ProgrammeEventSerializer):
    """With its agenda."""

    agenda = AgendaItemSerializer(many=True, read_only=True)

    class Meta(ProgrammeEventSerializer.Meta):
        fields = (*ProgrammeEventSerializer.Meta.fields, "agenda")
        read_only_fields = fields


class RegistrationSerializer(serializers.ModelSerializer[Registration]):
    """Somebody at an event; nothing is left of it once it is erased."""

    address = serializers.CharField()  # "" once it is erased

    class Meta:
        model = Registration
        fields: tuple[Any, ...] = (
            *("number", "state", "name", "address", "organisation", "access_needs"),
            *("received_at", "hold_until_at", "address_confirmed_at", "confirmed_at", "ended_at"),
        )
        read_only_fields: tuple[Any, ...] = fields
