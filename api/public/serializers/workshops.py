"""What anybody may read of the workshops of funded municipalities."""

from rest_framework import serializers

from programme.models import Workshop


class WorkshopSerializer(serializers.ModelSerializer[Workshop]):
    """A workshop of the funded municipalities. A cancelled one stays, with its reason."""

    call = serializers.CharField(source="programme.call.slug")
    duty = serializers.BooleanField(source="is_duty")
    cancelled_at = serializers.DateTimeField(allow_null=True)
    synthetic = serializers.BooleanField(source="programme.call.is_synthetic")

    class Meta:
        model = Workshop
        fields = (
            *("call", "title", "starts_at", "ends_at", "place", "agenda", "duty"),
            *("cancelled_at", "cancel_reason", "synthetic"),
        )
        read_only_fields = fields
