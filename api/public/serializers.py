"""What anybody may read of calls and awards."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import CallSerializer, PlaceSerializer
from competition.models import Award, Call, Publication, Question


class QuestionSerializer(serializers.ModelSerializer[Question]):
    required = serializers.BooleanField(source="is_required")  # type: ignore[assignment]  # fields are declared, not attributes

    class Meta:
        model = Question
        fields = (
            *("key", "section", "kind", "label", "hint", "required", "max_chars", "choices"),
            *("minimum", "maximum", "condition", "deadline_at"),
        )
        read_only_fields = fields


class DocumentSerializer(serializers.ModelSerializer[Publication]):
    sha256 = serializers.CharField(source="digest")

    class Meta:
        model = Publication
        fields = ("kind", "frozen_at", "sha256", "content")
        read_only_fields = fields


class CallDetailSerializer(CallSerializer):
    """``context["documents"]``: the frozen documents that are public at this instant."""

    questions = QuestionSerializer(many=True, read_only=True)
    documents = serializers.SerializerMethodField()

    class Meta(CallSerializer.Meta):
        fields = (*CallSerializer.Meta.fields, "facts", "questions", "documents")
        read_only_fields = fields

    @extend_schema_field(DocumentSerializer(many=True))
    def get_documents(self, _call: Call) -> Any:
        return DocumentSerializer(self.context["documents"], many=True).data


class AwardSerializer(serializers.ModelSerializer[Award]):
    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    municipality = PlaceSerializer(read_only=True)
    synthetic = serializers.BooleanField(source="call.is_synthetic")

    class Meta:
        model = Award
        fields = ("call", "municipality", "title", "amount_cents", "synthetic")
        read_only_fields = fields
