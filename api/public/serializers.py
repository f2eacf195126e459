"""What anybody may read of calls, awards and municipalities."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.expansion import Expandable
from api.shapes import CallSerializer, PlaceSerializer
from competition.award_history import AwardHistory, Event
from competition.models import Award, Call, Municipality, Publication, Question
from competition.outcomes import ENDED, Change, Result

# In German in every language: it is a name and a licence.
SOURCE = (
    "Quelle: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis-Informationssystem GV-ISys, "
    "Gebietsstand {as_of:%d.%m.%Y}; Daten verändert"
)


class QuestionSerializer(serializers.ModelSerializer[Question]):
    required = serializers.BooleanField(source="is_required")  # type: ignore[assignment]  # fields are declared, not attributes

    class Meta:
        model = Question
        fields = (
            *("key", "section", "kind", "label", "hint", "required", "max_chars", "choices"),
            *("minimum", "maximum", "condition", "deadline_at"),
        )
        read_only_fields = fields


class DocumentSerializer(serializers.ModelSerializer[Publication]):
    """``version``: 1 is the announced one; each amendment's document is one more."""

    sha256 = serializers.CharField(source="digest")
    version = serializers.SerializerMethodField()

    class Meta:
        model = Publication
        fields = ("kind", "version", "frozen_at", "sha256", "content")
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField())
    def get_version(self, publication: Publication) -> int:
        return publication.amendment.number + 1 if publication.amendment else 1


class ChangedAwardSerializer(serializers.ModelSerializer[Award]):
    municipality = PlaceSerializer(read_only=True)

    class Meta:
        model = Award
        fields = ("municipality", "title", "amount_cents")
        read_only_fields = fields


class ChangeSerializer(serializers.Serializer[Change]):
    """What changed after the announcement: an amendment, or one municipality declined."""

    kind = serializers.SerializerMethodField()
    public_at = serializers.DateTimeField(source="at")
    reason = serializers.SerializerMethodField()
    granted = ChangedAwardSerializer(many=True)
    ended = serializers.SerializerMethodField()
    document_version = serializers.IntegerField(
        source="document.number", allow_null=True, default=None
    )

    @extend_schema_field(serializers.ChoiceField(choices=["amendment", "declined"]))
    def get_kind(self, change: Change) -> str:
        return "declined" if change.declined else "amendment"

    @extend_schema_field(serializers.CharField())
    def get_reason(self, change: Change) -> str:
        """An amendment's, for everybody; why somebody declined is theirs."""
        return change.amendment.reason if change.amendment else ""

    @extend_schema_field(ChangedAwardSerializer(many=True))
    def get_ended(self, change: Change) -> Any:
        ended = [change.declined] if change.declined else change.ended
        return ChangedAwardSerializer(ended, many=True).data


class CallDetailSerializer(CallSerializer):
    """``context["documents"]``: the frozen documents that are public at this instant, and
    ``context["changes"]``: what has changed of the awards since the announcement."""

    questions = QuestionSerializer(many=True, read_only=True)
    documents = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField()

    class Meta(CallSerializer.Meta):
        fields = (*CallSerializer.Meta.fields, "facts", "questions", "documents", "changes")
        read_only_fields = fields

    @extend_schema_field(DocumentSerializer(many=True))
    def get_documents(self, _call: Call) -> Any:
        return DocumentSerializer(self.context["documents"], many=True).data

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, _call: Call) -> Any:
        return ChangeSerializer(self.context["changes"], many=True).data


class AwardSerializer(serializers.ModelSerializer[Award]):
    """An award with what became of it; the call in short, or in full where it is expanded."""

    call = Expandable(full=CallSerializer, brief="slug")
    municipality = PlaceSerializer(read_only=True)
    result = serializers.SerializerMethodField()
    synthetic = serializers.BooleanField(source="call.is_synthetic")

    class Meta:
        model = Award
        fields: tuple[str, ...] = (
            *("call", "municipality", "title", "amount_cents", "result", "synthetic"),
        )
        read_only_fields: tuple[str, ...] = fields

    @extend_schema_field(serializers.ChoiceField(choices=[each.value for each in Result]))
    def get_result(self, award: Any) -> str:
        return Result.AWARDED.value if award.stands else ENDED[award.state].value


class EventSerializer(serializers.Serializer[Event]):
    """One thing that happened to an award; ``moved_up``: it was granted after the announcement."""

    at = serializers.DateTimeField()
    result = serializers.ChoiceField(choices=[each.value for each in Result])
    title = serializers.CharField(source="award.title")
    amount_cents = serializers.IntegerField(source="award.amount_cents")
    reason = serializers.CharField()
    moved_up = serializers.BooleanField()


class AwardHistorySerializer(serializers.Serializer[AwardHistory]):
    """All that is public of the awards of one municipality in one call."""

    call = serializers.CharField(source="award.call.slug")
    municipality = PlaceSerializer()
    title = serializers.CharField(source="award.title")
    amount_cents = serializers.IntegerField(source="award.amount_cents")
    result = serializers.ChoiceField(choices=[each.value for each in Result])
    synthetic = serializers.BooleanField(source="award.call.is_synthetic")
    ended_at = serializers.DateTimeField(allow_null=True)
    events = EventSerializer(many=True)


class MunicipalitySerializer(PlaceSerializer):
    """A row of the register as it stood on the day ``as_of``; coordinates are decimal texts."""

    synthetic = serializers.BooleanField(source="is_synthetic")

    class Meta(PlaceSerializer.Meta):
        fields: tuple[str, ...] = (
            *PlaceSerializer.Meta.fields,
            *("latitude", "longitude", "as_of", "synthetic"),
        )
        read_only_fields: tuple[str, ...] = fields


class MunicipalityDetailSerializer(MunicipalitySerializer):
    """``source``: the line that must stand where the register's data are shown."""

    source = serializers.SerializerMethodField()  # type: ignore[assignment]  # fields are declared, not attributes

    class Meta(MunicipalitySerializer.Meta):
        fields = (*MunicipalitySerializer.Meta.fields, "source")
        read_only_fields = fields

    @extend_schema_field(serializers.CharField())
    def get_source(self, place: Municipality) -> str:
        return "" if place.is_synthetic else SOURCE.format(as_of=place.as_of)
