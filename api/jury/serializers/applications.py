"""Applications whose text is open to the juror."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import PlaceSerializer
from competition import attachments
from competition.models import Application
from competition.models.call import QuestionKind
from competition.views.downloads import remarks


class AssignedAnswerSerializer(serializers.Serializer[Any]):
    """``value`` by the kind of the question, as it was sealed."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=QuestionKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # fields are declared, not attributes
    value = serializers.JSONField(allow_null=True)


class PartnerTownSerializer(serializers.Serializer[Any]):
    ags = serializers.CharField()
    name = serializers.CharField()


class AssignedContentSerializer(serializers.Serializer[Any]):
    """A sealed document, as far as a juror reads it."""

    partners = PartnerTownSerializer(many=True)
    answers = AssignedAnswerSerializer(many=True)


class AssignedFileSerializer(serializers.Serializer[Any]):
    """``key``: of the question. ``remarks``: what the inspection has found, in words."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # fields are declared, not attributes
    name = serializers.CharField()
    media_type = serializers.CharField()
    size_bytes = serializers.IntegerField(source="size")
    sha256 = serializers.CharField()
    remarks = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_remarks(self, file: attachments.Filed) -> list[str]:
        return [str(each) for each in remarks(file.remarks)]


class AssignedApplicationSerializer(serializers.ModelSerializer[Application]):
    """An application whose text is open to the juror. ``context["stage"]``, ``context["read"]``."""

    id = serializers.CharField(source="public_id")
    title = serializers.CharField(source="valid_version.title")
    municipality = PlaceSerializer()
    version = serializers.IntegerField(source="valid_version.number")
    sha256 = serializers.CharField(source="valid_version.digest")
    content = AssignedContentSerializer(source="valid_version.content")
    attachments = serializers.SerializerMethodField()
    read = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = (
            *("id", "title", "municipality", "version", "sha256", "read"),
            *("content", "attachments"),
        )
        read_only_fields = fields

    @extend_schema_field(AssignedFileSerializer(many=True))
    def get_attachments(self, application: Application) -> Any:
        version = application.valid_version
        files = attachments.filed(version.content) if version else []
        return AssignedFileSerializer(files, many=True).data

    def get_read(self, _application: Application) -> bool:
        return bool(self.context["read"])


class ReadingSerializer(serializers.Serializer[Any]):
    application = serializers.CharField(source="application.public_id")
    read_at = serializers.DateTimeField(source="opened_at")
