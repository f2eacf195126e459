"""`python -m reviews.selection` as strangers run it: exit status, one line, no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviews.selection.__main__ import main

ROOT = Path(__file__).parents[3]
CASES = Path(__file__).with_name("cases")


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A bare Python: no site packages, an empty environment, nothing of Django in reach."""
    return subprocess.run(
        [sys.executable, "-S", "-W", "error", "-m", "reviews.selection", *arguments],
        cwd=ROOT,
        env={"PATH": os.defpath},
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )


def refusal(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], content: bytes) -> str:
    """Run in this process and return the one line on standard error."""
    path = tmp_path / "case.json"
    path.write_bytes(content)
    assert main([str(path)]) == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    line = err.decode("ascii")
    assert line.count("\n") == 1
    assert "Traceback" not in line
    return line.removeprefix("reviews.selection: ").rstrip("\n")


def test_file_is_decided_by_a_bare_python() -> None:
    path = CASES / "c01-full-panel.json"
    done = run(str(path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == json.loads(path.read_bytes())["expected"]


def test_dash_reads_standard_input() -> None:
    content = (CASES / "c11-infeasible-interaction.json").read_bytes()
    done = run("-", given=content)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == json.loads(content)["expected"]


def test_malformed_file_ends_with_status_2_and_one_line() -> None:
    done = run("-", given=b'{"round": 1}')
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"reviews.selection: round: must be an object\n"


@pytest.mark.parametrize("name", ["c08-tie-lot", "c09-tie-unresolved", "c12-too-few"])
def test_every_computed_status_ends_with_status_0(
    name: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([str(CASES / f"{name}.json")]) == 0
    out, err = capsysbinary.readouterr()
    assert err == b""
    expected = json.loads((CASES / f"{name}.json").read_bytes())["expected"]
    assert json.loads(out)["status"] == expected["status"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "the file is not JSON: Expecting value at line 1, column 1"),
        (b"\x00\xff\xfe", "the file is not UTF-8"),
        (b"[1, 2", "the file is not JSON: Expecting ',' delimiter at line 1, column 6"),
        (b"[]", "case: must be an object"),
        (b"null", "case: must be an object"),
        (b'{"seats": NaN}', "the file is not JSON: NaN is not a number"),
        (b'{"seats": -Infinity}', "the file is not JSON: -Infinity is not a number"),
        (b'{"a": 1, "a": 2}', "the file gives the key 'a' twice in one object"),
        (b'{"seats": ' + b"9" * 5000 + b"}", "the file holds a number with too many digits"),
        (b"[" * 100_000, "the file is nested too deeply"),
        (b'{"a":' * 100_000, "the file is nested too deeply"),
    ],
    ids=lambda each: str(each)[:30],
)
def test_what_is_no_case_is_refused_in_one_line(
    content: bytes, line: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert refusal(tmp_path, capsysbinary, content) == line


def test_deeply_nested_value_of_a_known_key_is_refused(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    content = b'{"round": {"seats": ' + b"[" * 400 + b"]" * 400 + b"}}"
    assert "missing" in refusal(tmp_path, capsysbinary, content)


def test_file_that_cannot_be_read_is_refused(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main([str(tmp_path)]) == 2
    assert capsysbinary.readouterr().err.endswith(b"cannot be read: Is a directory\n")
    assert main([str(tmp_path / "none.json")]) == 2
    assert capsysbinary.readouterr().err.endswith(b"cannot be read: No such file or directory\n")


def test_wrong_arguments_are_refused_in_one_line(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert capsysbinary.readouterr().err.count(b"\n") == 1


def test_node_limit_gives_not_proven_and_status_0(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    path = str(CASES / "c01-full-panel.json")
    assert main([path, "--node-limit", "1", "--certificate"]) == 0
    result = json.loads(capsysbinary.readouterr().out)
    assert (result["status"], result["selected"]) == ("not_proven", None)
    assert result["certificate"]["nodes"] == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ("--node-limit", "-1"),
        ("--time-limit", "nan"),
        ("--time-limit", "-1"),
        ("--bootstrap", "-5"),
        ("--bootstrap", "1000000000"),
        ("--seed", "\udc80"),
    ],
)
def test_wrong_argument_is_refused_in_one_line(
    wrong: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(CASES / "c01-full-panel.json"), *wrong])
    assert ended.value.code == 2
    assert capsysbinary.readouterr().err.count(b"\n") == 1
