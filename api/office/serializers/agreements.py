"""Agreements as the office reads them: each funded municipality with its own."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import PlaceSerializer
from competition.models import Award
from programme.models import Agreement
from programme.services import acceptance


class AgreementSerializer(serializers.ModelSerializer[Agreement]):
    """``sha256`` is the digest of the document. Days are inclusive."""

    sha256 = serializers.CharField(source="digest")
    proposed_by = serializers.CharField(source="proposed_by.name")
    confirmed_at = serializers.DateTimeField(allow_null=True)
    confirmed_by = serializers.CharField(source="confirmed_by.name", default=None, allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    accepted_by = serializers.CharField(source="accepted_by.name", default=None, allow_null=True)

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = (
            *("form", "reference", "starts_on", "ends_on", "sha256", "proposed_at"),
            *("proposed_by", "confirmed_at", "confirmed_by", "accepted_at", "accepted_by"),
        )
        read_only_fields: tuple[str, ...] = fields


class AgreementDetailSerializer(AgreementSerializer):
    """``document``: what binds both sides. ``final_on``: the first day on which a notice that
    nobody challenges is final; null of an agreement."""

    document = serializers.DictField(source="content")
    final_on = serializers.SerializerMethodField()

    class Meta(AgreementSerializer.Meta):
        fields = (*AgreementSerializer.Meta.fields, "document", "final_on")
        read_only_fields = fields

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_final_on(self, agreement: Agreement) -> str | None:
        day = acceptance.final_day(agreement)
        return day.isoformat() if day else None


class AgreedAwardSerializer(serializers.ModelSerializer[Award]):
    """A funded municipality; ``agreement`` is null until one is proposed, and after a rejection."""

    municipality = PlaceSerializer(read_only=True)
    agreement = serializers.SerializerMethodField()

    class Meta:
        model = Award
        fields = ("municipality", "title", "amount_cents", "state", "agreement")
        read_only_fields = fields

    @extend_schema_field(AgreementSerializer(allow_null=True))
    def get_agreement(self, award: Award) -> Any:
        agreement = standing_of(award)
        return AgreementSerializer(agreement).data if agreement else None


class AgreedAwardDetailSerializer(AgreedAwardSerializer):
    """The same, with the document of the agreement."""

    @extend_schema_field(AgreementDetailSerializer(allow_null=True))
    def get_agreement(self, award: Award) -> Any:
        agreement = standing_of(award)
        return AgreementDetailSerializer(agreement).data if agreement else None


def standing_of(award: Award) -> Agreement | None:
    """The agreement that was not rejected."""
    agreement: Agreement | None = getattr(award, "agreement", None)
    return agreement if agreement and agreement.rejected_at is None else None
