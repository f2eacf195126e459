"""The own seat: the call, its rubric, what is still to do."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import CallSerializer
from reviews.models import Criterion, JuryMember, Rubric
from reviews.models.rubric import Disclosure


class LevelSerializer(serializers.Serializer[Any]):
    score = serializers.CharField()
    meaning = serializers.CharField()


class CriterionSerializer(serializers.ModelSerializer[Criterion]):
    """Numbers are decimal texts and exact."""

    levels = LevelSerializer(many=True)

    class Meta:
        model = Criterion
        fields = (
            *("key", "label", "description", "weight", "minimum", "maximum", "step"),
            *("threshold", "levels", "reason_required"),
        )
        read_only_fields = fields


class JuryRubricSerializer(serializers.ModelSerializer[Rubric]):
    sha256 = serializers.CharField(source="digest")
    opened_at = serializers.DateTimeField(source="frozen_at")
    disclosure = serializers.ChoiceField(choices=Disclosure.choices)
    criteria = CriterionSerializer(many=True)

    class Meta:
        model = Rubric
        fields = (
            *("sha256", "opened_at", "locked_at", "quorum", "overall_threshold"),
            *("disclosure", "abstention_allowed", "criteria"),
        )
        read_only_fields = fields


class DeskCountsSerializer(serializers.Serializer[Any]):
    """``declarations_open``: of all admitted applications; the others: of the assigned ones."""

    declarations_open = serializers.IntegerField()
    assigned = serializers.IntegerField()
    undeclared = serializers.IntegerField()
    conflicted = serializers.IntegerField()
    open = serializers.IntegerField()
    draft = serializers.IntegerField()
    final = serializers.IntegerField()
    abstained = serializers.IntegerField()


class SeatSerializer(serializers.ModelSerializer[JuryMember]):
    """``context["rubric"]``: once the reviewing has opened; ``context["counts"]``."""

    name = serializers.CharField(source="user.name")
    chair = serializers.BooleanField(source="is_chair")
    deputy_chair = serializers.BooleanField(source="is_deputy_chair")
    call = CallSerializer()
    rubric = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()

    class Meta:
        model = JuryMember
        fields = ("name", "chair", "deputy_chair", "bench", "call", "rubric", "counts")
        read_only_fields = fields

    @extend_schema_field(JuryRubricSerializer(allow_null=True))
    def get_rubric(self, _seat: JuryMember) -> Any:
        rubric = self.context["rubric"]
        return JuryRubricSerializer(rubric).data if rubric else None

    @extend_schema_field(DeskCountsSerializer)
    def get_counts(self, _seat: JuryMember) -> Any:
        return DeskCountsSerializer(self.context["counts"]).data
