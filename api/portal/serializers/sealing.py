"""Receipts as a program keeps them."""

from typing import Any

from rest_framework import serializers

from competition.models import ApplicationVersion, Receipt


class ReceiptSerializer(serializers.ModelSerializer[Receipt]):
    """The signed document and what is needed to check it."""

    version = serializers.IntegerField(source="version.number")
    received_at = serializers.DateTimeField(source="version.received_at")
    sha256 = serializers.CharField(source="version.digest")
    document = serializers.DictField()

    class Meta:
        model = Receipt
        fields = (
            *("number", "version", "received_at", "sha256", "document", "key_id", "signature"),
        )
        read_only_fields = fields


class IssuedReceiptSerializer(serializers.ModelSerializer[ApplicationVersion]):
    """One receipt in the list of all."""

    number = serializers.CharField(source="receipt.number")
    version = serializers.IntegerField(source="number")
    sha256 = serializers.CharField(source="digest")
    valid = serializers.SerializerMethodField()

    class Meta:
        model = ApplicationVersion
        fields = ("number", "version", "occasion", "received_at", "sha256", "valid")
        read_only_fields = fields

    def get_valid(self, version: ApplicationVersion) -> bool:
        """Whether it is the version that counts."""
        return version.application.valid_version_id == version.pk


class ReceiptFileSerializer(serializers.Serializer[Any]):
    """The receipt as a file to keep: ``verify_receipt.py`` reads it as it is."""

    format = serializers.CharField()
    document = serializers.DictField()
    signature = serializers.CharField()
    key_id = serializers.CharField()
    public_key = serializers.CharField(allow_null=True)
    keys_at = serializers.CharField()


class SealedContentSerializer(serializers.Serializer[Any]):
    """What was sealed, to the last character: the receipt's digest is of its canonical form."""

    def to_representation(self, instance: Any) -> Any:
        return instance

    format = serializers.CharField()
    call = serializers.CharField()
    application = serializers.CharField()
    municipality = serializers.DictField()
    partners = serializers.ListField(child=serializers.DictField())
    answers = serializers.ListField(child=serializers.DictField())
