"""docs/reliability.md: no attack without a test, and no test that is only claimed."""

import ast
import re
from functools import cache

import pytest

from tools.programs import ROOT

DOCUMENT = ROOT / "docs" / "reliability.md"
WANTED = [
    *(f"T{number:02}" for number in range(1, 25)),
    *(f"C{number:02}" for number in range(1, 25)),
    *(f"F{number:02}" for number in range(1, 9)),
    *(f"A{number:02}" for number in range(1, 21)),
    *(f"I{number:02}" for number in range(1, 17)),
]
ROW = re.compile(r"^\| ([A-Z][0-9]{2}) \| (.+) \| (.+) \|$", re.MULTILINE)
TEST = re.compile(r"`([^`]+)`")


def rows() -> list[tuple[str, list[str]]]:
    """Each attack of the document with its tests."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return [(name, TEST.findall(tests)) for name, _case, tests in ROW.findall(text)]


@cache
def functions_of(path: str) -> frozenset[str]:
    """The tests that pytest finds in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(
        each.name
        for each in tree.body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    )


def test_every_attack_has_one_row() -> None:
    assert [name for name, _tests in rows()] == WANTED


@pytest.mark.parametrize(("name", "tests"), rows(), ids=[name for name, _tests in rows()])
def test_every_test_of_a_row_exists(name: str, tests: list[str]) -> None:
    assert tests
    for each in tests:
        path, _, function = each.partition("::")
        assert re.fullmatch(r"tests/[a-z_/]+/test_[a-z_]+\.py", path)
        assert function in functions_of(path), each
