"""Letters as a program lists them."""

from rest_framework import serializers

from competition.models import Call, Notice


class OwnNoticeSerializer(serializers.ModelSerializer[Notice]):
    """``id`` is the e-mail's own (Message-ID); the text is read in the portal."""

    id = serializers.CharField(source="message_id")
    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    application = serializers.CharField(source="application.public_id")
    due_at = serializers.DateTimeField()
    retrieved_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = Notice
        fields = ("id", "call", "application", "kind", "subject", "due_at", "retrieved_at")
        read_only_fields = fields
