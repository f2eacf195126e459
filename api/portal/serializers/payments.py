"""Payment requests as the funded municipality's program reads them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programme.models import PaymentRequest
from programme.queries import tranches

STATES = tuple(tranches.STATES)


class OwnPaymentSerializer(serializers.ModelSerializer[PaymentRequest]):
    """``state``: one of the office certifies it, another orders the payment; ``paid_on`` is the
    day of the transfer."""

    tranche = serializers.IntegerField(source="tranche.number")
    sha256 = serializers.CharField(source="digest")
    state = serializers.SerializerMethodField()
    requested_by = serializers.CharField(source="requested_by.name")
    paid_on = serializers.DateField(allow_null=True)

    class Meta:
        model = PaymentRequest
        fields = (
            *("tranche", "amount_cents", "purpose", "iban", "payment_reference", "sha256"),
            *("state", "requested_at", "requested_by", "rejection_reason", "paid_on"),
        )
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=[(each, each) for each in STATES]))
    def get_state(self, request: PaymentRequest) -> str:
        return tranches.state_of(request)
