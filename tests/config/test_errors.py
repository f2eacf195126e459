"""Mistakes of the program: a page to people, a problem to programs, no detail to anybody."""

import pytest
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
