"""What the office reads. Content of applications stays sealed until the deadline."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import CallSerializer, PlaceSerializer
from competition import moves, queries
from competition.models import Announcement, Application, Award, Call, Notice
from competition.moves import Actor
from competition.phases import Phase
from reviews.models import Decision, Deviation, SelectionRun


class OfficeCallSerializer(CallSerializer):
    """Also what is not public. The call carries ``applications_count`` and ``sealed_count``."""

    applications_count = serializers.IntegerField()
    sealed_count = serializers.IntegerField()
    reviewing_opened_at = serializers.DateTimeField(
        source="rubric.frozen_at", default=None, allow_null=True
    )
    scores_locked_at = serializers.DateTimeField(
        source="rubric.locked_at", default=None, allow_null=True
    )

    class Meta(CallSerializer.Meta):
        fields = (
            *CallSerializer.Meta.fields,
            *("published_at", "applications_count", "sealed_count"),
            *("reviewing_opened_at", "scores_locked_at"),
        )
        read_only_fields = fields


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


class RunSerializer(serializers.ModelSerializer[SelectionRun]):
    """``scenario``: the name of what is no result of the round, null of a run."""

    id = serializers.CharField(source="public_id")
    scenario = serializers.SerializerMethodField()
    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    requested_by = serializers.CharField(source="requested_by.name")
    input_sha256 = serializers.CharField(source="input_digest")
    result_sha256 = serializers.CharField(source="result_digest")

    class Meta:
        model = SelectionRun
        fields: tuple[str, ...] = (
            *("id", "call", "state", "requested_at", "requested_by", "finished_at", "error"),
            *("engine_version", "input_sha256", "result_sha256", "scenario"),
        )
        read_only_fields: tuple[str, ...] = fields

    def get_scenario(self, run: SelectionRun) -> str | None:
        return run.scenario_title or None


class RunDetailSerializer(RunSerializer):
    """With the whole result: the office, the chair and a court read the full bundle."""

    result = serializers.DictField(allow_null=True)

    class Meta(RunSerializer.Meta):
        fields = (*RunSerializer.Meta.fields, "result")
        read_only_fields = fields


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


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """``context["applications"]``: the call's sealed applications by public id."""

    id = serializers.CharField(source="public_id")
    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    run = serializers.SlugRelatedField[SelectionRun](slug_field="public_id", read_only=True)
    sha256 = serializers.CharField(source="digest")
    selected = serializers.SerializerMethodField()
    proposed_by = serializers.CharField(source="proposed_by.name")
    confirmed_by = serializers.CharField(source="confirmed_by.name", default=None, allow_null=True)
    rejected_by = serializers.CharField(source="rejected_by.name", default=None, allow_null=True)
    deviation = DeviationSerializer(allow_null=True, default=None)

    class Meta:
        model = Decision
        fields = (
            *("id", "call", "run", "state", "sha256", "selected", "proposed_at", "proposed_by"),
            *("confirmed_at", "confirmed_by", "rejected_at", "rejected_by", "rejection_reason"),
            *("number", "kind", "reason", "public_at", "deviation"),
        )
        read_only_fields = fields

    @extend_schema_field(SelectedSerializer(many=True))
    def get_selected(self, decision: Decision) -> Any:
        known = self.context["applications"]
        return SelectedSerializer(
            [known[public_id] for public_id in decision.selected], many=True
        ).data


class AwardedSerializer(serializers.ModelSerializer[Award]):
    ags = serializers.CharField(source="municipality.ags")
    name = serializers.CharField(source="municipality.name")

    class Meta:
        model = Award
        fields = ("ags", "name", "title", "amount_cents")
        read_only_fields = fields


class AnnouncementSerializer(serializers.ModelSerializer[Announcement]):
    """``context["awards"]``: what is announced."""

    call = serializers.SlugRelatedField[Call](slug_field="slug", read_only=True)
    prepared_by = serializers.CharField(source="prepared_by.name")
    confirmed_by = serializers.CharField(source="confirmed_by.name", default=None, allow_null=True)
    awards_sha256 = serializers.CharField(source="awards_digest")
    awards = serializers.SerializerMethodField()

    class Meta:
        model = Announcement
        fields = (
            *("call", "public_at", "awards_sha256", "prepared_at", "prepared_by"),
            *("confirmed_at", "confirmed_by", "awards"),
        )
        read_only_fields = fields

    @extend_schema_field(AwardedSerializer(many=True))
    def get_awards(self, _announcement: Announcement) -> Any:
        return AwardedSerializer(self.context["awards"], many=True).data


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """``context["opened"]``: before the deadline the times would tell who submitted when."""

    application = serializers.CharField(
        source="application.public_id", default=None, allow_null=True
    )
    municipality = serializers.CharField(
        source="application.municipality.name", default=None, allow_null=True
    )
    due_at = serializers.SerializerMethodField()
    sent_at = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = (
            *("kind", "application", "municipality", "address", "subject", "message_id", "state"),
            *("due_at", "sent_at", "failed_at", "tries_count", "last_error"),
        )
        read_only_fields = fields

    def _shown(self, instant: Any) -> Any:
        if instant is None or not self.context["opened"]:
            return None
        return serializers.DateTimeField().to_representation(instant)

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_due_at(self, notice: Notice) -> Any:
        return self._shown(notice.due_at)

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_sent_at(self, notice: Notice) -> Any:
        return self._shown(notice.sent_at)
