"""What a juror is told: own facts, and of applications what the one door lets through."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.jury.rows import Assigned
from api.jury.states import DECLARATION_STATES, DECLARED, REVIEW_STATES
from api.shapes import CallSerializer, PlaceSerializer
from competition import attachments
from competition.models import Application
from competition.models.call import QuestionKind
from competition.views.downloads import remarks
from reviews import queries
from reviews.models import Criterion, JuryMember, Rubric
from reviews.models.jury import LIFTING, ConflictReason, ConflictSource, Settlement, Severity
from reviews.models.rubric import Disclosure
from reviews.progress import READABLE, Stage
from reviews.queries import OthersReview
from reviews.review.own import OwnReview


class LevelSerializer(serializers.Serializer[Any]):
    score = serializers.CharField()
    meaning = serializers.CharField()


class CriterionSerializer(serializers.ModelSerializer[Criterion]):
    """Numbers are decimal texts and exact."""

    levels = LevelSerializer(many=True)

    class Meta:
        model = Criterion
        fields = (
            *("key", "label", "description", "weight", "minimum", "maximum", "step"),
            *("threshold", "levels", "reason_required"),
        )
        read_only_fields = fields


class JuryRubricSerializer(serializers.ModelSerializer[Rubric]):
    sha256 = serializers.CharField(source="digest")
    opened_at = serializers.DateTimeField(source="frozen_at")
    disclosure = serializers.ChoiceField(choices=Disclosure.choices)
    criteria = CriterionSerializer(many=True)

    class Meta:
        model = Rubric
        fields = (
            *("sha256", "opened_at", "locked_at", "quorum", "overall_threshold"),
            *("disclosure", "abstention_allowed", "criteria"),
        )
        read_only_fields = fields


class DeskCountsSerializer(serializers.Serializer[Any]):
    """``declarations_open``: of all admitted applications; the others: of the assigned ones."""

    declarations_open = serializers.IntegerField()
    assigned = serializers.IntegerField()
    undeclared = serializers.IntegerField()
    conflicted = serializers.IntegerField()
    open = serializers.IntegerField()
    draft = serializers.IntegerField()
    final = serializers.IntegerField()
    abstained = serializers.IntegerField()


class SeatSerializer(serializers.ModelSerializer[JuryMember]):
    """``context["rubric"]``: once the reviewing has opened; ``context["counts"]``."""

    name = serializers.CharField(source="user.name")
    chair = serializers.BooleanField(source="is_chair")
    deputy_chair = serializers.BooleanField(source="is_deputy_chair")
    call = CallSerializer()
    rubric = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()

    class Meta:
        model = JuryMember
        fields = ("name", "chair", "deputy_chair", "bench", "call", "rubric", "counts")
        read_only_fields = fields

    @extend_schema_field(JuryRubricSerializer(allow_null=True))
    def get_rubric(self, _seat: JuryMember) -> Any:
        rubric = self.context["rubric"]
        return JuryRubricSerializer(rubric).data if rubric else None

    @extend_schema_field(DeskCountsSerializer)
    def get_counts(self, _seat: JuryMember) -> Any:
        return DeskCountsSerializer(self.context["counts"]).data


class AssignedAnswerSerializer(serializers.Serializer[Any]):
    """``value`` by the kind of the question, as it was sealed."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=QuestionKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # fields are declared, not attributes
    value = serializers.JSONField(allow_null=True)


class PartnerTownSerializer(serializers.Serializer[Any]):
    ags = serializers.CharField()
    name = serializers.CharField()


class AssignedContentSerializer(serializers.Serializer[Any]):
    """A sealed document, as far as a juror reads it."""

    partners = PartnerTownSerializer(many=True)
    answers = AssignedAnswerSerializer(many=True)


class AssignedFileSerializer(serializers.Serializer[Any]):
    """``key``: of the question. ``remarks``: what the inspection has found, in words."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # fields are declared, not attributes
    name = serializers.CharField()
    media_type = serializers.CharField()
    size_bytes = serializers.IntegerField(source="size")
    sha256 = serializers.CharField()
    remarks = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_remarks(self, file: attachments.Filed) -> list[str]:
        return [str(each) for each in remarks(file.remarks)]


class AssignedApplicationSerializer(serializers.ModelSerializer[Application]):
    """An application whose text is open to the juror. ``context["stage"]``, ``context["read"]``."""

    id = serializers.CharField(source="public_id")
    title = serializers.CharField(source="valid_version.title")
    municipality = PlaceSerializer()
    version = serializers.IntegerField(source="valid_version.number")
    sha256 = serializers.CharField(source="valid_version.digest")
    content = AssignedContentSerializer(source="valid_version.content")
    attachments = serializers.SerializerMethodField()
    read = serializers.SerializerMethodField()

    class Meta:
        model = Application
        fields = (
            *("id", "title", "municipality", "version", "sha256", "read"),
            *("content", "attachments"),
        )
        read_only_fields = fields

    @extend_schema_field(AssignedFileSerializer(many=True))
    def get_attachments(self, application: Application) -> Any:
        version = application.valid_version
        files = attachments.filed(version.content) if version else []
        return AssignedFileSerializer(files, many=True).data

    def get_read(self, _application: Application) -> bool:
        return bool(self.context["read"])


class CriterionScoreSerializer(serializers.Serializer[Any]):
    """``points``: a decimal text ("3.5"), null where none are given."""

    criterion = serializers.CharField()
    points = serializers.CharField(allow_null=True)
    reason = serializers.CharField()


def scores_of(points: Mapping[str, str], reasons: Mapping[str, str]) -> Any:
    """Points and reasons by criterion, as one list."""
    rows = [
        {"criterion": key, "points": points.get(key), "reason": reasons.get(key, "")}
        for key in dict.fromkeys([*points, *reasons])
    ]
    return CriterionScoreSerializer(rows, many=True).data


class OwnReviewSerializer(serializers.Serializer[OwnReview]):
    """``version`` 0: not begun. ``state``: open, draft, final or abstained."""

    application = serializers.CharField()
    state = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    saved_at = serializers.DateTimeField(allow_null=True)
    finalised_at = serializers.DateTimeField(allow_null=True)
    scores = serializers.SerializerMethodField()
    comment = serializers.CharField(source="content.comment")
    comment_for_applicant = serializers.CharField(source="content.comment_for_applicant")
    private_note = serializers.CharField(source="content.private_note")
    abstention_reason = serializers.CharField()

    @extend_schema_field(serializers.ChoiceField(choices=REVIEW_STATES))
    def get_state(self, review: OwnReview) -> str:
        return review.state or Stage.OPEN.value

    @extend_schema_field(CriterionScoreSerializer(many=True))
    def get_scores(self, review: OwnReview) -> Any:
        return scores_of(review.content["scores"], review.content["reasons"])


class OwnReviewDetailSerializer(OwnReviewSerializer):
    """``context["missing"]``: the fields that finishing still lacks."""

    missing = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_missing(self, _review: OwnReview) -> list[str]:
        return list(self.context["missing"])


class OthersReviewSerializer(serializers.Serializer[OthersReview]):
    juror = serializers.CharField()
    scores = serializers.SerializerMethodField()
    comment = serializers.CharField()

    @extend_schema_field(CriterionScoreSerializer(many=True))
    def get_scores(self, review: OthersReview) -> Any:
        points = {key: queries.decimal_text(value) for key, value in review.points.items()}
        return scores_of(points, review.reasons)


class OthersSerializer(serializers.Serializer[Any]):
    results = OthersReviewSerializer(many=True)


class AssignmentSerializer(serializers.Serializer[Assigned]):
    """Of a conflicted one its title and its municipality, and no more."""

    id = serializers.CharField(source="row.public_id")
    title = serializers.CharField(source="row.heading")
    municipality = PlaceSerializer(source="row.municipality")
    state = serializers.ChoiceField(source="row.stage", choices=Stage.choices)
    read = serializers.SerializerMethodField()
    application = serializers.SerializerMethodField()
    review = serializers.SerializerMethodField()

    @extend_schema_field(serializers.BooleanField(allow_null=True))
    def get_read(self, assigned: Assigned) -> bool | None:
        return assigned.row.is_read if assigned.is_open else None

    @extend_schema_field(AssignedContentSerializer(allow_null=True))
    def get_application(self, assigned: Assigned) -> Any:
        return AssignedContentSerializer(assigned.content).data if assigned.content else None

    @extend_schema_field(OwnReviewSerializer(allow_null=True))
    def get_review(self, assigned: Assigned) -> Any:
        return OwnReviewSerializer(assigned.review).data if assigned.review else None


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


class ReadingSerializer(serializers.Serializer[Any]):
    application = serializers.CharField(source="application.public_id")
    read_at = serializers.DateTimeField(source="opened_at")


class FinishedSerializer(serializers.Serializer[Any]):
    """``code``, ``detail``: why it is not finished, null where it is."""

    application = serializers.CharField()
    finalised = serializers.BooleanField()
    code = serializers.CharField(allow_null=True)
    detail = serializers.CharField(allow_null=True)


class FinishedManySerializer(serializers.Serializer[Any]):
    results = FinishedSerializer(many=True)
