from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tools.schema import canonical, complaints
from tools.schema_changes import Comparison

OLD: dict[str, Any] = {
    "paths": {
        "/x/": {
            "post": {
                "parameters": [{"in": "query", "name": "state", "schema": {"enum": ["a", "b"]}}],
                "security": [{"token": []}],
                "requestBody": {
                    "content": {"json": {"schema": {"$ref": "#/components/schemas/Body"}}}
                },
                "responses": {
                    "200": {
                        "headers": {"ETag": {}},
                        "content": {"json": {"schema": {"$ref": "#/components/schemas/Row"}}},
                    }
                },
            }
        },
        "/y/": {"get": {"responses": {}}},
    },
    "components": {
        "schemas": {
            "Body": {"properties": {"reason": {"type": "string"}, "at": {"type": "string"}}},
            "Row": {
                "title": "Row",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string"},
                    "state": {"enum": ["open", "closed"]},
                    "rows": {"type": "array", "items": {"$ref": "#/components/schemas/Row"}},
                },
            },
        }
    },
}
POST = ("paths", "/x/", "post")
BODY = ("components", "schemas", "Body")
ROW = ("components", "schemas", "Row")
GONE = object()


def changed(*path: Any, to: Any = GONE) -> list[str]:
    """What is said where the member at ``path`` is removed, or set to a value."""
    new = deepcopy(OLD)
    place: Any = new
    for name in path[:-1]:
        place = place[name]
    if to is GONE:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return [str(each) for each in Comparison(OLD, new).changes()]


@pytest.mark.parametrize(
    ("path", "to", "told"),
    [
        (("paths", "/y/"), GONE, "operation GET /y/ is gone"),
        ((*POST, "parameters"), [], "POST /x/: parameter state (query) is gone"),
        (
            (*POST, "parameters", 0, "required"),
            True,
            "POST /x/: parameter state (query) is required now",
        ),
        (
            (*POST, "parameters", 0, "schema", "enum"),
            ["a"],
            "POST /x/: parameter state (query): value b is gone",
        ),
        ((*POST, "requestBody", "required"), True, "POST /x/: a body is required now"),
        ((*POST, "security"), [], "POST /x/: who may call it has changed"),
        ((*POST, "responses", "200"), GONE, "POST /x/: answer 200 is gone"),
        ((*POST, "responses", "200", "headers"), {}, "POST /x/: answer 200: header ETag is gone"),
        ((*BODY, "required"), ["reason"], "POST /x/: body: field reason is required now"),
        ((*BODY, "properties", "at"), GONE, "POST /x/: body: field at is gone"),
        (
            (*BODY, "properties", "reason", "maxLength"),
            9,
            "POST /x/: body.reason: maxLength was None, is 9",
        ),
        ((*ROW, "properties", "id"), GONE, "POST /x/: answer 200: field id is gone"),
        ((*ROW, "required"), [], "POST /x/: answer 200: field id may be missing now"),
        (
            (*ROW, "properties", "state", "enum"),
            ["open"],
            "POST /x/: answer 200.state: value closed is gone",
        ),
        (
            (*ROW, "properties", "id", "type"),
            "integer",
            "POST /x/: answer 200.id: type was string, is integer",
        ),
    ],
)
def test_what_breaks_programs_is_named(path: Any, to: Any, told: str) -> None:
    assert f"breaks programs: {told}" in changed(*path, to=to)


@pytest.mark.parametrize(
    ("path", "to", "told"),
    [
        (("paths", "/z/"), {"get": {"responses": {}}}, "operation GET /z/ is new"),
        ((*BODY, "properties", "by"), {"type": "string"}, "POST /x/: body: field by is new"),
        (
            (*ROW, "properties", "at"),
            {"type": "string"},
            "POST /x/: answer 200: field at is new",
        ),
        ((*POST, "responses", "409"), {}, "POST /x/: answer 409 is new"),
    ],
)
def test_what_only_adds_is_named_so(path: Any, to: Any, told: str) -> None:
    assert changed(*path, to=to) == [f"adds: {told}"]


def test_a_new_parameter_breaks_where_it_is_required() -> None:
    old = OLD["paths"]["/x/"]["post"]["parameters"]
    new = {"in": "query", "name": "at", "schema": {}}
    assert changed(*POST, "parameters", to=[*old, new]) == [
        "adds: POST /x/: parameter at (query) is new"
    ]
    assert changed(*POST, "parameters", to=[*old, {**new, "required": True}]) == [
        "breaks programs: POST /x/: parameter at (query) is new and required"
    ]


def test_words_are_no_change_to_programs() -> None:
    assert changed(*ROW, "title", to="Zeile") == []


def test_the_stored_description_is_compared(tmp_path: Path) -> None:
    stored = tmp_path / "openapi.json"
    assert "update" in complaints(stored, OLD)[0]
    stored.write_text(canonical(OLD), encoding="utf-8")
    assert complaints(stored, deepcopy(OLD)) == []
    words = {**OLD, "info": {"title": "other"}}
    assert complaints(stored, words)[0].startswith("words:")
    without = {**OLD, "paths": {"/x/": OLD["paths"]["/x/"]}}
    assert complaints(stored, without)[0] == "breaks programs: operation GET /y/ is gone"
