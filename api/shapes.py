"""How municipalities and calls are told, alike to every audience."""

from datetime import datetime

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from competition import queries
from competition.models import Call, Municipality
from competition.phases import Phase


class PlaceSerializer(serializers.ModelSerializer[Municipality]):
    size_class = serializers.CharField()

    class Meta:
        model = Municipality
        fields: tuple[str, ...] = ("ags", "name", "kind", "state", "population", "size_class")
        read_only_fields: tuple[str, ...] = fields


class CallSerializer(serializers.ModelSerializer[Call]):
    """``context["at"]``: the instant by the database's clock at which the call is told."""

    phase = serializers.SerializerMethodField()
    announced_at = serializers.SerializerMethodField()
    contact_email = serializers.CharField()  # "" where none is given
    synthetic = serializers.BooleanField(source="is_synthetic")
    archive = serializers.BooleanField(source="is_archive")

    class Meta:
        model = Call
        fields: tuple[str, ...] = (
            *("slug", "title", "summary", "phase", "opens_at", "deadline_at", "announced_at"),
            *("places_count", "award_cents", "budget_cents", "eligible_kinds"),
            *("population_min", "population_max", "contact_email", "synthetic", "archive"),
        )
        read_only_fields: tuple[str, ...] = fields

    @extend_schema_field(serializers.ChoiceField(choices=[phase.value for phase in Phase]))
    def get_phase(self, call: Call) -> str:
        return queries.round_of(call, self.context["at"]).phase.value

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_announced_at(self, call: Call) -> str | None:
        """The instant of the announcement once it has come; before, it is nobody's to know."""
        if not queries.round_of(call, self.context["at"]).is_announced:
            return None
        return instant(call.announcement.public_at)


def instant(value: datetime) -> str:
    """An instant as all fields write it."""
    return str(serializers.DateTimeField().to_representation(value))
