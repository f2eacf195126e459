"""What a municipality reads of its applications: nothing of screening before the announcement."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import PlaceSerializer
from competition import answers, moves, queries
from competition.models import Application, ApplicationVersion, Call, Receipt
from competition.models.application import ApplicationState
from competition.outcomes import Result
from competition.views.portal.draft import Draft

SCREENED = (ApplicationState.ADMITTED, ApplicationState.EXCLUDED)


class OwnApplicationSerializer(serializers.ModelSerializer[Application]):
    """``context["at"]``: the instant by the database's clock; ``context["results"]``: what became
    of each application by its key, as far as it may be known (``outcomes.results_of``)."""

    id = serializers.CharField(source="public_id")
    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    municipality = PlaceSerializer(read_only=True)
    state = serializers.SerializerMethodField()
    result = serializers.SerializerMethodField()
    deadline_at = serializers.DateTimeField(source="call.deadline_at")
    synthetic = serializers.BooleanField(source="call.is_synthetic")

    class Meta:
        model = Application
        fields: tuple[str, ...] = (
            *("id", "call", "municipality", "state", "result"),
            *("deadline_at", "submitted_at", "synthetic"),
        )
        read_only_fields: tuple[str, ...] = fields

    @extend_schema_field(serializers.ChoiceField(choices=ApplicationState.choices))
    def get_state(self, application: Application) -> str:
        """As screening leaves it only once the results are announced: until then, submitted."""
        announced = queries.round_of(application.call, self.context["at"]).is_announced
        if application.state in SCREENED and not announced:
            return ApplicationState.SUBMITTED.value
        return str(application.state)

    @extend_schema_field(
        serializers.ChoiceField(choices=[each.value for each in Result], allow_null=True)
    )
    def get_result(self, application: Application) -> str | None:
        """Null: no award, or nothing that anybody may know yet."""
        result: Result | None = self.context["results"].get(application.pk)
        return result.value if result else None


class AnswerSerializer(serializers.Serializer[Any]):
    """``value`` by the kind of the question; ``version`` 0: not answered yet."""

    key = serializers.CharField()
    kind = serializers.CharField()
    value = serializers.JSONField(allow_null=True)
    version = serializers.IntegerField()


class VersionSerializer(serializers.ModelSerializer[ApplicationVersion]):
    sha256 = serializers.CharField(source="digest")

    class Meta:
        model = ApplicationVersion
        fields = ("number", "sha256", "received_at")
        read_only_fields = fields


class OwnApplicationDetailSerializer(OwnApplicationSerializer):
    """``context["draft"]``: the draft as its municipality sees it; ``context["versions"]``: the
    version of each answer by key."""

    answers = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()
    released = serializers.SerializerMethodField()
    valid_version = VersionSerializer(allow_null=True, read_only=True)
    available_moves = serializers.SerializerMethodField()

    class Meta(OwnApplicationSerializer.Meta):
        fields = (
            *OwnApplicationSerializer.Meta.fields,
            *("answers", "missing", "sha256", "released", "valid_version", "available_moves"),
        )
        read_only_fields = fields

    @property
    def _draft(self) -> Draft:
        found: Draft = self.context["draft"]
        return found

    @extend_schema_field(AnswerSerializer(many=True))
    def get_answers(self, _application: Application) -> Any:
        stored: Mapping[str, tuple[Any, int]] = self.context["stored"]
        rows = []
        for question in self._draft.questions:
            value, version = stored.get(question.key, (answers.empty(question), 0))
            rows.append(
                {"key": question.key, "kind": question.kind, "value": value, "version": version}
            )
        return AnswerSerializer(rows, many=True).data

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_missing(self, _application: Application) -> list[str]:
        return [gap.question.key for gap in self._draft.missing]

    def get_sha256(self, _application: Application) -> str:
        return self._draft.digest

    def get_released(self, _application: Application) -> bool:
        return self._draft.is_released

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_moves(self, application: Application) -> list[str]:
        draft = self._draft
        return moves.available(
            state=application.state,
            phase=draft.round.phase,
            actors=draft.actors,
            is_admitted_late=draft.is_admitted_late,
        )


class SavedSerializer(serializers.Serializer[Any]):
    """The new version of each saved answer by key."""

    versions = serializers.DictField(child=serializers.IntegerField())


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
