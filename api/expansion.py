"""What an answer tells in short, and in full where ``?expand=`` asks for it by name."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from rest_framework import serializers
from rest_framework.request import Request

from competition.errors import Refusal

PARAMETER = "expand"


def wanted(request: Request, declared: tuple[str, ...]) -> frozenset[str]:
    """The names that the request expands.

    Raises ``unknown_choice`` for any that its operation does not declare, ``duplicate_field`` for
    one that stands twice.
    """
    given = request.query_params.get(PARAMETER)
    if given is None:
        return frozenset()
    names = given.split(",")
    if set(names) - set(declared):
        raise Refusal("unknown_choice", field=PARAMETER)
    if len(set(names)) < len(names):
        raise Refusal("duplicate_field", field=PARAMETER)
    return frozenset(names)


class Expandable(serializers.Field[Any, Any, Any, Any]):
    """A related object: its key ``brief``, or all that ``full`` tells where it is expanded.

    ``context["expanded"]`` holds the names that the request expands (the endpoint sets it).
    ``name``: the expansion's, where the field is called otherwise. The view fetches what is
    expanded together with its rows, so that a page costs no more queries.
    """

    def __init__(
        self,
        *,
        full: type[serializers.BaseSerializer[Any]],
        brief: str = "pk",
        name: str = "",
        **options: Any,
    ) -> None:
        super().__init__(read_only=True, **options)
        self.full, self.brief, self.name = full, brief, name

    def to_representation(self, value: Any) -> Any:
        if (self.name or self.field_name) in self.context.get("expanded", ()):
            return self.full(value, context=self.context).data
        return getattr(value, self.brief)


class ExpandableInSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # registers itself, without types
    target_class = "api.expansion.Expandable"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        """One of the two; the generator adds null where the field may be."""
        found = auto_schema.resolve_serializer(self.target.full, direction)
        return {"oneOf": [{"type": "string"}, found.ref]}
