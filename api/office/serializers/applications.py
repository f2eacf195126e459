"""Applications as the office sees them. Their content stays sealed until the deadline."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.expansion import Expandable
from api.shapes import PlaceSerializer
from competition import moves, queries
from competition.models import Application, Receipt
from competition.moves import Actor
from competition.phases import Phase


class ApplicationSerializer(serializers.ModelSerializer[Application]):
    """Title and arrival are sealed until the deadline; ``context["at"]`` as for calls."""

    id = serializers.CharField(source="public_id")
    municipality = PlaceSerializer(read_only=True)
    title = serializers.SerializerMethodField()
    submitted_at = serializers.SerializerMethodField()
    available_moves = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields: tuple[str, ...] = (
            *("id", "municipality", "state", "title", "submitted_at"),
            *("screened_at", "screening_reason", "available_moves"),
        )
        read_only_fields: tuple[str, ...] = fields

    def _phase(self, application: Application) -> Phase:
        return queries.round_of(application.call, self.context["at"]).phase

    def _opened(self, application: Application) -> bool:
        return self._phase(application) in (Phase.CLOSED, Phase.ANNOUNCED)

    def get_title(self, application: Application) -> str | None:
        version = application.valid_version
        return version.title if version and self._opened(application) else None

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_submitted_at(self, application: Application) -> Any:
        shown = application.submitted_at if self._opened(application) else None
        return serializers.DateTimeField().to_representation(shown) if shown else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_moves(self, application: Application) -> list[str]:
        rubric = getattr(application.call, "rubric", None)
        if rubric is not None and rubric.frozen_at is not None:
            return []
        return moves.available(
            state=application.state,
            phase=self._phase(application),
            actors=frozenset({Actor.OFFICE}),
        )


class ApplicationDetailSerializer(ApplicationSerializer):
    content = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()

    class Meta(ApplicationSerializer.Meta):
        fields = (*ApplicationSerializer.Meta.fields, "content", "sha256")
        read_only_fields = fields

    def get_content(self, application: Application) -> dict[str, Any] | None:
        version = application.valid_version
        return version.content if version and self._opened(application) else None

    def get_sha256(self, application: Application) -> str | None:
        version = application.valid_version
        return version.digest if version and self._opened(application) else None


class SealedReceiptSerializer(serializers.ModelSerializer[Receipt]):
    """The signed document and what is needed to check it."""

    document = serializers.DictField()

    class Meta:
        model = Receipt
        fields = ("number", "document", "key_id", "signature")
        read_only_fields = fields


class ListedApplicationSerializer(ApplicationDetailSerializer):
    """``content`` where it is expanded; ``receipt``: its number, in full where it is expanded.
    Both are null until the deadline."""

    receipt = Expandable(
        full=SealedReceiptSerializer,
        brief="number",
        source="valid_version.receipt",
        allow_null=True,
    )

    class Meta(ApplicationDetailSerializer.Meta):
        fields = (*ApplicationDetailSerializer.Meta.fields, "receipt")
        read_only_fields = fields

    def get_content(self, application: Application) -> dict[str, Any] | None:
        return super().get_content(application) if "content" in self.context["expanded"] else None

    def to_representation(self, application: Application) -> dict[str, Any]:
        told: dict[str, Any] = super().to_representation(application)
        return told if self._opened(application) else {**told, "receipt": None}
