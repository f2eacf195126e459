"""Requests of a persona, each undone afterwards."""

import json
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from api import tokens
from api.models import Audience, JuryScope, PortalScope, Scope
from competition.accounts.sessions import SEEN
from competition.models import Application
from tests.fixtures.second_factors import give_app
from tests.harness.world import PERSONAS, World

# Who acts for a municipality, and so may have a token of the portal.
ACTING = ("other town", "editor", "signatory")
# Who sits in every jury.
SEATED = ("recused juror", "juror", "chair")
# What two answers may differ in without telling anything.
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


class Visitors:
    """Each persona with a session. To the API the office, who acts for a town, and jurors show a
    token; a juror's is of the round in which the address lies.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.sessions = {persona: _session(world, persona) for persona in PERSONAS}
        self.tokens = {persona: _portal_token(world, persona) for persona in ACTING}
        office = world.person("office")
        assert office
        _, self.tokens["office"] = tokens.issue(
            user=office, scopes=Scope.values, minutes=tokens.MAX_ANNOUNCE_MINUTES
        )

    def ask(
        self,
        persona: str,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        around: AbstractContextManager[Any] | None = None,
    ) -> HttpResponseBase:
        """The answer to one request, made within ``around``. What it has changed is undone."""
        options: dict[str, Any] = {"headers": {}}
        data: Any = body
        if path.startswith("/api/"):
            if persona in self.tokens and (persona == "office" or "/portal/" in path):
                options["headers"] = {"Authorization": f"Bearer {self.tokens[persona]}"}
            if method != "GET" and not holds_file(body):
                data, options["content_type"] = json.dumps(body or {}), "application/json"
        client = Client()
        client.cookies.load(self.sessions[persona])
        with transaction.atomic():
            if persona in SEATED and path.startswith("/api/v1/jury/"):
                options["headers"] = {"Authorization": f"Bearer {self.jury_token(persona, path)}"}
            with nullcontext() if around is None else around:
                answer = getattr(client, method.lower())(path, data, **options)
            transaction.set_rollback(True)
        return answer  # type: ignore[no-any-return]  # chosen by name

    def jury_token(self, persona: str, path: str) -> str:
        """Made anew for each request: it needs a second factor, which on the pages the jurors of
        the world do not have."""
        person = self.world.person(persona)
        assert person
        give_app(person)
        asked = Application.objects.filter(public_id__in=path.split("/")).first()
        call = asked.call if asked else self.world.rounds["reviewing"].call
        scopes, audience = JuryScope.values, Audience.JURY
        return tokens.issue(user=person, scopes=scopes, minutes=10, audience=audience, call=call)[1]


def holds_file(body: Mapping[str, Any] | None) -> bool:
    """Whether it is sent as a form, as every upload is."""
    return any(isinstance(value, SimpleUploadedFile) for value in (body or {}).values())


def _session(world: World, persona: str) -> dict[str, str]:
    """The cookie of a signed-in persona; of ``anonymous``, none."""
    client = Client()
    if person := world.person(persona):
        client.force_login(person)
        session = client.session
        session[SEEN] += 24 * 60 * 60  # no visit has to be noted while the tests run
        session.save()
    return {name: cookie.value for name, cookie in client.cookies.items()}


def _portal_token(world: World, persona: str) -> str:
    person = world.person(persona)
    assert person
    return tokens.issue(
        user=person,
        scopes=PortalScope.values,
        minutes=tokens.MAX_MINUTES,
        audience=Audience.PORTAL,
    )[1]


def told(answer: HttpResponseBase, path: str) -> tuple[int, bytes, dict[str, str]]:
    """Everything of an answer that could tell something: status, body and headers.

    The path that was asked for and the token of a form are left out.
    """
    content = CSRF.sub(b"", answer.content)  # type: ignore[attr-defined]  # no stream
    headers = {key: value.replace(path, "") for key, value in answer.items()}
    headers.pop("Content-Length", None)
    headers.pop("X-Request-ID", None)  # a number of its own for each request
    headers.pop("Server-Time", None)
    headers.pop("Expires", None)  # of a page that is never kept: now, which may be a second later
    return answer.status_code, content.replace(path.encode(), b""), headers
