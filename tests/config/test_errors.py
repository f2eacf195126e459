"""Mistakes of the program: a page to people, a problem to programs, no detail to anybody."""

import pytest
from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from api.problems import MEDIA_TYPE

pytestmark = pytest.mark.urls("tests.config.failing_urls")


def test_a_program_reads_a_problem() -> None:
    answer = Client(raise_request_exception=False).get("/api/v1/fail/")
    assert (answer.status_code, answer["Content-Type"]) == (500, MEDIA_TYPE)
    assert answer.json()["code"] == "internal_error"
    assert b"secret" not in answer.content


def test_a_person_reads_a_page() -> None:
    answer = Client(raise_request_exception=False).get("/fail/")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "Hier ist etwas schiefgegangen" in text
    assert "secret" not in text


@pytest.mark.parametrize("address", ["/api/v1/busy/", "/api/v1/cut/", "/busy/", "/cut/"])
def test_a_database_that_is_away_is_no_mistake_of_the_program(address: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Bitte versuchen Sie es" in answer.content.decode()
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/api/v1/public/calls/", "/anmelden/", "/portal/"])
@pytest.mark.urls("config.urls")
def test_no_address_needs_the_database_to_say_that_it_is_away(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Nothing is allowed to ask it, not even the session: each address answers alike."""

    def away(*_arguments: object) -> None:
        raise OperationalError("connection refused")

    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "s" * 32
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", away)
    answer = client.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
