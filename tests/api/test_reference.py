"""Rows made of an invented description."""

from typing import Any

from api.reference import Field, Shape, audiences, of_audience, shapes_of

PROBLEM = "application/problem+json"


def refused(*codes: str) -> dict[str, Any]:
    return {"content": {PROBLEM: {"examples": {key: {} for key in codes}}}}


DOCUMENT: dict[str, Any] = {
    "tags": [
        {"name": "public", "description": "For everybody."},
        {"name": "jury", "description": "For jurors."},
    ],
    "paths": {
        "/rows/": {
            "get": {
                "operationId": "listRows",
                "summary": "All rows",
                "tags": ["public"],
                "parameters": [
                    {
                        "in": "query",
                        "name": "page",
                        "schema": {"type": "integer", "minimum": 1},
                        "description": "Which page.",
                    }
                ],
                "responses": {
                    "200": {
                        "content": {
                            "json": {
                                "schema": {"$ref": "#/components/schemas/Row"},
                                "examples": {"Answer": {"value": {"id": "ä"}}},
                            }
                        }
                    },
                    "400": refused("malformed", "busy"),
                },
            },
            "post": {
                "operationId": "addRow",
                "description": "Needs the scope `write`.",
                "summary": "Add one",
                "tags": ["public"],
                "requestBody": {
                    "content": {"json": {"schema": {"$ref": "#/components/schemas/Body"}}}
                },
                "responses": {"201": {}, "400": refused("malformed", "required")},
            },
        }
    },
    "components": {
        "schemas": {
            "Row": {
                "required": ["id"],
                "properties": {
                    "id": {"type": "string"},
                    "state": {"enum": ["open", None]},
                    "rows": {"type": "array", "items": {"$ref": "#/components/schemas/Row"}},
                    "at": {"type": ["string", "null"], "format": "date-time"},
                },
            },
            "Body": {
                "required": ["parts"],
                "properties": {
                    "parts": {
                        "type": "array",
                        "maxItems": 3,
                        "items": {
                            "type": "object",
                            "required": ["key"],
                            "properties": {"key": {"type": "string"}},
                        },
                    }
                },
            },
        }
    },
}


def test_only_audiences_with_operations_are_named() -> None:
    assert audiences(DOCUMENT) == [("public", 2)]


def test_refusals_of_all_and_of_every_act_are_told_apart() -> None:
    told = of_audience(DOCUMENT, "public")
    assert (told.always, told.acts) == (("malformed",), ("required",))
    assert [each.codes for each in told.operations] == [("busy",), ()]


def test_an_operation_tells_what_it_needs_and_gives() -> None:
    read, add = of_audience(DOCUMENT, "public").operations
    assert (read.method, read.needs, read.writes) == ("GET", "", False)
    assert (add.method, add.needs, add.writes) == ("POST", "write", True)
    assert read.parameters == (
        Field(
            "page",
            "integer",
            "",
            required=False,
            limits=(("minimum", "1"),),
            place="query",
            note="Which page.",
        ),
    )
    assert [(each.status, each.shape) for each in read.answers] == [("200", "Row")]
    assert '"ä"' in read.answers[0].example


def test_fields_inside_fields_are_named_by_their_path() -> None:
    _, add = of_audience(DOCUMENT, "public").operations
    assert [(field.name, field.kind, field.required) for field in add.body] == [
        ("parts", "array<object>", True),
        ("parts[].key", "string", True),
    ]


def test_shapes_are_told_once() -> None:
    listing, _ = of_audience(DOCUMENT, "public").operations
    assert list(shapes_of(DOCUMENT, listing)) == [
        Shape(
            "Row",
            (
                Field("id", "string", "", required=True),
                Field("state", "any", "", required=False, values=("open", "null")),
                Field("rows", "array<Row>", "Row", required=False),
                Field("at", "string | null (date-time)", "", required=False),
            ),
        ),
    ]
