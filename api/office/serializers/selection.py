"""Selection runs and their results."""

from rest_framework import serializers

from competition.models import Call
from reviews.models import SelectionRun


class RunSerializer(serializers.ModelSerializer[SelectionRun]):
    """``scenario``: the name of what is no result of the round, null of a run."""

    id = serializers.CharField(source="public_id")
    scenario = serializers.SerializerMethodField()
    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    requested_by = serializers.CharField(source="requested_by.name")
    input_sha256 = serializers.CharField(source="input_digest")
    result_sha256 = serializers.CharField(source="result_digest")

    class Meta:
        model = SelectionRun
        fields: tuple[str, ...] = (
            *("id", "call", "state", "requested_at", "requested_by", "finished_at", "error"),
            *("engine_version", "input_sha256", "result_sha256", "scenario"),
        )
        read_only_fields: tuple[str, ...] = fields

    def get_scenario(self, run: SelectionRun) -> str | None:
        return run.scenario_title or None


class RunDetailSerializer(RunSerializer):
    """With the whole result: the office, the chair and a court read the full bundle."""

    result = serializers.DictField(allow_null=True)

    class Meta(RunSerializer.Meta):
        fields = (*RunSerializer.Meta.fields, "result")
        read_only_fields = fields
