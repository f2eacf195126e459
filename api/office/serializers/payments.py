"""Payment requests as the office reads them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.handles import handle_of
from api.shapes import PlaceSerializer
from programme.models import PaymentRequest
from programme.queries import tranches


class PaymentSerializer(serializers.ModelSerializer[PaymentRequest]):
    """One of the office certifies a request, another orders the payment. ``sha256`` is the digest
    of what was asked for; ``paid_on`` the day of the transfer."""

    id = serializers.SerializerMethodField()
    municipality = PlaceSerializer(source="agreement.award.municipality")
    tranche = serializers.IntegerField(source="tranche.number")
    state = serializers.SerializerMethodField()
    sha256 = serializers.CharField(source="digest")
    requested_by = serializers.CharField(source="requested_by.name")
    certified_at = serializers.DateTimeField(source="checked_at", allow_null=True)
    certified_by = serializers.CharField(source="checked_by.name", default=None, allow_null=True)
    ordered_at = serializers.DateTimeField(source="approved_at", allow_null=True)
    ordered_by = serializers.CharField(source="approved_by.name", default=None, allow_null=True)
    rejected_at = serializers.DateTimeField(allow_null=True)
    rejected_by = serializers.CharField(source="rejected_by.name", default=None, allow_null=True)
    paid_on = serializers.DateField(allow_null=True)
    paid_by = serializers.CharField(source="paid_by.name", default=None, allow_null=True)

    class Meta:
        model = PaymentRequest
        fields: tuple[str, ...] = (
            *("id", "municipality", "tranche", "amount_cents", "state", "purpose", "iban"),
            *("payment_reference", "sha256", "requested_at", "requested_by", "certified_at"),
            *("certified_by", "ordered_at", "ordered_by", "rejected_at", "rejected_by"),
            *("rejection_reason", "paid_on", "paid_by"),
        )
        read_only_fields: tuple[str, ...] = fields

    def get_id(self, request: PaymentRequest) -> str:
        return handle_of(request)

    @extend_schema_field(serializers.ChoiceField(choices=list(tranches.STATES)))
    def get_state(self, request: PaymentRequest) -> str:
        return tranches.state_of(request)


class PaymentDetailSerializer(PaymentSerializer):
    """``other_ibans``: accounts that the municipality has named in other requests."""

    other_ibans = serializers.SerializerMethodField()

    class Meta(PaymentSerializer.Meta):
        fields = (*PaymentSerializer.Meta.fields, "other_ibans")
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_other_ibans(self, request: PaymentRequest) -> Any:
        return tranches.others_ibans(request)
