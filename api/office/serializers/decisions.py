"""Decisions with what they select."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from competition.models import Call
from reviews.decisions.proposal import Plan
from reviews.models import Decision, Deviation, SelectionRun
from reviews.models.decision import DecisionKind


class SelectedSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    ags = serializers.CharField(source="municipality.ags")
    name = serializers.CharField(source="municipality.name")
    title = serializers.CharField(source="valid_version.title")


class DeviationSerializer(serializers.ModelSerializer[Deviation]):
    class Meta:
        model = Deviation
        fields = ("enters", "leaves", "reason", "price", "broken")
        read_only_fields = fields


class PlanSerializer(serializers.Serializer[Plan]):
    """What proposing comes to. ``context["applications"]``, ``context["singled_out"]`` as below.

    ``total``, ``total_computed``: exact fractions as text. ``among_tied``: it is one of the sets
    that an open tie left. ``grants``, ``ends``: whose award it gives and takes, by id.
    """

    sha256 = serializers.CharField(source="digest")
    kind = serializers.ChoiceField(source="decision.kind", choices=DecisionKind.choices)
    number = serializers.IntegerField(source="decision.number")
    selected = serializers.SerializerMethodField()
    reserve = serializers.ListField(source="decision.reserve", child=serializers.CharField())
    reason = serializers.CharField(source="decision.reason")
    public_at = serializers.DateTimeField(source="decision.public_at", allow_null=True)
    deviation = DeviationSerializer(allow_null=True)
    total = serializers.CharField(source="judged.total")
    total_computed = serializers.CharField(allow_null=True)
    among_tied = serializers.BooleanField(source="is_among_tied")
    grants = serializers.ListField(child=serializers.CharField())
    ends = serializers.ListField(child=serializers.CharField())
    singled_out = serializers.SerializerMethodField()

    @extend_schema_field(SelectedSerializer(many=True))
    def get_selected(self, plan: Plan) -> Any:
        known = self.context["applications"]
        return SelectedSerializer([known[each] for each in plan.decision.selected], many=True).data

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_singled_out(self, _plan: Plan) -> list[str]:
        return list(self.context["singled_out"])


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """``context["applications"]``: the call's sealed applications by public id.

    ``context["singled_out"]``: whom the public bundle of the decision would single out; null in
    lists.
    """

    id = serializers.CharField(source="public_id")
    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    run = serializers.SlugRelatedField[SelectionRun](slug_field="public_id", read_only=True)
    sha256 = serializers.CharField(source="digest")
    selected = serializers.SerializerMethodField()
    proposed_by = serializers.CharField(source="proposed_by.name")
    confirmed_by = serializers.CharField(source="confirmed_by.name", default=None, allow_null=True)
    rejected_by = serializers.CharField(source="rejected_by.name", default=None, allow_null=True)
    deviation = DeviationSerializer(allow_null=True, default=None)
    singled_out = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = (
            *("id", "call", "run", "state", "sha256", "selected", "proposed_at", "proposed_by"),
            *("confirmed_at", "confirmed_by", "rejected_at", "rejected_by", "rejection_reason"),
            *("number", "kind", "reason", "public_at", "deviation", "singled_out"),
        )
        read_only_fields = fields

    @extend_schema_field(SelectedSerializer(many=True))
    def get_selected(self, decision: Decision) -> Any:
        known = self.context["applications"]
        return SelectedSerializer(
            [known[public_id] for public_id in decision.selected], many=True
        ).data

    @extend_schema_field(
        serializers.ListField(
            child=serializers.CharField(),
            allow_null=True,
            help_text=(
                "Ids of applications without an award that the published attributes would single "
                "out in spite of their pseudonyms. A warning: nothing that is published changes. "
                "Null in lists; empty where the call publishes its awards alone."
            ),
        )
    )
    def get_singled_out(self, _decision: Decision) -> list[str] | None:
        return self.context.get("singled_out")
