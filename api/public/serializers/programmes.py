"""What anybody may read of the funded years of a call."""

from rest_framework import serializers

from programme.models import Programme


class ProgrammeSerializer(serializers.ModelSerializer[Programme]):
    """Days are German calendar days, both inclusive."""

    call = serializers.CharField(source="call.slug")
    synthetic = serializers.BooleanField(source="call.is_synthetic")
    archive = serializers.BooleanField(source="call.is_archive")

    class Meta:
        model = Programme
        fields = (
            *("call", "title", "summary", "starts_on", "ends_on", "award_form"),
            *("facts", "synthetic", "archive"),
        )
        read_only_fields = fields
