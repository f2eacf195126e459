"""The description of the API as rows of a page: OpenAPI in, plain data out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from api.description import codes_of, operations_with_places

SCHEMAS = "#/components/schemas/"
LIMITS = ("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "pattern")


@dataclass(frozen=True)
class Field:
    """A field or a parameter: ``kind`` in JSON's words, ``shape`` the name of what it holds."""

    name: str
    kind: str
    shape: str
    required: bool
    values: tuple[str, ...] = ()
    limits: tuple[tuple[str, str], ...] = ()
    place: str = ""
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """A good answer: its status, what it holds, an example as JSON."""

    status: str
    shape: str
    example: str


@dataclass(frozen=True)
class Operation:
    """One operation as it is read on a page; ``codes``: what it alone can refuse with."""

    name: str
    method: str
    address: str
    summary: str
    needs: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    body_example: str
    answers: tuple[Answer, ...]
    codes: tuple[str, ...]

    @property
    def writes(self) -> bool:
        return self.method != "GET"


@dataclass(frozen=True)
class Shape:
    """An object that answers hold, with its fields."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Reference:
    """All of one audience. ``always``: what every operation refuses with, ``acts``: every act."""

    audience: str
    operations: tuple[Operation, ...]
    always: tuple[str, ...]
    acts: tuple[str, ...]


def audiences(document: dict[str, Any]) -> list[tuple[str, int]]:
    """Name and number of operations of every audience that has any."""
    tags = [told["tags"][0] for _, _, told in operations_with_places(document)]
    return [
        (tag["name"], tags.count(tag["name"])) for tag in document["tags"] if tag["name"] in tags
    ]


def of_audience(document: dict[str, Any], audience: str) -> Reference:
    """What a program of this audience has to know."""
    chosen = [
        (place, method, told)
        for place, method, told in operations_with_places(document)
        if told["tags"] == [audience]
    ]
    codes = {told["operationId"]: _all_codes(told) for _, _, told in chosen}
    always = _shared(codes.values())
    acts = _shared(codes[told["operationId"]] for _, method, told in chosen if method != "get")
    operations = tuple(
        _operation(document, place, method, told, {*always, *(acts if method != "get" else ())})
        for place, method, told in chosen
    )
    return Reference(
        audience,
        operations,
        always,
        tuple(code for code in acts if code not in always),
    )


def _all_codes(told: dict[str, Any]) -> list[str]:
    return [code for codes in codes_of(told).values() for code in codes]


def _shared(each: Iterable[list[str]]) -> tuple[str, ...]:
    """Codes that all lists hold, in the order of the first."""
    first, *others = [*each] or [[]]
    return tuple(code for code in first if all(code in codes for codes in others))


def _operation(
    document: dict[str, Any], place: str, method: str, told: dict[str, Any], shared: set[str]
) -> Operation:
    content = told.get("requestBody", {}).get("content", {})
    body: dict[str, Any] = next(iter(content.values()), {"schema": {}})
    return Operation(
        name=told["operationId"],
        method=method.upper(),
        address=place,
        summary=told["summary"],
        needs=told.get("description", "").partition("`")[2].partition("`")[0],
        parameters=tuple(_parameter(each) for each in told.get("parameters", [])),
        body=_fields(_resolved(document, body["schema"])),
        body_example=_example(body),
        answers=tuple(_answers(told)),
        codes=tuple(code for code in _all_codes(told) if code not in shared),
    )


def _parameter(told: dict[str, Any]) -> Field:
    return _field(
        told["name"],
        told["schema"],
        required=told.get("required", False),
        place=told["in"],
        note=told.get("description", ""),
    )


def _answers(told: dict[str, Any]) -> Iterator[Answer]:
    for status, answer in told["responses"].items():
        if status < "400":
            told_as = answer.get("content", {}).values()
            content: dict[str, Any] = next(iter(told_as), {"schema": {}})
            yield Answer(status, _kind(content["schema"])[1], _example(content))


def _example(content: dict[str, Any]) -> str:
    values = [each["value"] for each in content.get("examples", {}).values() if "value" in each]
    return json.dumps(values[0], ensure_ascii=False, indent=2) if values else ""


def shapes_of(document: dict[str, Any], operation: Operation) -> Iterator[Shape]:
    """Every object that its answers and body name, and those that these name in turn."""
    waiting = [answer.shape for answer in operation.answers]
    waiting += [field.shape for field in operation.body]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if not name or name in seen:
            continue
        seen.add(name)
        fields = _fields(document["components"]["schemas"][name])
        waiting += [field.shape for field in fields]
        yield Shape(name, fields)


def _fields(schema: dict[str, Any], prefix: str = "") -> tuple[Field, ...]:
    """The fields of an object, those of objects inside it after their own."""
    if "enum" in schema and not prefix:
        return (_field("", schema, required=False),)
    required = set(schema.get("required", []))
    found: list[Field] = []
    for name, each in schema.get("properties", {}).items():
        found.append(_field(prefix + name, each, required=name in required))
        inner = each.get("items", each)
        found += _fields(inner, f"{prefix}{name}{'[]' if 'items' in each else ''}.")
    return tuple(found)


def _field(
    name: str, schema: dict[str, Any], *, required: bool, place: str = "", note: str = ""
) -> Field:
    kind, shape = _kind(schema)
    items = schema.get("items", {})
    values = schema.get("enum", items.get("enum", []))
    limits = tuple((word, str(schema[word])) for word in LIMITS if word in schema)
    texts = tuple("null" if value is None else str(value) for value in values)
    note = "" if texts else note  # the generator's note repeats the values
    return Field(name, kind, shape, required, texts, limits, place, note)


def _kind(schema: dict[str, Any]) -> tuple[str, str]:
    """The words for a value, and the name of the object that it is or holds."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(SCHEMAS)
        return name, name
    for word in ("allOf", "oneOf", "anyOf"):
        if word in schema:
            parts = [_kind(each) for each in schema[word]]
            shape = next((name for _, name in parts if name), "")
            return " | ".join(dict.fromkeys(kind for kind, _ in parts)), shape
    types = schema.get("type", "any")
    if types == "array":
        kind, name = _kind(schema.get("items", {}))
        return f"array<{kind}>", name
    kind = " | ".join(types) if isinstance(types, list) else str(types)
    return f"{kind} ({schema['format']})" if "format" in schema else kind, ""


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").removeprefix(SCHEMAS)
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found
