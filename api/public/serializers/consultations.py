"""What anybody may read of documents open for discussion, and of published comments."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programme.models import Comment, Consultation, Section


class ConsultationSerializer(serializers.ModelSerializer[Consultation]):
    """Comments are taken from ``opens_at`` until right before ``ends_at``."""

    call = serializers.CharField(source="programme.call.slug")
    report_at = serializers.DateTimeField(allow_null=True)
    synthetic = serializers.BooleanField(source="programme.call.is_synthetic")
    archive = serializers.BooleanField(source="programme.call.is_archive")

    class Meta:
        model = Consultation
        fields: tuple[str, ...] = (
            *("slug", "call", "title", "introduction", "opens_at", "ends_at", "report_at"),
            *("synthetic", "archive"),
        )
        read_only_fields: tuple[str, ...] = fields


class SectionSerializer(serializers.ModelSerializer[Section]):
    """One section; ``comments_count``: how many published comments it has."""

    comments_count = serializers.IntegerField(source="shown_count")

    class Meta:
        model = Section
        fields = ("position", "level", "heading", "text", "takes_comments", "comments_count")
        read_only_fields = fields


class ConsultationDetailSerializer(ConsultationSerializer):
    """The whole document. ``report``: the closing report, "" before; ``context["sections"]``."""

    sections = serializers.SerializerMethodField()

    class Meta(ConsultationSerializer.Meta):
        fields = (*ConsultationSerializer.Meta.fields, "report", "facts", "sections")
        read_only_fields = fields

    @extend_schema_field(SectionSerializer(many=True))
    def get_sections(self, _consultation: Consultation) -> Any:
        return SectionSerializer(self.context["sections"], many=True).data


class CommentSerializer(serializers.ModelSerializer[Comment]):
    """A published comment under the name that its writer chose; never an address."""

    consultation = serializers.CharField(source="section.consultation.slug")
    section = serializers.IntegerField(source="section.position")
    answered_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = Comment
        fields = (
            *("number", "consultation", "section", "name", "organisation", "received_at", "text"),
            *("answer", "answered_at"),
        )
        read_only_fields = fields
