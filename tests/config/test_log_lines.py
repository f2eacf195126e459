"""The log: what anybody sends cannot write a line of its own."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from config.log_lines import JsonFormatter, LineFormatter

FORGED = "2027-01-01 00:00:00,000 CRITICAL root forged"
HOSTILE = [f"a{end}{FORGED}" for end in ("\n", "\r\n", "\r", "\x85", "\u2028", "\x0b", "\x1b[2K\n")]


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the settings' own handler writes, in the settings' own form."""
    configured: dict[str, Any] = dict(settings.LOGGING)
    assert configured["handlers"]["console"]["formatter"] == "line"
    form = configured["formatters"]["line"]
    assert form["()"] == f"{LineFormatter.__module__}.{LineFormatter.__name__}"
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter(form["format"]))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.mark.parametrize("text", HOSTILE)
def test_i15_a_message_is_one_line(logged: io.StringIO, text: str) -> None:
    logging.getLogger("tried").warning("wrong: %s", text)
    (line,) = logged.getvalue().splitlines()
    assert "wrong: a" in line
    assert "\x1b" not in line


@pytest.mark.parametrize("text", HOSTILE)
def test_i15_a_fault_s_own_words_look_like_no_entry(logged: io.StringIO, text: str) -> None:
    try:
        raise ValueError(text)
    except ValueError:
        logging.getLogger("tried").exception("failed")
    first, *others = logged.getvalue().splitlines()
    assert first.endswith("ERROR tried failed")
    assert [line for line in others if not line.startswith("    ")] == []


@pytest.mark.django_db
def test_i15_an_address_writes_no_line_of_its_own(client: Client, logged: io.StringIO) -> None:
    client.get(f"/gibt-es-nicht/%0a{FORGED.replace(' ', '%20')}%1b[31m/", {"q": "a\nb"})
    lines = logged.getvalue().splitlines()
    assert lines
    assert [line for line in lines if re.match(FORGED, line) or "\x1b" in line] == []


def test_letters_of_all_kinds_stay_as_they_are() -> None:
    record = logging.makeLogRecord({"msg": "Łódź „Straße“ 🏛"})
    assert LineFormatter("%(message)s").format(record) == "Łódź „Straße“ 🏛"


# No database mark: such a page asks it for nothing.
def test_django_s_own_line_on_a_refusal_names_the_request(
    client: Client, logged: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    """Django writes it when the request is over."""
    number = client.get("/gibt-es-nicht/")["X-Request-ID"]
    (record,) = [each for each in caplog.records if each.name == "django.request"]
    assert json.loads(JsonFormatter().format(record))["request_id"] == number
    assert f"Not Found: /gibt-es-nicht/ [{number}]" in logged.getvalue()
