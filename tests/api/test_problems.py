import re
from typing import Any

import pytest
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import OperationalError
from django.http import Http404
from django.utils import translation
from rest_framework import exceptions

from api import problems
from competition.errors import CATALOGUE, Refusal


def filled(code: str) -> Refusal:
    """A refusal whose sentence has all that it asks for."""
    names = re.findall(r"%\((\w+)\)", str(CATALOGUE[code].sentence))
    details: dict[str, Any] = dict.fromkeys(names, 7)
    return Refusal(code, **details)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_refusal_is_a_problem(code: str) -> None:
    with translation.override("de"):
        refusal = filled(code)
        assert problems.document(refusal) == {
            "type": f"urn:modellkommune:problem:{code}",
            "title": str(problems.TITLES[refusal.status]),
            "status": refusal.status,
            "detail": refusal.sentence,
            "code": code,
        }


def test_fields_are_named_one_by_one() -> None:
    causes = (Refusal("required", field="a"), Refusal("unknown_field", field="b" * 200))
    problem = problems.document(Refusal("required", field="a", causes=causes))
    assert problem["field"] == "a"
    assert [(error["code"], error["field"]) for error in problem["errors"]] == [
        ("required", "a"),
        ("unknown_field", "b" * 100),
    ]


def test_one_field_is_listed_too() -> None:
    problem = problems.document(Refusal("required", field="reason"))
    assert problem["errors"] == [
        {"code": "required", "field": "reason", "detail": problem["detail"]}
    ]


@pytest.mark.parametrize(
    ("code", "header", "value"),
    [
        ("token_missing", "WWW-Authenticate", "Bearer"),
        ("token_invalid", "WWW-Authenticate", "Bearer"),
        ("busy", "Retry-After", "5"),
        ("too_many_tries", "Retry-After", "420"),
    ],
)
def test_headers_that_a_status_asks_for(code: str, header: str, value: str) -> None:
    response = problems.respond(filled(code))
    assert response[header] == value
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (Http404(), "not_found", 404),
        (PermissionDenied(), "not_allowed", 403),
        (RequestDataTooBig(), "too_large", 413),
        (SuspiciousOperation(), "malformed", 400),
        (BadRequest(), "malformed", 400),
        (exceptions.ParseError(), "malformed", 400),
        (exceptions.NotAuthenticated(), "token_missing", 401),
        (exceptions.AuthenticationFailed(), "token_invalid", 401),
        (exceptions.PermissionDenied(), "not_allowed", 403),
        (exceptions.NotFound(), "not_found", 404),
        (exceptions.MethodNotAllowed("PATCH"), "method_not_allowed", 405),
        (exceptions.UnsupportedMediaType("text/plain"), "media_type_unsupported", 415),
        (exceptions.Throttled(wait=61), "too_many_tries", 429),
        (exceptions.Throttled(), "too_many_tries", 429),
    ],
)
def test_errors_of_the_framework_have_a_code(error: Exception, code: str, status: int) -> None:
    response = problems.answer(error, {})
    refusal = problems.refusal_of(error)
    assert response is not None
    assert refusal is not None
    assert (refusal.code, response.status_code) == (code, status)


def test_a_wait_is_told_in_whole_minutes() -> None:
    response = problems.answer(exceptions.Throttled(wait=61), {})
    assert response is not None
    assert response["Retry-After"] == "120"


def test_a_validation_error_names_its_fields() -> None:
    error = exceptions.ValidationError(
        {
            "a": [exceptions.ErrorDetail("", code="required")],
            "b": {"c": [exceptions.ErrorDetail("", code="invalid_choice")]},
            "d": [exceptions.ErrorDetail("", code="max_digits")],
        }
    )
    refusal = problems.refusal_of(error)
    assert refusal is not None
    assert [(cause.code, cause.field) for cause in refusal.causes] == [
        ("required", "a"),
        ("unknown_choice", "b.c"),
        ("malformed", "d"),
    ]


@pytest.mark.parametrize("error", [ValueError(), OperationalError()])
def test_errors_of_the_program_are_left_to_the_middleware(error: Exception) -> None:
    assert problems.answer(error, {}) is None
