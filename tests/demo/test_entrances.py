"""What a demo prints: tokens that open their audience, and lines that announce as they stand."""

import json
import re
import shlex
import subprocess
from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings

from competition.receipts import timestamp
from demo import play
from demo.management.commands.show_entrances import REVIEWED, Command
from tests.api.caller import Caller
from tests.fixtures.rounds import PUBLIC_AT, MakeRound, Stage

ORIGIN = "http://localhost:8000"


@pytest.fixture
def printed(make_round: MakeRound, settings: Settings) -> str:
    """What stands there once the demo is up."""
    settings.DEMO = True
    office = play.office()
    play.settle()
    play.announce_call(slug=REVIEWED, title="Begutachtung", opens=-20, deadline=21, by=office)
    make_round(Stage.PROPOSED)
    output = StringIO()
    call_command(Command(), f"--origin={ORIGIN}", stdout=output)
    return output.getvalue()


def token(printed: str, name: str) -> Caller:
    found = re.search(rf"{name}=(\S+)", printed)
    assert found
    return Caller(found[1])


def test_each_token_opens_its_own_audience(printed: str) -> None:
    for name, address in (
        ("DORA", "office/calls/"),
        ("EMIL", "office/calls/"),
        ("BERTA", "portal/applications/"),
        ("CARL", "jury/assignments/"),
    ):
        assert token(printed, name).get(address).status == 200, name


def test_the_lines_announce_what_was_read(printed: str) -> None:
    confirm, prepare, announce = (line for line in printed.splitlines() if line.startswith("curl "))
    dora, emil = token(printed, "DORA"), token(printed, "EMIL")
    words = shlex.split(confirm)
    place = words[-1].removeprefix(ORIGIN)
    assert emil.post(place, **json.loads(words[words.index("-d") + 1])).status == 200

    place = shlex.split(prepare)[-1].removeprefix(ORIGIN)
    assert dora.put(place, public_at=timestamp(PUBLIC_AT)).status == 200

    reading = announce.split("|")[1].strip()
    told = emil.get(place).body
    sent = subprocess.run(["sh", "-c", reading], input=told, capture_output=True, check=True)
    assert announce.endswith(f"{place}confirm/")
    assert emil.post(f"{place}confirm/", **json.loads(sent.stdout)).status == 200
