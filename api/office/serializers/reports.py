"""Reports as the office reads them: what is owed, what was filed, and what was said to it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import PlaceSerializer
from programme.models import Report, ReportVersion
from programme.models.report import ReportKind
from programme.reports import contents


class OwedReportSerializer(serializers.ModelSerializer[Report]):
    """``due_at``: the first instant that is late, by the call's clock; ``late``: it has come and
    nothing waits for the office. ``version``, ``submitted_at``: of what was filed last."""

    municipality = PlaceSerializer(source="agreement.award.municipality")
    key = serializers.CharField(source="requirement.key")
    kind = serializers.ChoiceField(source="requirement.kind", choices=ReportKind.choices)
    title = serializers.CharField(source="requirement.title")
    late = serializers.BooleanField(source="is_late")
    version = serializers.IntegerField(source="latest.number", default=None, allow_null=True)
    submitted_at = serializers.DateTimeField(
        source="latest.submitted_at", default=None, allow_null=True
    )

    class Meta:
        model = Report
        fields: tuple[str, ...] = (
            *("municipality", "key", "kind", "title", "due_at", "state", "late"),
            *("version", "submitted_at"),
        )
        read_only_fields: tuple[str, ...] = fields


class NotedSerializer(serializers.Serializer[Any]):
    """What is noted on a section, or on the statement ("money")."""

    section = serializers.CharField()
    text = serializers.CharField()


class FiledReportSerializer(serializers.ModelSerializer[ReportVersion]):
    """What was filed; ``accepted`` is null until it is judged."""

    sha256 = serializers.CharField(source="digest")
    submitted_by = serializers.CharField(source="submitted_by.name")
    accepted = serializers.BooleanField(source="is_accepted", allow_null=True)
    judged_at = serializers.DateTimeField(allow_null=True)
    judged_by = serializers.CharField(source="judged_by.name", default=None, allow_null=True)
    comments = serializers.SerializerMethodField()

    class Meta:
        model = ReportVersion
        fields: tuple[str, ...] = (
            *("number", "sha256", "submitted_at", "submitted_by", "accepted", "judged_at"),
            *("judged_by", "remark", "comments"),
        )
        read_only_fields: tuple[str, ...] = fields

    @extend_schema_field(NotedSerializer(many=True))
    def get_comments(self, version: ReportVersion) -> Any:
        return [{"section": key, "text": text} for key, text in version.comments.items()]


class FiledReportDetailSerializer(FiledReportSerializer):
    """``content`` to the last character: the digest is of its canonical form."""

    content = serializers.DictField()

    class Meta(FiledReportSerializer.Meta):
        fields = (*FiledReportSerializer.Meta.fields, "content")
        read_only_fields = fields


class NotableSerializer(serializers.Serializer[Any]):
    """What a comment can be noted on."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # fields are declared, not attributes


class OwedReportDetailSerializer(OwedReportSerializer):
    """``context["versions"]``: what was filed, the latest first."""

    sections = serializers.SerializerMethodField()
    versions = serializers.SerializerMethodField()

    class Meta(OwedReportSerializer.Meta):
        fields = (*OwedReportSerializer.Meta.fields, "sections", "versions")
        read_only_fields = fields

    @extend_schema_field(NotableSerializer(many=True))
    def get_sections(self, report: Report) -> Any:
        labels = contents.labels(report.requirement)
        return [{"key": key, "label": str(label)} for key, label in labels.items()]

    @extend_schema_field(FiledReportSerializer(many=True))
    def get_versions(self, _report: Report) -> Any:
        return FiledReportSerializer(self.context["versions"], many=True).data
