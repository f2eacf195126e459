"""The agreement as the funded municipality's program reads it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programme.models import Agreement
from programme.queries.tranches import Standing


class TrancheSerializer(serializers.Serializer[Standing]):
    """``report``: the key of the one that must be accepted before; ``hindrance``: the code that
    asking for it now would be refused with, "" where it may be requested."""

    number = serializers.IntegerField(source="tranche.number")
    amount_cents = serializers.IntegerField(source="tranche.amount_cents")
    report = serializers.CharField(source="tranche.requirement.key", default=None, allow_null=True)
    requestable = serializers.SerializerMethodField()
    hindrance = serializers.CharField()

    def get_requestable(self, standing: Standing) -> bool:
        return not standing.hindrance


class OwnAgreementSerializer(serializers.ModelSerializer[Agreement]):
    """``document`` is what binds both sides, ``sha256`` its digest. Days are inclusive.
    ``context["standings"]``: its tranches as they stand."""

    amount_cents = serializers.IntegerField(source="award.amount_cents")
    sha256 = serializers.CharField(source="digest")
    document = serializers.DictField(source="content")
    confirmed_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    accepted_by = serializers.CharField(source="accepted_by.name", default=None, allow_null=True)
    tranches = serializers.SerializerMethodField()

    class Meta:
        model = Agreement
        fields = (
            *("form", "reference", "starts_on", "ends_on", "amount_cents", "sha256", "document"),
            *("confirmed_at", "accepted_at", "accepted_by", "tranches"),
        )
        read_only_fields = fields

    @extend_schema_field(TrancheSerializer(many=True))
    def get_tranches(self, _agreement: Agreement) -> Any:
        return TrancheSerializer(self.context["standings"], many=True).data
