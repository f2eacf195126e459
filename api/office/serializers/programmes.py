"""The funded period as the office reads it, and sends it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from competition.models import Call
from programme.models import Programme
from programme.models.report import CountedFrom, ReportKind
from programme.queries.tranches import Sums
from programme.services import programmes


class OutlineSectionSerializer(serializers.Serializer[Any]):
    """A section; the number before its label says its level, and gives its key."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # fields are declared, not attributes
    hint = serializers.CharField()
    max_chars = serializers.IntegerField()
    is_required = serializers.BooleanField()


class RequirementSerializer(serializers.Serializer[Any]):
    """A report that everybody owes: due at the end of the day that the offsets lead to."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=ReportKind.choices)
    title = serializers.CharField()
    counted_from = serializers.ChoiceField(choices=CountedFrom.choices)
    offset_months = serializers.IntegerField()
    offset_days = serializers.IntegerField()
    outline = OutlineSectionSerializer(many=True)
    has_money_table = serializers.BooleanField()


class PlannedTrancheSerializer(serializers.Serializer[Any]):
    """``requirement``: the key of the report that must be accepted before, "" without one."""

    amount_cents = serializers.IntegerField()
    requirement = serializers.CharField()


class SumsSerializer(serializers.Serializer[Sums]):
    granted_cents = serializers.IntegerField(source="granted")
    requested_cents = serializers.IntegerField(source="requested")
    ordered_cents = serializers.IntegerField(source="ordered")
    paid_cents = serializers.IntegerField(source="paid")


class FundedYearsSerializer(serializers.ModelSerializer[Programme]):
    """``fixed``: an agreement freezes period, form, terms, reports and tranches.
    ``context["sums"]``: what is granted, requested, ordered and paid."""

    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    requirements = serializers.SerializerMethodField()
    tranches = serializers.SerializerMethodField()
    fixed = serializers.SerializerMethodField()
    published_at = serializers.DateTimeField(allow_null=True)
    sums = serializers.SerializerMethodField()

    class Meta:
        model = Programme
        fields = (
            *("call", "title", "summary", "starts_on", "ends_on", "award_form", "terms"),
            *("requirements", "tranches", "version", "fixed", "published_at", "sums"),
        )
        read_only_fields = fields

    @extend_schema_field(RequirementSerializer(many=True))
    def get_requirements(self, programme: Programme) -> Any:
        return RequirementSerializer(programmes.requirements_of(programme), many=True).data

    @extend_schema_field(PlannedTrancheSerializer(many=True))
    def get_tranches(self, programme: Programme) -> Any:
        return PlannedTrancheSerializer(programmes.tranches_of(programme), many=True).data

    def get_fixed(self, programme: Programme) -> bool:
        return programmes.is_fixed(programme)

    @extend_schema_field(SumsSerializer())
    def get_sums(self, _programme: Programme) -> Any:
        return SumsSerializer(self.context["sums"]).data
