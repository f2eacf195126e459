"""Consultations and comments as the office reads them: without the addresses of their writers."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programme.consultations import document_notation
from programme.consultations.document_notation import Part
from programme.models import Comment, Consultation
from programme.services import moderation


class OfficeConsultationSerializer(serializers.ModelSerializer[Consultation]):
    """``published_at`` is null while only the office sees it, ``reported_at`` until it is closed.
    Counted is what has been confirmed by its writer."""

    published_at = serializers.DateTimeField(allow_null=True)
    reported_at = serializers.DateTimeField(source="report_at", allow_null=True)
    erased_at = serializers.DateTimeField(allow_null=True)
    waiting_count = serializers.IntegerField()
    shown_count = serializers.IntegerField()
    withheld_count = serializers.IntegerField()

    class Meta:
        model = Consultation
        fields: tuple[str, ...] = (
            *("slug", "title", "opens_at", "ends_at", "version", "published_at", "reported_at"),
            *("erased_at", "waiting_count", "shown_count", "withheld_count"),
        )
        read_only_fields: tuple[str, ...] = fields


class OfficeConsultationDetailSerializer(OfficeConsultationSerializer):
    """``document``: its sections in the notation in which they are sent."""

    document = serializers.SerializerMethodField()

    class Meta(OfficeConsultationSerializer.Meta):
        fields = (*OfficeConsultationSerializer.Meta.fields, "introduction", "document", "report")
        read_only_fields = fields

    def get_document(self, consultation: Consultation) -> str:
        sections = consultation.sections.order_by("position")
        parts = [
            Part(each.level, each.heading, each.text, each.takes_comments) for each in sections
        ]
        return document_notation.written(parts)


class OfficeCommentSerializer(serializers.ModelSerializer[Comment]):
    """``section``: the position of its section. ``sha256`` names how it stands, for whoever
    decides over it."""

    section = serializers.IntegerField(source="section.position")
    heading = serializers.CharField(source="section.heading")
    confirmed_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by = serializers.CharField(source="decided_by.name", default=None, allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    answered_by = serializers.CharField(source="answered_by.name", default=None, allow_null=True)
    sha256 = serializers.SerializerMethodField()

    class Meta:
        model = Comment
        fields = (
            *("number", "section", "heading", "name", "organisation", "text", "state"),
            *("received_at", "confirmed_at", "decided_at", "decided_by", "withheld_reason"),
            *("answer", "answered_at", "answered_by", "sha256"),
        )
        read_only_fields = fields

    @extend_schema_field(serializers.CharField())
    def get_sha256(self, comment: Comment) -> str:
        return moderation.read_of(comment)
