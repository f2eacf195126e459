"""The tour and the page about the jury name files and functions: each of them exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "docs" / "tour.md", ROOT / "docs" / "jury.md"]
TEXT = "".join(page.read_text(encoding="utf-8") for page in PAGES)
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)(?:::([\w.]+))?`", TEXT)))


def definitions(path: Path) -> set[str]:
    """Names of the functions and classes of a file; methods as ``Class.method``."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods = (each for each in node.body if isinstance(each, ast.FunctionDef))
            found.update(f"{node.name}.{method.name}" for method in methods)
    return found


def test_tour_names_the_whole_way() -> None:
    assert len(NAMED) >= 40


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_what_the_tour_names_exists(file: str, name: str) -> None:
    path = ROOT / file
    assert path.is_file()
    if name:
        assert name in definitions(path)
