"""Entries of the audit chains, and what happened as a feed."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from competition import audit
from competition.audit import words
from competition.models import AuditEntry


class DocumentSerializer(serializers.Serializer[Any]):
    """What an entry's digest covers, beside the digest before it. ``actor``: a person's number."""

    sequence = serializers.IntegerField()
    at = serializers.CharField()
    actor = serializers.IntegerField(allow_null=True)
    act = serializers.CharField()
    subject = serializers.CharField()
    payload = serializers.DictField()

    class Meta:
        ref_name = "AuditDocument"


class EntrySerializer(serializers.ModelSerializer[AuditEntry]):
    """One entry. ``entry`` and ``person`` are null as long as it is ``sealed``."""

    sentence = serializers.SerializerMethodField()
    sealed = serializers.BooleanField(source="is_sealed")
    call = serializers.CharField(source="call_slug", allow_null=True)
    person = serializers.SerializerMethodField()
    entry = serializers.SerializerMethodField()

    class Meta:
        model = AuditEntry
        fields = (
            *("sequence", "act", "sentence", "call", "person", "sealed", "entry"),
            *("previous_digest", "digest"),
        )
        read_only_fields = fields

    def get_sentence(self, entry: AuditEntry) -> str:
        return words.sentence(entry.act)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_person(self, entry: Any) -> str | None:
        return None if entry.is_sealed or entry.actor is None else entry.actor.name

    @extend_schema_field(DocumentSerializer(allow_null=True))
    def get_entry(self, entry: Any) -> dict[str, Any] | None:
        return None if entry.is_sealed else audit.document_of(entry)


class EventSerializer(serializers.ModelSerializer[AuditEntry]):
    """One thing that happened. ``chain``: the call whose arrivals it is one of, null for all else.

    Sealed until the deadline of its call: the instant and the application.
    """

    chain = serializers.CharField(source="head.call.slug", allow_null=True, default=None)
    at = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField()
    call = serializers.CharField(source="call_slug", allow_null=True)
    application = serializers.SerializerMethodField()
    sealed = serializers.BooleanField(source="is_sealed")

    class Meta:
        model = AuditEntry
        fields = ("chain", "sequence", "at", "act", "sentence", "call", "application", "sealed")
        read_only_fields = fields
        ref_name = "OfficeEvent"

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_at(self, entry: Any) -> Any:
        return None if entry.is_sealed else serializers.DateTimeField().to_representation(entry.at)

    def get_sentence(self, entry: AuditEntry) -> str:
        return words.sentence(entry.act)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_application(self, entry: Any) -> str | None:
        return None if entry.is_sealed else entry.application_id
