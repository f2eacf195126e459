"""Documents open for discussion, and the comments on them that are published."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import PublicEndpoint
from api.operations import Operation
from api.pagination import Keyset
from api.public import consultation_examples as examples
from api.public.filters import CommentFilter, ConsultationFilter
from api.public.serializers.consultations import (
    CommentSerializer,
    ConsultationDetailSerializer,
    ConsultationSerializer,
)
from competition.errors import Refusal
from programme.models import Comment, Consultation
from programme.queries import consultations as reads


class Consultations(PublicEndpoint):
    queryset = Consultation.objects.none()
    filterset_class = ConsultationFilter
    pagination_class = Keyset
    operations = {
        "GET": Operation(
            "listConsultations",
            "Documents that are or were open for discussion, the one that ends last first",
            ConsultationSerializer,
            examples.CONSULTATION,
            many=True,
        )
    }

    def get(self, request: Request) -> Response:
        return self.rows(reads.public(self.at))


class ConsultationDetail(PublicEndpoint):
    queryset = Consultation.objects.none()
    operations = {
        "GET": Operation(
            "readConsultation",
            "One document with its sections and its closing report",
            ConsultationDetailSerializer,
            examples.CONSULTATION_DETAIL,
        )
    }

    def get(self, request: Request, consultation: str) -> Response:
        found = reads.public_one(consultation, self.at)
        if found is None:
            raise Refusal("not_found")
        sections = reads.sections_with_counts(found.consultation)
        return self.row(found.consultation, sections=sections)


class Comments(PublicEndpoint):
    """A filter names the document, as of awards their call: no comment is sent by program."""

    queryset = Comment.objects.none()
    filterset_class = CommentFilter
    pagination_class = Keyset
    operations = {
        "GET": Operation(
            "listComments",
            "The published comments of all documents, in the order of their arrival",
            CommentSerializer,
            examples.COMMENT,
            many=True,
        )
    }

    def get(self, request: Request) -> Response:
        found = Comment.objects.public(self.at).select_related("section__consultation")
        return self.rows(found.order_by("received_at", "number"))
