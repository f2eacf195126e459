"""What a municipality reads of its applications: nothing of screening before the announcement."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.expansion import Expandable
from api.shapes import CallSerializer, PlaceSerializer, instant
from competition import answers, attachments, drafts, moves, queries
from competition.application_standing import Standing
from competition.models import Application, ApplicationVersion, Participant
from competition.models.application import ApplicationState
from competition.models.call import QuestionKind
from competition.outcomes import Result
from competition.queries import SCREENED
from competition.services import supplements
from competition.views.portal.draft import Draft


class OwnApplicationSerializer(serializers.ModelSerializer[Application]):
    """``context["at"]``: the instant by the database's clock; ``context["results"]``: what became
    of each application by its key, as far as it may be known (``outcomes.results_of``)."""

    id = serializers.CharField(source="public_id")
    call = Expandable(full=CallSerializer, brief="slug")
    municipality = PlaceSerializer(read_only=True)
    state = serializers.SerializerMethodField()
    result = serializers.SerializerMethodField()
    deadline_at = serializers.DateTimeField(source="call.deadline_at")
    synthetic = serializers.BooleanField(source="call.is_synthetic")

    class Meta:
        model = Application
        fields: tuple[str, ...] = (
            *("id", "call", "municipality", "state", "result"),
            *("deadline_at", "started_at", "submitted_at", "synthetic"),
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
    value = serializers.JSONField(help_text="by the kind of the question; null: nothing yet")
    version = serializers.IntegerField()


class VersionSerializer(serializers.ModelSerializer[ApplicationVersion]):
    sha256 = serializers.CharField(source="digest")

    class Meta:
        model = ApplicationVersion
        fields = ("number", "sha256", "received_at")
        read_only_fields = fields


class MissingAnswerSerializer(serializers.Serializer[Any]):
    """What an answer lacks before the application can be submitted."""

    key = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class OwnReleaseSerializer(serializers.Serializer[Any]):
    """Who released exactly this draft, and when."""

    at = serializers.DateTimeField(source="released_at")
    by = serializers.CharField(source="released_by.name")


class OwnPartnerSerializer(serializers.ModelSerializer[Participant]):
    """A partner counts from its confirmation."""

    ags = serializers.CharField(source="municipality.ags")
    name = serializers.CharField(source="municipality.name")
    confirmed_by = serializers.CharField(source="confirmed_by.name", default=None, allow_null=True)

    class Meta:
        model = Participant
        fields = ("ags", "name", "invited_at", "confirmed_at", "confirmed_by")
        read_only_fields = fields


class LateDocumentSerializer(serializers.Serializer[Any]):
    """Files that may follow until a date of their own. ``sha256`` names those that stand there."""

    key = serializers.CharField()
    until = serializers.DateTimeField()
    sha256 = serializers.CharField()
    handed_in = serializers.BooleanField()


class OwnApplicationDetailSerializer(OwnApplicationSerializer):
    """``context["draft"]``: the draft as its municipality sees it; ``context["versions"]``: the
    version of each answer by key."""

    standing = serializers.SerializerMethodField()
    open_until = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    partners = serializers.SerializerMethodField()
    documents = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()
    released = serializers.SerializerMethodField()
    release = serializers.SerializerMethodField()
    valid_version = VersionSerializer(allow_null=True, read_only=True)
    available_moves = serializers.SerializerMethodField()

    class Meta(OwnApplicationSerializer.Meta):
        fields = (
            *OwnApplicationSerializer.Meta.fields,
            *("standing", "open_until", "answers", "missing", "partners"),
            *("documents", "sha256", "released", "release", "valid_version", "available_moves"),
        )
        read_only_fields = fields

    @property
    def _draft(self) -> Draft:
        found: Draft = self.context["draft"]
        return found

    @extend_schema_field(serializers.ChoiceField(choices=[each.name.lower() for each in Standing]))
    def get_standing(self, _application: Application) -> str:
        return self._draft.standing.name.lower()

    @extend_schema_field(serializers.DateTimeField())
    def get_open_until(self, application: Application) -> str:
        """Until when it may be submitted (exclusive): a late admission counts where it is later."""
        late = self._draft.periods.late_until_at
        return instant(max(filter(None, (application.call.deadline_at, late))))

    @extend_schema_field(AnswerSerializer(many=True))
    def get_answers(self, _application: Application) -> Any:
        versions: Mapping[str, int] = self.context["versions"]
        held = self._draft.held
        rows = [
            {
                "key": each.key,
                "kind": each.kind,
                "value": held.get(each.key, answers.empty(each)),
                "version": versions.get(each.key, 0),
            }
            for each in self._draft.questions
        ]
        return AnswerSerializer(rows, many=True).data

    @extend_schema_field(MissingAnswerSerializer(many=True))
    def get_missing(self, _application: Application) -> Any:
        return [
            {"key": gap.question.key, "code": gap.refusal.code, "detail": gap.refusal.sentence}
            for gap in self._draft.missing
        ]

    @extend_schema_field(OwnPartnerSerializer(many=True))
    def get_partners(self, _application: Application) -> Any:
        return OwnPartnerSerializer(self._draft.partners, many=True).data

    @extend_schema_field(LateDocumentSerializer(many=True))
    def get_documents(self, application: Application) -> Any:
        """The questions of files with a date of their own."""
        draft = self._draft
        sealed = given(application)
        rows = []
        for each in draft.questions:
            if each.kind == QuestionKind.FILES and each.deadline_at is not None:
                files = draft.held.get(each.key, [])
                rows.append(
                    {
                        "key": each.key,
                        "until": attachments.until(each),
                        "sha256": supplements.read_digest(files),
                        "handed_in": bool(files) and sealed.get(each.key) == files,
                    }
                )
        return LateDocumentSerializer(rows, many=True).data

    def get_sha256(self, _application: Application) -> str:
        return self._draft.digest

    def get_released(self, _application: Application) -> bool:
        return self._draft.is_released

    @extend_schema_field(OwnReleaseSerializer(allow_null=True))
    def get_release(self, application: Application) -> Any:
        return OwnReleaseSerializer(application).data if self._draft.is_released else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_moves(self, application: Application) -> list[str]:
        draft = self._draft
        return moves.available(
            state=application.state,
            phase=draft.round.phase,
            actors=draft.actors,
            is_admitted_late=draft.is_admitted_late,
        )


def given(application: Application) -> dict[str, Any]:
    """The answers of the valid version by key; none without one."""
    version = application.valid_version
    return drafts.answer_values(version.content) if version else {}


class SavedSerializer(serializers.Serializer[Any]):
    """The new version of each saved answer by key, and when to save again at the earliest."""

    versions = serializers.DictField(child=serializers.IntegerField())
    server_time = serializers.DateTimeField()
    next_save_in = serializers.IntegerField(help_text="seconds")
