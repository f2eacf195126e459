"""Requests of a persona, each undone afterwards."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from api import tokens
from api.models import Scope
from tests.harness.world import PERSONAS, World

# What two answers may differ in without telling anything.
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


class Visitors:
    """Each persona with a session. To the API the office also shows a token."""

    def __init__(self, world: World) -> None:
        self.sessions = {persona: _session(world, persona) for persona in PERSONAS}
        office = world.person("office")
        assert office
        _, self.token = tokens.issue(
            user=office, scopes=Scope.values, minutes=tokens.MAX_ANNOUNCE_MINUTES
        )

    def ask(
        self, persona: str, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> HttpResponseBase:
        """The answer to one request. What it has changed is undone."""
        options: dict[str, Any] = {"headers": {}}
        data: Any = body
        if path.startswith("/api/"):
            if persona == "office":
                options["headers"] = {"Authorization": f"Bearer {self.token}"}
            if method != "GET":
                data, options["content_type"] = json.dumps(body or {}), "application/json"
        client = Client()
        client.cookies.load(self.sessions[persona])
        with transaction.atomic():
            answer = getattr(client, method.lower())(path, data, **options)
            transaction.set_rollback(True)
        return answer  # type: ignore[no-any-return]  # chosen by name


def _session(world: World, persona: str) -> dict[str, str]:
    """The cookie of a signed-in persona; of ``anonymous``, none."""
    client = Client()
    if person := world.person(persona):
        client.force_login(person)
    return {name: cookie.value for name, cookie in client.cookies.items()}


def told(answer: HttpResponseBase, path: str) -> tuple[int, bytes, dict[str, str]]:
    """Everything of an answer that could tell something: status, body and headers.

    The path that was asked for and the token of a form are left out.
    """
    content = CSRF.sub(b"", answer.content)  # type: ignore[attr-defined]  # no stream
    headers = {key: value.replace(path, "") for key, value in answer.items()}
    headers.pop("Content-Length", None)
    return answer.status_code, content.replace(path.encode(), b""), headers
