"""A chain as a file: anybody computes it again with the script of docs/audit.md."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competition import audit, clock
from competition.audit import exporting
from competition.models import AuditHead, User
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(make_round: MakeRound) -> AuditHead:
    """The internal log of a real round, with a word that no ASCII holds."""
    audit.log(act="call.edited", by=None, subject="Übergröße", payload={"b": [1, "ä"], "a": None})
    make_round(Stage.CLOSED)
    return AuditHead.objects.get(call=None)


@pytest.fixture
def check(tmp_path: Path) -> Callable[[bytes], tuple[int, str]]:
    """Runs the script, as it stands in docs/audit.md, on a file: status, and what it says."""
    text = Path(settings.BASE_DIR, "docs", "audit.md").read_text(encoding="utf-8")
    [script] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    program, file = tmp_path / "check_chain.py", tmp_path / "chain.jsonl"
    program.write_text(script, encoding="utf-8")

    def run(content: bytes) -> tuple[int, str]:
        file.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-I", str(program), str(file)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr

    return run


Check = Callable[[bytes], tuple[int, str]]


def test_script_finds_a_whole_chain_whole(head: AuditHead, check: Check) -> None:
    status, said = check(b"".join(exporting.as_lines(head, clock.now())))

    assert (status, said) == (0, f"{head.sequence} entries, whole; the end is {head.digest}.\n")


def test_script_finds_the_chain_of_a_call_whole(head: AuditHead, check: Check) -> None:
    own = AuditHead.objects.exclude(call=None).get()

    assert check(b"".join(exporting.as_lines(own, clock.now())))[0] == 0


def test_script_follows_what_is_sealed_and_computes_it_later(
    make_round: MakeRound, check: Check
) -> None:
    round_ = make_round(Stage.SUBMITTED)
    own = AuditHead.objects.exclude(call=None).get()
    sealed = b"".join(exporting.as_lines(own, clock.now()))
    status, said = check(sealed)
    assert status == 0
    assert "3 of them are sealed" in said
    assert not [each for each in round_.applications if each.public_id.encode() in sealed]
    lines = sealed.splitlines(keepends=True)
    assert check(b"".join([lines[0], lines[2], lines[1], *lines[3:]]))[0] == 1
    round_.close()
    opened = b"".join(exporting.as_lines(own, clock.now()))
    assert check(opened) == (0, f"3 entries, whole; the end is {own.digest}.\n")
    digests = [
        [json.loads(line).get("digest") for line in each.splitlines()] for each in (sealed, opened)
    ]
    assert digests[0] == digests[1]


def test_script_names_the_first_line_that_was_tampered_with(head: AuditHead, check: Check) -> None:
    lines = b"".join(exporting.as_lines(head, clock.now())).splitlines(keepends=True)
    changed = lines[1].replace(b'"sequence":2', b'"sequence":2,"x":1')
    cases = {
        2: [lines[0], changed, *lines[2:]],
        3: [*lines[:2], *lines[3:]],
        4: [*lines[:3], lines[4], lines[3], *lines[5:]],
        5: [*lines[:4], lines[3], *lines[4:]],
    }
    for number, tampered in cases.items():
        assert check(b"".join(tampered)) == (1, f"Entry {number} is not as it was written.\n")


def test_script_finds_a_cut_off_end(head: AuditHead, check: Check) -> None:
    lines = b"".join(exporting.as_lines(head, clock.now())).splitlines(keepends=True)

    assert check(b"".join(lines[:-1])) == (1, "The end is missing.\n")
    cut = [*lines[:-2], lines[-1]]
    assert check(b"".join(cut))[1] == f"The chain does not end with entry {head.sequence - 1}.\n"


def test_csv_holds_the_same_entries_and_the_head(head: AuditHead) -> None:
    text = b"".join(exporting.as_csv(head, clock.now())).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    lines = [
        json.loads(line) for line in b"".join(exporting.as_lines(head, clock.now())).splitlines()
    ]

    entries = [row for row in rows[1:] if len(row) == len(exporting.COLUMNS)]
    assert [row[-1].lstrip("'") for row in entries] == [line["digest"] for line in lines[:-1]]
    assert [row[0] for row in entries] == [str(line["sequence"]) for line in lines[:-1]]
    assert ["Ende", f"{head.sequence}:{head.digest}"] in rows


def test_texts_of_the_csv_are_inert(db: None) -> None:
    audit.log(act="call.edited", by=None, subject="=1+1", payload={})
    text = b"".join(exporting.as_csv(AuditHead.objects.get(call=None), clock.now())).decode(
        "utf-8-sig"
    )

    assert ";'=1+1;" in text


def test_what_is_added_meanwhile_is_left_out(head: AuditHead, check: Check, dora: User) -> None:
    audit.log(act="call.edited", by=dora, subject="later")

    assert check(b"".join(exporting.as_lines(head, clock.now())))[0] == 0


@pytest.mark.parametrize("count", [1, 3])
def test_entries_are_read_in_one_query(db: None, count: int) -> None:
    for number in range(count):
        audit.log(act="call.edited", by=None, subject=str(number))
    at = clock.now()
    with CaptureQueriesContext(connection) as captured:
        head = AuditHead.objects.select_related("call").get(call=None)
        list(exporting.as_lines(head, at))
    assert len(captured) == 2
