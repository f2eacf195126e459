"""What anybody may read of events; never the link for those with a place, nor who comes."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.agenda import AgendaItemSerializer
from programme.models import Event
from programme.queries import events

STAGES = ("none", "before", "open", "closed", "cancelled", "over")


class HeldEventSerializer(serializers.ModelSerializer[Event]):
    """``stage``: whether one can register at this instant, by the call's own clock. ``days_only``:
    the instants are the bounds of days, because no more is known."""

    call = serializers.CharField(source="programme.call.slug")
    stage = serializers.SerializerMethodField()
    days_only = serializers.SerializerMethodField()
    synthetic = serializers.BooleanField(source="programme.call.is_synthetic")

    class Meta:
        model = Event
        fields: tuple[str, ...] = (
            *("slug", "call", "kind", "title", "summary", "starts_at", "ends_at", "days_only"),
            *("place", "directions", "accessibility", "capacity", "registration_opens_at"),
            *("registration_ends_at", "stage", "cancelled_at", "cancel_reason", "synthetic"),
        )
        read_only_fields: tuple[str, ...] = fields

    @extend_schema_field(serializers.ChoiceField(choices=STAGES))
    def get_stage(self, event: Event) -> str:
        return events.shown(event, self.context["at"]).stage

    @extend_schema_field(serializers.BooleanField())
    def get_days_only(self, event: Event) -> bool:
        return events.shown(event, self.context["at"]).days_only


class HeldEventDetailSerializer(HeldEventSerializer):
    """``free_count``: places that nobody holds; null where nobody registers."""

    agenda = AgendaItemSerializer(many=True, read_only=True)
    free_count = serializers.SerializerMethodField()
    sources = serializers.SerializerMethodField()

    class Meta(HeldEventSerializer.Meta):
        fields = (*HeldEventSerializer.Meta.fields, "free_count", "agenda", "sources")
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_free_count(self, event: Event) -> int | None:
        return events.shown(event, self.context["at"], events.taken_count(event)).free

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_sources(self, event: Event) -> list[str]:
        return list(event.facts.get("sources", []))
