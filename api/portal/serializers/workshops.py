"""Workshops as the funded municipality's program reads them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.handles import handle_of
from programme.models import Workshop
from programme.queries.workshops import Standing, Taking

STANDINGS = [each.value for each in Standing]


class OwnWorkshopSerializer(serializers.ModelSerializer[Workshop]):
    """``context["takings"]``: how the municipality stands to each workshop, by its key."""

    id = serializers.SerializerMethodField()
    duty = serializers.BooleanField(source="is_duty")
    cancelled_at = serializers.DateTimeField(allow_null=True)
    standing = serializers.SerializerMethodField()
    may_answer = serializers.SerializerMethodField()
    announced_count = serializers.SerializerMethodField()
    message = serializers.SerializerMethodField()
    attended_count = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()

    class Meta:
        model = Workshop
        fields = (
            *("id", "title", "starts_at", "ends_at", "place", "agenda", "duty", "cancelled_at"),
            *("cancel_reason", "standing", "may_answer", "announced_count", "message"),
            *("attended_count", "sha256"),
        )
        read_only_fields = fields

    def taking(self, workshop: Workshop) -> Taking:
        taking: Taking = self.context["takings"](workshop)
        return taking

    def get_id(self, workshop: Workshop) -> str:
        return handle_of(workshop)

    @extend_schema_field(serializers.ChoiceField(choices=STANDINGS))
    def get_standing(self, workshop: Workshop) -> str:
        return self.taking(workshop).standing.value

    @extend_schema_field(serializers.BooleanField())
    def get_may_answer(self, workshop: Workshop) -> bool:
        """Whether people can be announced, or an excuse given."""
        return self.taking(workshop).may_excuse

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_announced_count(self, workshop: Workshop) -> int | None:
        found = self.taking(workshop).attendance
        return found.announced_count if found else None

    @extend_schema_field(serializers.CharField())
    def get_message(self, workshop: Workshop) -> str:
        found = self.taking(workshop).attendance
        return found.message if found else ""

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_attended_count(self, workshop: Workshop) -> int | None:
        found = self.taking(workshop).attendance
        return found.attended_count if found else None

    @extend_schema_field(serializers.CharField())
    def get_sha256(self, workshop: Workshop) -> str:
        """Of what an answer is written over."""
        return self.taking(workshop).digest
