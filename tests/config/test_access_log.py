"""The access log: a line for each request, without what would open something."""

import json
import logging

import pytest
from django.test import Client

from competition.hidden_links import HIDDEN, hidden
from config.log_lines import JsonFormatter
from config.middleware.links import QuietLinks

pytestmark = pytest.mark.django_db
LINKS = (
    *("/einladung/", "/postfach/", "/beteiligung/bestaetigen/", "/veranstaltungen/anmeldung/"),
    *("/registrieren/bestaetigen/", "/konto/passwort-vergessen/"),
)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def test_a_request_is_one_line(client: Client, lines: pytest.LogCaptureFixture) -> None:
    client.get("/impressum/", {"q": "Anna Muster"})
    (record,) = [each for each in lines.records if each.name == "access"]
    assert record.getMessage().startswith("GET /impressum/ 200 ")
    assert "Anna" not in lines.text


def test_a_probe_writes_no_line(client: Client, lines: pytest.LogCaptureFixture) -> None:
    """Asked every few seconds, it would drown the others."""
    client.get("/health/")
    assert lines.text == ""


@pytest.mark.parametrize("place", LINKS)
@pytest.mark.parametrize("rest", ["geheim123/", "geheim123", "geheim123/x/", "1-geheim123/?a=b"])
def test_a15_no_token_of_a_link_reaches_the_log(
    client: Client, lines: pytest.LogCaptureFixture, place: str, rest: str
) -> None:
    """Whole, cut off, wrong, or with something behind it; whatever is answered."""
    client.get(f"{place}{rest}")
    quiet = QuietLinks()
    told = [each.getMessage() for each in lines.records if quiet.filter(each)]
    assert told
    assert "geheim123" not in "".join(told)


@pytest.mark.parametrize("place", LINKS)
def test_a15_nor_does_one_behind_a_slash_typed_twice(place: str) -> None:
    for address in (f"/{place}geheim123/", f"{place}/geheim123/", f"/{place}geheim123?a=b"):
        assert hidden(address) == place + HIDDEN


@pytest.mark.parametrize("address", [*LINKS, "/", "/veranstaltungen/?seite=2", "/portal/x/"])
def test_other_addresses_stay_as_they_are(address: str) -> None:
    assert hidden(address) == address


def test_i15_an_entry_in_json_is_one_object_on_one_line() -> None:
    record = logging.makeLogRecord(
        {
            "name": "access",
            "levelname": "INFO",
            "msg": "GET %s",
            "args": ("/a\n\u2028{}\ud800",),
            "told": {"status": 200},
        }
    )
    line = JsonFormatter().format(record)
    assert line.isascii()
    assert "\n" not in line
    entry = json.loads(line)
    assert (entry["message"], entry["status"]) == ("GET /a\n\u2028{}\ud800", 200)


def test_a_fault_s_traceback_stands_in_its_entry() -> None:
    try:
        raise ValueError("x\ny")
    except ValueError as error:
        told = (ValueError, error, error.__traceback__)
    line = JsonFormatter().format(logging.makeLogRecord({"msg": "failed", "exc_info": told}))
    assert "ValueError" in json.loads(line)["traceback"]
    assert "\n" not in line
