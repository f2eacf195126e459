"""Reports as the funded municipality's program reads them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.portal.serializers.applications import MissingAnswerSerializer
from competition import receipts
from programme.models import Report, ReportVersion
from programme.models.report import ReportKind
from programme.reports import contents


class OwnReportSerializer(serializers.ModelSerializer[Report]):
    """``due_at``: the first instant that is late, by the call's clock. ``version`` counts the saves
    of the draft."""

    key = serializers.CharField(source="requirement.key")
    kind = serializers.ChoiceField(source="requirement.kind", choices=ReportKind.choices)
    title = serializers.CharField(source="requirement.title")
    version = serializers.IntegerField(source="revision")

    class Meta:
        model = Report
        fields: tuple[str, ...] = ("key", "kind", "title", "due_at", "state", "version")
        read_only_fields: tuple[str, ...] = fields


class ReportCommentSerializer(serializers.Serializer[Any]):
    """What the office has noted on a section, or on the statement ("money")."""

    section = serializers.CharField()
    text = serializers.CharField()


class OwnReportVersionSerializer(serializers.ModelSerializer[ReportVersion]):
    """What was filed, and the office's judgement: ``accepted`` is null until there is one."""

    sha256 = serializers.CharField(source="digest")
    submitted_by = serializers.CharField(source="submitted_by.name")
    accepted = serializers.BooleanField(source="is_accepted", allow_null=True)
    judged_at = serializers.DateTimeField(allow_null=True)
    comments = serializers.SerializerMethodField()

    class Meta:
        model = ReportVersion
        fields: tuple[str, ...] = (
            *("number", "sha256", "submitted_at", "submitted_by"),
            *("accepted", "judged_at", "remark", "comments"),
        )
        read_only_fields: tuple[str, ...] = fields

    @extend_schema_field(ReportCommentSerializer(many=True))
    def get_comments(self, version: ReportVersion) -> Any:
        return [{"section": key, "text": text} for key, text in version.comments.items()]


class OwnReportVersionDetailSerializer(OwnReportVersionSerializer):
    """``content`` to the last character: the digest is of its canonical form."""

    content = serializers.DictField()

    class Meta(OwnReportVersionSerializer.Meta):
        fields = (*OwnReportVersionSerializer.Meta.fields, "content")
        read_only_fields = fields


class ReportSectionSerializer(serializers.Serializer[Any]):
    """A section of the outline with its text, "" where nothing is written."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # fields are declared, not attributes
    hint = serializers.CharField()
    max_chars = serializers.IntegerField()
    required = serializers.BooleanField(source="is_required")  # type: ignore[assignment]  # fields are declared, not attributes
    text = serializers.CharField()


class MoneyRowSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # fields are declared, not attributes
    cents = serializers.IntegerField(allow_null=True)


class MoneySerializer(serializers.Serializer[Any]):
    """The statement in figures; what was received is known, and what is left is computed."""

    expenses = MoneyRowSerializer(many=True)
    income = MoneyRowSerializer(many=True)
    grant_cents = serializers.IntegerField(allow_null=True)
    received_cents = serializers.IntegerField()
    unspent_cents = serializers.IntegerField()


class OwnReportDetailSerializer(OwnReportSerializer):
    """The draft, and what was filed. ``context["content"]``: what would be filed now, ``sha256``
    its digest; ``context["filed"]``: the sealed versions, the latest first."""

    sections = serializers.SerializerMethodField()
    money = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()
    filed = serializers.SerializerMethodField()

    class Meta(OwnReportSerializer.Meta):
        fields = (
            *OwnReportSerializer.Meta.fields,
            *("sections", "money", "missing", "sha256", "filed"),
        )
        read_only_fields = fields

    @extend_schema_field(ReportSectionSerializer(many=True))
    def get_sections(self, report: Report) -> Any:
        texts = self.context["content"]["sections"]
        rows = [{**each, "text": texts[each["key"]]} for each in contents.asked(report.requirement)]
        return ReportSectionSerializer(rows, many=True).data

    @extend_schema_field(MoneySerializer(allow_null=True))
    def get_money(self, _report: Report) -> Any:
        """Null where the report has none."""
        stated = self.context["content"]["money"]
        return None if stated is None else MoneySerializer(stated).data

    @extend_schema_field(MissingAnswerSerializer(many=True))
    def get_missing(self, report: Report) -> Any:
        """Why it cannot be filed yet, by section ("money": the statement)."""
        return [
            {"key": gap.field, "code": gap.code, "detail": gap.sentence}
            for gap in contents.gaps(report.requirement, self.context["content"])
        ]

    def get_sha256(self, _report: Report) -> str:
        return receipts.digest(self.context["content"])

    @extend_schema_field(OwnReportVersionSerializer(many=True))
    def get_filed(self, _report: Report) -> Any:
        return OwnReportVersionSerializer(self.context["filed"], many=True).data
