"""Reviews: the own ones, those of others once disclosed, and what finishing came to."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.jury.states import REVIEW_STATES
from reviews import queries
from reviews.progress import Stage
from reviews.queries import OthersReview
from reviews.review.own import OwnReview


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


class FinishedSerializer(serializers.Serializer[Any]):
    """``code``, ``detail``: why it is not finished, null where it is."""

    application = serializers.CharField()
    finalised = serializers.BooleanField()
    code = serializers.CharField(allow_null=True)
    detail = serializers.CharField(allow_null=True)


class FinishedManySerializer(serializers.Serializer[Any]):
    results = FinishedSerializer(many=True)
