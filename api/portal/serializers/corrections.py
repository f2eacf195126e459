"""A correction as its municipality reads it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.portal.serializers.applications import AnswerSerializer, MissingAnswerSerializer
from competition import corrections, receipts
from competition.models import Correction


class OwnCorrectionSerializer(serializers.ModelSerializer[Correction]):
    """``context["questions"]``: the questions that are asked again."""

    open = serializers.BooleanField(source="is_open")
    answers = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()

    class Meta:
        model = Correction
        fields = ("reason", "asked_at", "due_at", "open", "answers", "missing", "sha256")
        read_only_fields = fields

    @extend_schema_field(AnswerSerializer(many=True))
    def get_answers(self, correction: Correction) -> Any:
        typed = corrections.typed(correction)
        rows = [
            {
                "key": each.key,
                "kind": each.kind,
                "value": typed[each.key].value,
                "version": typed[each.key].version,
            }
            for each in self.context["questions"]
        ]
        return AnswerSerializer(rows, many=True).data

    @extend_schema_field(MissingAnswerSerializer(many=True))
    def get_missing(self, correction: Correction) -> Any:
        return [
            {"key": gap.question.key, "code": gap.refusal.code, "detail": gap.refusal.sentence}
            for gap in corrections.missing(correction)
        ]

    def get_sha256(self, correction: Correction) -> str:
        """Of the document that submitting would seal."""
        return receipts.digest(corrections.content(correction))
