"""What the description says of an operation, and whether a value is as described."""

from typing import Any

import jsonschema

from api.operations import Operation
from api.schema import description


def described(operation: Operation) -> dict[str, Any]:
    """The description of an operation."""
    for methods in description()["paths"].values():
        for told in methods.values():
            if told["operationId"] == operation.name:
                found: dict[str, Any] = told
                return found
    raise AssertionError(f"{operation.name} is not described")


def answer_of(operation: Operation) -> dict[str, Any]:
    """Schema and examples of what the operation answers when all is well."""
    response = described(operation)["responses"][str(operation.status)]
    found: dict[str, Any] = response.get("content", {}).get(operation.produces, {})
    return found


def conforms(value: Any, schema: dict[str, Any]) -> None:
    """Raise ``jsonschema.ValidationError`` unless the value is as described."""
    whole = {**schema, "components": description()["components"]}
    jsonschema.Draft202012Validator(whole).validate(value)
