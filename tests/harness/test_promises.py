"""docs/security.md: each promise names tests, and each of them is there."""

import re

import pytest

from tools.programs import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
PROMISES = re.findall(r"^\| (?!promise |---)(.+?) \| (.+) \|$", TEXT, re.MULTILINE)


def named(cell: str) -> list[str]:
    """The paths of a cell; ``{a,b}`` stands for several."""
    found = []
    for path in re.findall(r"`([^`]+)`", cell):
        before, _, rest = path.partition("{")
        several, _, after = rest.partition("}")
        found += [f"{before}{each}{after}" for each in several.split(",")]
    return found


def test_there_are_promises() -> None:
    assert len(PROMISES) >= 40


@pytest.mark.parametrize("tests", [tests for _promise, tests in PROMISES])
def test_every_promise_names_tests_that_exist(tests: str) -> None:
    paths = named(tests)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert all(path.startswith("tests/") for path in paths)
