"""What a juror declares about, with the own conflicts on record."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.jury.serializers.applications import PartnerTownSerializer
from api.jury.states import DECLARATION_STATES, DECLARED
from api.shapes import PlaceSerializer
from reviews.models.jury import LIFTING, ConflictReason, ConflictSource, Settlement, Severity
from reviews.progress import READABLE


class OwnConflictSerializer(serializers.Serializer[Any]):
    """The own conflict on record. ``note``: what it rests on."""

    reason = serializers.ChoiceField(choices=ConflictReason.choices)
    source = serializers.ChoiceField(choices=ConflictSource.choices)  # type: ignore[assignment]  # fields are declared, not attributes
    severity = serializers.ChoiceField(choices=Severity.choices)
    note = serializers.CharField()
    declared_at = serializers.DateTimeField(allow_null=True)
    contested_at = serializers.DateTimeField(allow_null=True)
    contest_reason = serializers.CharField()
    settlement = serializers.ChoiceField(choices=Settlement.choices, allow_blank=True)
    settled_at = serializers.DateTimeField(allow_null=True)
    settlement_reason = serializers.CharField()


# Found in the register as it is now, and not entered yet.
FOUND = {
    "reason": ConflictReason.OWN_MUNICIPALITY.value,
    "source": ConflictSource.REGISTER.value,
    "severity": Severity.HARD.value,
    "note": "",
    "declared_at": None,
    "contested_at": None,
    "contest_reason": "",
    "settlement": "",
    "settled_at": None,
    "settlement_reason": "",
}


class DeclarationSerializer(serializers.Serializer[Any]):
    """An application about which the juror declares: title, places, the own conflict on record."""

    id = serializers.CharField(source="public_id")
    title = serializers.CharField(source="heading")
    municipality = PlaceSerializer()
    partners = serializers.SerializerMethodField()
    assigned = serializers.BooleanField(source="is_assigned")
    state = serializers.SerializerMethodField()
    conflict = serializers.SerializerMethodField()
    may_contest = serializers.SerializerMethodField()

    @extend_schema_field(PartnerTownSerializer(many=True))
    def get_partners(self, row: Any) -> Any:
        return PartnerTownSerializer([each.municipality for each in row.partners], many=True).data

    @extend_schema_field(serializers.ChoiceField(choices=DECLARATION_STATES))
    def get_state(self, row: Any) -> str:
        return DECLARED if row.stage in READABLE else str(row.stage)

    @extend_schema_field(OwnConflictSerializer(allow_null=True))
    def get_conflict(self, row: Any) -> Any:
        lifted = row.conflict_id is None or row.conflict_settlement in LIFTING
        if row.is_conflicted and lifted:
            return FOUND
        if row.conflict_id is None:
            return None
        told = {name: getattr(row, f"conflict_{name}") for name in FOUND}
        return OwnConflictSerializer(told).data

    def get_may_contest(self, row: Any) -> bool:
        standing = row.is_conflicted and row.conflict_id is not None
        return standing and not row.conflict_settlement and row.conflict_contested_at is None


class DeclaredSerializer(serializers.Serializer[Any]):
    """What was declared, as it stands now. ``declarations_open``: how many are still due."""

    results = DeclarationSerializer(many=True)
    declarations_open = serializers.IntegerField()
