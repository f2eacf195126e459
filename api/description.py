"""What is added to the generated OpenAPI document: a pure change of one ``dict``.

The generator knows paths, fields and examples. This module says what holds for all operations:
headers, the key of a repeatable act, closed bodies, which codes a status can carry.
"""

from collections.abc import Iterator
from typing import Any

PROBLEM = "application/problem+json"
METHODS = ("get", "head", "post", "put", "patch", "delete")
SLUG = "^[-a-zA-Z0-9_]+$"
KEY_REFUSED = "idempotency_key_invalid"
PLACES = {
    "slug": ("The short name of the call, as in its address.", "offene-kommunen"),
    "public_id": ("The `id` of the row.", "3f1c9a0b7d2e4c5f6a8b"),
    "consultation": ("The short name of the consultation.", "ergebnisse"),
    "event": ("The short name of the event.", "abschlusskonferenz"),
    "report": ("The key of the report, as the agreement names it.", "zwischenbericht"),
    "workshop": ("The `id` of the workshop.", "8b6a5f4c2e7d0b9a3f1c"),
    "ags": ("The official key (AGS) of the municipality.", "99001001"),
}
QUERY: dict[str, tuple[str, dict[str, int]]] = {
    "page": ("The number of the page.", {"minimum": 1, "maximum": 10**9 - 1}),
    "page_size": ("Rows to a page.", {"minimum": 1, "maximum": 100}),
    "cursor": ("Names a page; taken from `next` or `previous` as it stands there.", {}),
    "order": ("The order of the rows; with `-` descending.", {}),
}
HEADERS = {
    "Allow": "The methods of this address.",
    "ETag": "Names this state of the answer. Send it as `If-None-Match` to get 304 while it lasts.",
    "Idempotency-Replayed": "`true`: the kept answer of an earlier request with this key.",
    "Link": 'The pages beside this one, `rel="next"` and `rel="prev"`, as in RFC 8288.',
    "Location": "The address of what was made.",
    "Retry-After": "Seconds after which the same request may be sent again.",
    "WWW-Authenticate": "`Bearer`.",
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": (
        "A name of your own for this one act, kept for 24 hours. The same request with the same "
        "key gets the very same answer, and nothing happens twice."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]{1,255}$"},
    "example": "submission-2027-04-16",
}
STATE = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "The `ETag` of an earlier answer: 304 where nothing has changed since.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}
OF_STATUS = {
    "202": ("Location", "Retry-After"),
    "201": ("Location",),
    "401": ("WWW-Authenticate",),
    "405": ("Allow",),
    "429": ("Retry-After",),
    "503": ("Retry-After",),
}


def complete(result: dict[str, Any], **_generator: Any) -> dict[str, Any]:
    """The generator's hook: the same document, told to the end."""
    components = result["components"]
    components["examples"] = {}
    components["headers"] = {
        name: {"description": text, "schema": {"type": "string"}} for name, text in HEADERS.items()
    }
    for method, operation in operations_of(result):
        _tell_places(operation)
        _tell_refusals(operation, components["examples"])
        if method == "get":
            _tell_state(operation)
        _tell_headers(operation)
        _close_body(operation, components["schemas"])
    for schema in components["schemas"].values():
        if "context[" in schema.get("description", ""):  # a word to developers
            del schema["description"]
    components["examples"] = dict(sorted(components["examples"].items()))
    return result


def operations_with_places(
    document: dict[str, Any],
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and description of every operation, in the document's order."""
    for place, methods in document["paths"].items():
        yield from ((place, method, told) for method, told in methods.items() if method in METHODS)


def operations_of(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation with its method."""
    yield from ((method, told) for _, method, told in operations_with_places(document))


def codes_of(operation: dict[str, Any]) -> dict[str, list[str]]:
    """Status and its codes, for every refusal of the operation."""
    return {
        status: list(answer["content"][PROBLEM]["examples"])
        for status, answer in operation["responses"].items()
        if PROBLEM in answer.get("content", {})
    }


def _tell_places(operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query" and parameter["name"] in QUERY:
            parameter["description"], limits = QUERY[parameter["name"]]
            parameter["schema"] |= limits
        if parameter["in"] == "path" and parameter["schema"] == {"type": "string"}:
            text, example = PLACES.get(parameter["name"], ("", ""))
            parameter["schema"]["pattern"] = SLUG
            if text:
                parameter |= {"description": text, "example": example}


def _tell_refusals(operation: dict[str, Any], examples: dict[str, Any]) -> None:
    """Each example once for the whole document; each status with the codes that it can carry."""
    for status, answer in operation["responses"].items():
        told = answer.get("content", {}).get(PROBLEM)
        if told is None:
            continue
        codes = sorted(each["value"]["code"] for each in told["examples"].values())
        examples |= {each["value"]["code"]: each for each in told["examples"].values()}
        told["examples"] = {code: {"$ref": f"#/components/examples/{code}"} for code in codes}
        told["schema"] = {
            "allOf": [
                told["schema"],
                {"properties": {"code": {"enum": codes}, "status": {"const": int(status)}}},
            ]
        }


def _tell_state(operation: dict[str, Any]) -> None:
    """What is read has an ETag, and is not sent again to whoever names it."""
    parameters = operation.setdefault("parameters", [])
    if "page_size" in {each["name"] for each in parameters}:
        operation["responses"]["200"]["headers"] = _headers({"Link"})
    operation["responses"]["200"].setdefault("headers", {}).update(_headers({"ETag"}))
    operation["responses"]["304"] = {
        "description": "Nothing has changed since the answer with this ETag.",
        "headers": _headers({"ETag"}),
    }
    parameters.append(dict(STATE))


def _headers(names: set[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in sorted(names)}


def _tell_headers(operation: dict[str, Any]) -> None:
    codes = codes_of(operation)
    repeatable = KEY_REFUSED in codes.get("400", [])
    if repeatable:
        operation.setdefault("parameters", []).append(dict(KEY))
    for status, answer in operation["responses"].items():
        names = set(OF_STATUS.get(status, ()))
        if repeatable and status < "300":
            names.add("Idempotency-Replayed")
        if "idempotency_running" in codes.get(status, []):
            names.add("Retry-After")
        if names:
            answer.setdefault("headers", {}).update(_headers(names))


def _close_body(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Bodies hold the declared fields and no other."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        name = content["schema"].get("$ref", "").removeprefix("#/components/schemas/")
        if name:
            schemas[name]["additionalProperties"] = False
