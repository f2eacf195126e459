"""Speaks with the API as a program does, and reads what comes back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from api import tokens
from api.models import Audience, JuryScope, PortalScope
from api.problems import MEDIA_TYPE
from competition.models import Call, User
from tests.api.described import answer_of, conforms
from tests.fixtures.second_factors import give_app

ROOT = "/api/v1/"


@dataclass(frozen=True)
class Answer:
    """An answer: its status, its headers and its value."""

    response: HttpResponseBase
    body: bytes

    @classmethod
    def of(cls, response: Any) -> "Answer":
        """The answer as the test client has got it."""
        streamed = getattr(response, "streaming_content", None)
        return cls(response, response.content if streamed is None else b"".join(streamed))

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def value(self) -> Any:
        return json.loads(self.body)

    @property
    def rows(self) -> list[Any]:
        """The rows of a list's page."""
        rows: list[Any] = self.value["results"]
        return rows

    def header(self, name: str) -> str:
        return str(self.response.headers[name])


class Caller:
    """One program, with a token or without."""

    def __init__(self, token: str = "") -> None:
        self.token = token

    def call(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        content_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request as it is; ``path`` is below /api/v1/ unless it begins with a slash."""
        own = {"authorization": f"Bearer {self.token}"} if self.token else {}
        address = path if path.startswith("/") else ROOT + path
        response = Client().generic(
            method, address, body, content_type=content_type, headers={**own, **(headers or {})}
        )
        answer = Answer.of(response)
        assert_described(method, address, answer)
        return answer

    def get(self, path: str) -> Answer:
        return self.call("GET", path)

    def post(self, path: str, **values: Any) -> Answer:
        return self.call("POST", path, json.dumps(values).encode() if values else b"")

    def patch(self, path: str, **values: Any) -> Answer:
        return self.call("PATCH", path, json.dumps(values).encode())

    def put(self, path: str, **values: Any) -> Answer:
        return self.call("PUT", path, json.dumps(values).encode())


def caller_of(
    user: User,
    *scopes: str,
    minutes: int = 10,
    audience: Audience = Audience.OFFICE,
    call: Call | None = None,
) -> Caller:
    """A caller with a new token of this person."""
    issued = tokens.issue(user=user, scopes=scopes, minutes=minutes, audience=audience, call=call)
    return Caller(issued[1])


def portal_caller_of(user: User) -> Caller:
    """A caller with every scope of somebody who acts for a municipality."""
    return caller_of(user, *PortalScope.values, audience=Audience.PORTAL)


def jury_caller_of(user: User, call: Call) -> Caller:
    """A caller with every scope of a juror of this call, whom it gives a second factor."""
    give_app(user)
    return caller_of(user, *JuryScope.values, audience=Audience.JURY, call=call)


def assert_described(method: str, address: str, answer: Answer) -> None:
    """Whatever an operation answers or refuses, it has said so in its description."""
    path = unquote(address.partition("?")[0])
    if method == "HEAD" or "\x00" in path:
        return
    found = resolve(path)
    operation = getattr(getattr(found.func, "view_class", None), "operations", {}).get(method)
    if operation and answer.status >= 400:
        assert answer.value["code"] in operation.codes(has_place=bool(found.kwargs))
    elif operation:
        assert answer.status in (operation.status, *operation.also)
        if operation.answer:
            conforms(answer.value, answer_of(operation)["schema"])
        else:
            assert (answer.status == 204) == (answer.body == b"")


def assert_problem(answer: Answer, code: str, status: int, field: str = "") -> dict[str, Any]:
    """The answer is a whole problem with this code and status; returns it."""
    problem: dict[str, Any] = answer.value
    assert (problem["code"], answer.status) == (code, status), problem
    assert answer.header("Content-Type") == MEDIA_TYPE
    assert problem["status"] == status
    assert problem["type"] == f"urn:modellkommune:problem:{code}"
    assert problem["title"]
    assert problem["detail"]
    assert problem.get("field", "") == field
    return problem
