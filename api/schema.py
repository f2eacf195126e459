"""The OpenAPI description, made from the operations that the views declare."""

from collections import defaultdict
from functools import cache
from threading import Lock
from typing import Any

from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import is_list_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from api import expansion, problems
from api.models import Audience
from api.operations import Operation
from competition.errors import CATALOGUE, Refusal

GENERATING = Lock()
TOKENS = ", ".join(f"mk_{audience}_…" for audience in Audience.values)


class FieldProblemSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    field = serializers.CharField()
    detail = serializers.CharField()
    version = serializers.IntegerField(required=False)
    theirs = serializers.JSONField(required=False)
    mine = serializers.JSONField(required=False)


class ProblemSerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    field = serializers.CharField(required=False)
    request_id = serializers.CharField(
        required=False,
        help_text="Of a fault of the site (500 and more): the number of the request, to be told.",
    )
    errors = FieldProblemSerializer(many=True, required=False)  # type: ignore[assignment]  # fields are declared, not attributes


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself, without types
    target_class = "api.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": TOKENS}


class OperationSchema(AutoSchema):
    """Reads ids, texts, bodies, answers, examples and error codes from ``view.operations``."""

    @property
    def _endpoint(self) -> Any:
        return self.view

    @property
    def operation(self) -> Operation:
        found: Operation = self._endpoint.operations[self.method]
        return found

    def get_operation_id(self) -> str:
        return self.operation.name

    def get_summary(self) -> str:
        return self.operation.summary

    def get_description(self) -> str:  # type: ignore[override]  # as the package itself does
        return f"Needs the scope `{self.operation.scope}`." if self.operation.scope else ""

    def get_tags(self) -> list[str]:
        return [self._endpoint.audience or "public"]

    def get_override_parameters(self) -> list[Any]:
        """What ``?expand=`` may name, one or several with a comma between."""
        if not self.operation.expands:
            return []
        return [
            OpenApiParameter(
                expansion.PARAMETER,
                {"type": "array", "items": {"enum": list(self.operation.expands)}},
                description="What is to be told in full.",
                explode=False,
                style="form",
            )
        ]

    def get_request_serializer(self) -> Any:
        body = self.operation.body
        return body if body is not None and body().fields else None

    def get_response_serializers(self) -> Any:
        told = OpenApiResponse(self._answer(), description=self.operation.summary)
        wanted: dict[Any, Any] = {
            (status, self.operation.produces): told
            for status in (self.operation.status, *self.operation.also)
        }
        by_status: defaultdict[int, list[str]] = defaultdict(list)
        for code in self.operation.codes(has_place="{" in self.path):
            by_status[CATALOGUE[code].status].append(code)
        for status, codes in sorted(by_status.items()):
            wanted[status, problems.MEDIA_TYPE] = OpenApiResponse(
                ProblemSerializer,
                description=", ".join(f"`{code}`" for code in codes),
                examples=[example_of(code) for code in codes],
            )
        return wanted

    def _answer(self) -> Any:
        """What is told; a file is bytes, and 204 tells nothing."""
        answer = self.operation.answer
        if answer is None:
            return None if self.operation.status == 204 else OpenApiTypes.BINARY
        return answer(many=True) if self.operation.many else answer

    def get_examples(self) -> list[OpenApiExample]:
        statuses = [str(each) for each in (self.operation.status, *self.operation.also)]
        found = []
        if self.operation.example is not None:
            value = dict(self.operation.example)
            found.append(
                OpenApiExample("answer", value=value, response_only=True, status_codes=statuses)
            )
        if self.operation.body_example is not None:
            body = dict(self.operation.body_example)
            (media_type,) = self.map_parsers()
            found.append(
                OpenApiExample("body", value=body, request_only=True, media_type=media_type)
            )
        return found

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Declared, not guessed from the method and the path."""
        return self.operation.many if serializer is None else is_list_serializer(serializer)


def refused(code: str) -> Refusal:
    """A refusal with this code; what its sentence fills in is an ellipsis."""
    sentence = str(CATALOGUE[code].sentence)
    details: dict[str, Any] = {part.split(")")[0]: "…" for part in sentence.split("%(")[1:]}
    return Refusal(code, **details)


def example_of(code: str) -> OpenApiExample:
    """A problem with this code."""
    return OpenApiExample(code, value=problems.document(refused(code)), response_only=True)


def description() -> dict[str, Any]:
    """The whole document, with German sentences; made once per process.

    By one thread: the generator lends each view its inspector.
    """
    with GENERATING:
        return _generated()


@cache
def _generated() -> dict[str, Any]:
    with translation.override("de"):
        generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # the package's own
        found: dict[str, Any] = generator.get_schema(public=True)  # type: ignore[no-untyped-call]  # its own
    return found
