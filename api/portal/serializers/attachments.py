"""Files of a draft, as a program lists them."""

from django.urls import reverse
from rest_framework import serializers

from competition.models import Attachment


class OwnAttachmentSerializer(serializers.ModelSerializer[Attachment]):
    """A file as the draft holds it. What the scanner or the inspection objects to is never kept;
    ``remarks`` are codes of what a reader should know (a PDF with scripts, for instance)."""

    question = serializers.CharField(source="question.key")
    size = serializers.IntegerField(source="size_bytes")
    remarks = serializers.ListField(child=serializers.CharField())
    url = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = (
            *("question", "name", "media_type", "size", "sha256", "remarks", "uploaded_at"),
            "url",
        )
        read_only_fields = fields

    def get_url(self, attachment: Attachment) -> str:
        own = attachment.application.public_id
        return reverse(
            "api-portal-attachment", args=[own, attachment.question.key, attachment.sha256]
        )
