"""docs/api.md, word for word: every command is run by a shell against real processes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from competition.models import Application, Award, Notice, Receipt, User
from competition.services import calls
from programme.services import agreements
from reviews.models import SelectionRun
from tests.fixtures.files import FILES, pdf
from tests.fixtures.programmes import Years
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage
from tests.fixtures.second_factors import give_app
from tests.fixtures.site import Site
from tools.programs import ROOT
from tools.site import WebServer, Worker

DOCUMENT = ROOT / "docs" / "api.md"
LOCAL = "http://localhost:8000"
PUBLIC_AT = "2027-05-31T10:00:00+02:00"
# A shell waits for nobody: a command that hangs ends the test and not the run.
SECONDS = 90

# Stands in where there is no curl; knows the options that the document uses.
CURL = """\
#!{python}
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

method, headers, data, address, form, target = "", {{}}, None, "", [], None
words = iter(sys.argv[1:])
for word in words:
    if word == "-X":
        method = next(words)
    elif word == "-H":
        name, _, value = next(words).partition(": ")
        headers[name] = value
    elif word == "-d":
        data = next(words).encode()
    elif word == "-F":
        form.append(next(words))
    elif word == "-o":
        target = next(words)
    elif word != "-sS":
        address = word
if form:
    data = b""
    for name, _, value in (part.partition("=") for part in form):
        told, content = "", value.encode()
        if value.startswith("@"):
            told = f'; filename="{{Path(value[1:]).name}}"'
            content = Path(value[1:]).read_bytes()
        head = f'--part\\r\\nContent-Disposition: form-data; name="{{name}}"{{told}}\\r\\n\\r\\n'
        data += head.encode() + content + b"\\r\\n"
    data += b"--part--\\r\\n"
    headers["Content-Type"] = "multipart/form-data; boundary=part"
request = Request(address, data=data, headers=headers, method=method or ("POST" if data else "GET"))
try:
    answer = urlopen(request, timeout=30)
except HTTPError as error:
    answer = error
if target:
    Path(target).write_bytes(answer.read())
else:
    sys.stdout.buffer.write(answer.read())
"""


class Shell:
    """One shell, typed the document's blocks one after the other; it keeps its variables."""

    mark = "--- end of the block ---"

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            ["sh", "-eu"],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, block: str) -> list[Any]:
        """The JSON values that a block prints."""
        return values_in(self.text(block))

    def text(self, block: str) -> str:
        """What a block prints. A command that fails or hangs ends the test."""
        assert self.process.stdin
        assert self.process.stdout
        limit = Timer(SECONDS, os.killpg, (self.process.pid, signal.SIGKILL))
        limit.start()
        self.process.stdin.write(f"{block}\nprintf '\\n%s\\n' '{self.mark}'\n")
        self.process.stdin.flush()
        printed = ""
        for line in self.process.stdout:
            if line.strip() == self.mark:
                limit.cancel()
                return printed
            printed += line
        raise AssertionError(f"The shell ended in:\n{block}\nIt had printed:\n{printed}")

    def close(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=SECONDS)


def values_in(printed: str) -> list[Any]:
    """JSON values that stand one after the other."""
    decoder, found, rest = json.JSONDecoder(), [], printed.strip()
    while rest:
        value, end = decoder.raw_decode(rest)
        found.append(value)
        rest = rest[end:].lstrip()
    return found


def blocks(origin: str, heading: str) -> list[str]:
    """The commands below a heading of the document, for the site at this address."""
    text = DOCUMENT.read_text(encoding="utf-8")
    text = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block.replace(LOCAL, origin) for block in found]


@pytest.fixture
def shell(site: Site, tmp_path: Path) -> Iterator[Shell]:
    """A shell in the project's environment, with a curl."""
    folder = tmp_path / "bin"
    folder.mkdir()
    if shutil.which("curl") is None:
        stand_in = folder / "curl"
        stand_in.write_text(CURL.format(python=sys.executable))
        stand_in.chmod(0o755)
    path = os.pathsep.join([str(folder), str(Path(sys.executable).parent), os.environ["PATH"]])
    made = Shell({**site.environment, "PATH": path, "HOME": str(tmp_path), "no_proxy": "localhost"})
    yield made
    made.close()


def test_the_office_screens_and_opens_the_review_with_curl(
    make_round: MakeRound, live_web: WebServer, shell: Shell
) -> None:
    make_round(Stage.CLOSED, applications=2).prepare_jury()
    token, read, admitted, excluded, opened = (
        shell.run(block) for block in blocks(live_web.origin, "Screen a round and open its review")
    )
    assert token == []
    assert read[0]["title"] == "Vorhaben 1"
    assert [each.get("code") for each in admitted] == ["precondition_required", None]
    assert admitted[1]["state"] == "admitted"
    assert (excluded[0]["state"], excluded[0]["screening_reason"]) == (
        "excluded",
        "Mit dem Vorhaben wurde bereits begonnen.",
    )
    assert opened[0]["reviewing_opened_at"]
    assert opened[1]["code"] == "reviewing_open"


def test_two_people_announce_a_round_with_curl(
    make_round: MakeRound, live_web: WebServer, worker: Worker, shell: Shell
) -> None:
    call = make_round(Stage.LOCKED).call
    *before, after = blocks(live_web.origin, "Announce a round")
    tokens, helper, ranking, *silent, refused, decide, prepare, read, announce = (
        shell.run(block) for block in before
    )
    assert [tokens, helper, *silent] == [[]] * 6
    assert [row["rank"] for row in ranking[0]["applications"]] == [1, 2, 3]
    assert [answer["code"] for answer in refused] == ["same_person", "precondition_required"]
    assert [answer.get("state") for answer in decide] == ["confirmed", None]
    assert decide[1]["results"] == []
    assert [answer["public_at"] for answer in prepare] == [PUBLIC_AT]
    assert read[0]["letters"] == [
        {"kind": "award", "count": 2},
        {"kind": "rejection", "count": 1},
    ]
    assert announce[0]["confirmed_by"] == "Emil Beispiel"
    assert [row["state"] for row in announce[1]["results"]] == ["waiting", "waiting"]

    public_at = call.announcement.public_at
    calls.shift_clock(call=call, to=public_at + timedelta(seconds=1), by=None)
    awards = shell.run(after)[0]["results"]
    assert [(row["municipality"]["name"], row["amount_cents"]) for row in awards] == [
        ("Beispielstadt", 5_000_000),
        ("Musterdorf", 5_000_000),
    ]
    assert SelectionRun.objects.get().state == "done"
    assert Award.objects.count() == 2


def test_a_municipality_applies_with_curl(
    make_round: MakeRound,
    anna: User,
    berta: User,
    live_web: WebServer,
    shell: Shell,
    tmp_path: Path,
) -> None:
    make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])
    (tmp_path / "Ratsbeschluss.pdf").write_bytes(pdf())
    *before, check, withdraw = blocks(live_web.origin, "Apply by program")
    token, begun, found, saved, refused, files, early, released, sent, kept = (
        shell.run(block) for block in before
    )
    assert [token, begun, kept] == [[], [], []]
    draft = Application.objects.get()
    assert (found[0]["id"], found[0]["standing"]) == (draft.public_id, "draft")
    assert [each["key"] for each in found[0]["missing"]][:2] == ["title", "concept"]
    assert saved[0]["versions"]["title"] == 1
    assert [each["code"] for each in refused] == ["version_conflict", "precondition_required"]
    assert refused[0]["errors"][0]["theirs"] == "Haushalt zum Mitreden"
    assert files[1]["results"] == [files[0]]
    assert [each["code"] for each in early] == ["not_released", "precondition_required"]
    assert released[0]["release"]["by"] == "Berta Beispiel"
    assert sent[0] == sent[1]
    assert sent[0]["number"] == Receipt.objects.get().number
    assert "Ergebnis: Die Bestätigung ist echt." in shell.text(check)
    withdrawn = shell.run(withdraw)
    assert withdrawn[0]["state"] == "withdrawn"
    assert withdrawn[0]["available_moves"] == ["submit"]


def test_a_funded_municipality_keeps_its_agreement_with_curl(
    make_round: MakeRound, live_web: WebServer, shell: Shell
) -> None:
    years = Years(make_round(Stage.ANNOUNCED)).set_up()
    agreement = agreements.propose(
        programme=years.programme, award=years.awards[0], by=years.dora, reference="OG-1"
    )
    agreements.confirm(agreement=agreement, by=years.emil, read=agreement.digest)
    token, accepted, saved, filed, asked = (
        shell.run(block) for block in blocks(live_web.origin, "Two funded years by program")
    )
    assert token == []
    assert [each.get("code") for each in accepted] == ["precondition_required", None]
    assert accepted[1]["accepted_by"] == "Berta Beispiel"
    owed, _, written, stale = saved
    assert "sachstand" in [row["key"] for row in owed["results"]]
    assert (written["version"], written["sections"][0]["text"]) == (1, "Der Probebetrieb läuft.")
    assert stale["code"] == "version_conflict"
    assert filed[0]["code"] == "report_incomplete"
    assert (asked[0]["state"], asked[0]["amount_cents"]) == ("requested", 2_000_000)
    assert asked[1]["code"] == "report_not_accepted"


def test_the_office_binds_an_agreement_with_curl(
    make_round: MakeRound, live_web: WebServer, shell: Shell
) -> None:
    Years(make_round(Stage.ANNOUNCED)).set_up()
    token, answers = (
        shell.run(block) for block in blocks(live_web.origin, "Funded years run by the office")
    )
    assert token == []
    assert [each.get("code") for each in answers] == ["same_person", None]
    assert answers[1]["municipality"]["name"] == "Beispielstadt"
    assert answers[1]["agreement"]["confirmed_by"] == "Emil Beispiel"
    assert Notice.objects.filter(kind="agreement").exists()


def test_a_juror_reviews_with_curl(
    make_round: MakeRound, live_web: WebServer, shell: Shell
) -> None:
    clara = make_round(Stage.REVIEWING, applications=2).jurors[0]
    give_app(clara.user)
    token, seat, declared, read, saved, refused, finished, others = (
        shell.run(block) for block in blocks(live_web.origin, "Review by program")
    )
    assert token == []
    assert [each["counts"]["declarations_open"] for each in seat] == [2]
    assert [row["state"] for row in declared[0]["results"]] == ["declared", "conflicted"]
    assert [row["state"] for row in read[0]["results"]] == ["open", "conflicted"]
    assert [each.get("code") for each in read] == [None, None, "not_found", None]
    assert [(each["version"], each["missing"]) for each in saved] == [
        (0, ["idea", "breadth"]),
        (1, ["breadth"]),
    ]
    assert [each["code"] for each in refused] == ["version_conflict"]
    assert [(each["theirs"], each["mine"]) for each in refused[0]["errors"]] == [("3.5", "2")]
    assert [each["state"] for each in finished] == ["draft", "final"]
    assert [each["code"] for each in others] == ["not_found"]


def test_the_stand_in_for_curl_speaks_as_curl_does(live_web: WebServer, tmp_path: Path) -> None:
    stand_in = tmp_path / "curl"
    stand_in.write_text(CURL.format(python=sys.executable))
    address = f"{live_web.origin}/api/v1/office/calls/"
    finished = subprocess.run(
        [sys.executable, stand_in, "-sS", "-X", "POST", "-H", "Accept-Language: en", address],
        capture_output=True,
        check=True,
        timeout=SECONDS,
    )
    assert json.loads(finished.stdout)["code"] == "token_missing"
