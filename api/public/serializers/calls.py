"""What anybody may read of calls."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import CallSerializer, PlaceSerializer
from competition.models import Award, Call, Publication, Question
from competition.outcomes import Change


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
    """``version``: 1 is the announced one; each amendment's document is one more."""

    sha256 = serializers.CharField(source="digest")
    version = serializers.SerializerMethodField()

    class Meta:
        model = Publication
        fields = ("kind", "version", "frozen_at", "sha256", "content")
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField())
    def get_version(self, publication: Publication) -> int:
        return publication.amendment.number + 1 if publication.amendment else 1


class ChangedAwardSerializer(serializers.ModelSerializer[Award]):
    municipality = PlaceSerializer(read_only=True)

    class Meta:
        model = Award
        fields = ("municipality", "title", "amount_cents")
        read_only_fields = fields


class ChangeSerializer(serializers.Serializer[Change]):
    """What changed after the announcement: an amendment, or one municipality declined."""

    kind = serializers.SerializerMethodField()
    public_at = serializers.DateTimeField(source="at")
    reason = serializers.SerializerMethodField()
    granted = ChangedAwardSerializer(many=True)
    ended = serializers.SerializerMethodField()
    document_version = serializers.IntegerField(
        source="document.number", allow_null=True, default=None
    )

    @extend_schema_field(serializers.ChoiceField(choices=["amendment", "declined"]))
    def get_kind(self, change: Change) -> str:
        return "declined" if change.declined else "amendment"

    @extend_schema_field(serializers.CharField())
    def get_reason(self, change: Change) -> str:
        """An amendment's, for everybody; why somebody declined is theirs."""
        return change.amendment.reason if change.amendment else ""

    @extend_schema_field(ChangedAwardSerializer(many=True))
    def get_ended(self, change: Change) -> Any:
        ended = [change.declined] if change.declined else change.ended
        return ChangedAwardSerializer(ended, many=True).data


class CallDetailSerializer(CallSerializer):
    """``context["documents"]``: the frozen documents that are public at this instant, and
    ``context["changes"]``: what has changed of the awards since the announcement."""

    questions = QuestionSerializer(many=True, read_only=True)
    documents = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()

    class Meta(CallSerializer.Meta):
        fields = (*CallSerializer.Meta.fields, "facts", "questions", "documents", "changes")
        read_only_fields = fields

    @extend_schema_field(DocumentSerializer(many=True))
    def get_documents(self, _call: Call) -> Any:
        return DocumentSerializer(self.context["documents"], many=True).data

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, _call: Call) -> Any:
        return ChangeSerializer(self.context["changes"], many=True).data
