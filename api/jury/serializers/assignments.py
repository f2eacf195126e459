"""The own desk: of a conflicted application title and municipality, and no more."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.jury.rows import Assigned
from api.jury.serializers.applications import AssignedContentSerializer
from api.jury.serializers.reviews import OwnReviewSerializer
from api.shapes import PlaceSerializer
from reviews.progress import Stage


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
