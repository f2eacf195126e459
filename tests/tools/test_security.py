"""docs/security.md is what the names of the tests say, and a hole is found."""

from pathlib import Path
from typing import Any

import pytest

from tools.security import Document, Shown, collected, ids_of

SHOWN = Shown("tests/a/test_b.py", "test_t01_in_time")
SOURCE: dict[str, Any] = {
    "top": "\n# Security\n",
    "bottom": "\n## What we do not promise\n",
    "areas": {"T": "Time", "X": "Faults"},
    "cases": {"T01": ["at the deadline", "in time or late"]},
    "faults": {"X01": ["a killed child", "no letter missing"]},
    "promise": [{"text": "nobody gets in late", "rows": ["T01"], "tests": ["tests/a/"]}],
    "further": {"payments by two": ["tests/b.py"]},
}
WHOLE = {"T01": [SHOWN], "X01": [SHOWN]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "tests" / "a").mkdir(parents=True)
    (tmp_path / "tests" / "b.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("test_t01_in_time", ["T01"]),
        ("test_a02_f08_i14_files", ["A02", "F08", "I14"]),
        ("test_p11_minutes", ["P11"]),
        ("test_f05", []),
        ("test_the_f05_of_it", []),
        ("test_200_hands", []),
    ],
)
def test_ids_of(name: str, ids: list[str]) -> None:
    assert ids_of(name) == ids


def test_collected_reads_every_test_of_every_file(root: Path) -> None:
    folder = root / "tests" / "a"
    (folder / "test_b.py").write_text(
        "def test_t01_in_time(): ...\ndef t01_helper(): ...\ndef test_t01_x01_both(): ...\n"
    )
    (folder / "conftest.py").write_text("def test_t02_is_no_test(): ...\n")
    both = Shown("tests/a/test_b.py", "test_t01_x01_both")
    assert collected(root / "tests", root) == {"T01": [SHOWN, both], "X01": [both]}


def test_text_has_every_row_and_what_shows_it() -> None:
    text = Document(SOURCE, {**WHOLE, "P01": [SHOWN]}).text()
    linked = "[test_t01_in_time](../tests/a/test_b.py)"
    assert f"| T01 | at the deadline | in time or late | {linked} |\n" in text
    assert f"| 1 | nobody gets in late | T01<br>[a/](../tests/a/)<br>{linked} |\n" in text
    assert "| payments by two | [b.py](../tests/b.py) |\n" in text
    assert text.startswith("# Security\n\n## What you can rely on\n")
    assert text.endswith("\n\n## What we do not promise\n")


def test_a_whole_document_has_no_hole(root: Path) -> None:
    assert Document(SOURCE, WHOLE).holes(root) == []


def test_a_row_without_a_test_is_a_hole(root: Path) -> None:
    assert Document(SOURCE, {"X01": [SHOWN]}).holes(root) == ["T01: no test shows it"]


def test_a_test_without_a_row_is_named(root: Path) -> None:
    holes = Document(SOURCE, {**WHOLE, "T99": [SHOWN]}).holes(root)
    assert holes == ["T99: no such row, but tests/a/test_b.py::test_t01_in_time shows it"]


def test_a_promise_rests_on_rows_and_files_that_are_there(root: Path) -> None:
    promise = {"text": "never", "rows": ["Z01"], "tests": ["tests/gone.py"]}
    holes = Document({**SOURCE, "promise": [promise]}, WHOLE).holes(root)
    assert holes == ["P01: rests on Z01, which is no row", "tests/gone.py is named and not there"]
