"""README and docs name files and functions and link to pages and pictures: each of them exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from tools.check import PYTHON_FOLDERS

ROOT = Path(__file__).resolve().parents[2]
TOUR = ROOT / "docs" / "tour.md"
SECURITY = ROOT / "docs" / "security.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAME = re.compile(r"`(\w[\w/]*\.py)(?:::([\w.]+))?`")
DOCUMENT = re.compile(r"\b(?:docs|kern)/[\w/.-]+\.md\b|\b[A-Z]{4,}\.md\b")
COMMAND = re.compile(r"\bmanage\.py (\w+)")
MODULE = re.compile(r"\bpython -m ((?:tools|bench|reviews)[\w.]*\w)")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)|<img src=\"([^\"]+)\"")
# What somebody asks first, and a function that the answer cannot do without.
ASKED = {
    "deadline compared": ("competition/services/submission.py", "submit"),
    "see a score": ("reviews/queries.py", "others_reviews"),
    "letter sent": ("competition/letters/outbox.py", "deliver_batch"),
    "nine chosen": ("reviews/selection/__init__.py", "select"),
    "public when": ("competition/models/award.py", "AwardQuerySet.public"),
}


def names(text: str) -> set[tuple[str, str]]:
    """Files and, where one is named, functions of the project in a text."""
    return {(file, name) for file, name in NAME.findall(text) if "/" in file}


def links(page: Path) -> set[str]:
    """The files to which a page links, as it writes them."""
    return {one or other for one, other in LINK.findall(page.read_text(encoding="utf-8"))}


NAMED = sorted(set().union(*(names(page.read_text(encoding="utf-8")) for page in PAGES)))
LINKED = sorted((page.relative_to(ROOT).as_posix(), to) for page in PAGES for to in links(page))


def documents(path: Path) -> set[str]:
    """The documents that a file of the code names."""
    return set(DOCUMENT.findall(path.read_text(encoding="utf-8")))


@cache
def definitions(path: Path) -> set[str]:
    """Names of the functions, classes and constants of a file; methods as ``Class.method``."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        if isinstance(node, ast.ClassDef):
            methods = (each for each in node.body if isinstance(each, ast.FunctionDef))
            found.update(f"{node.name}.{method.name}" for method in methods)
    return found


def test_tour_names_the_whole_way() -> None:
    assert len(names(TOUR.read_text(encoding="utf-8"))) >= 150


@pytest.mark.parametrize("question", ASKED)
def test_what_is_asked_first_stands_in_one_row_at_the_beginning(question: str) -> None:
    beginning = TOUR.read_text(encoding="utf-8").partition("\n## 1.")[0]
    (row,) = [line for line in beginning.splitlines() if question in line]
    assert ASKED[question] in names(row)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_what_the_pages_name_exists(file: str, name: str) -> None:
    path = ROOT / file
    assert path.is_file()
    if name:
        assert name in definitions(path)


def test_the_cases_of_the_standard_s_table_stand_in_the_table_of_cases() -> None:
    case = re.compile(r"\b[TCAIFX]\d\d\b")
    named = set(case.findall((ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")))
    shown = re.findall(r"^\| ([TCAIFX]\d\d) \|", SECURITY.read_text(encoding="utf-8"), re.MULTILINE)
    assert named <= set(shown)
    assert len(named) >= 40


@pytest.mark.parametrize(("page", "to"), LINKED)
def test_what_the_pages_link_to_exists(page: str, to: str) -> None:
    assert ((ROOT / page).parent / to).exists()


def test_what_the_code_refers_its_readers_to_exists() -> None:
    files = [path for name in PYTHON_FOLDERS for path in (ROOT / name).rglob("*.py")]
    missing = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in files
        for name in documents(path)
        if not (ROOT / name).is_file()
    }
    assert missing == set()


def test_a_document_that_is_not_there_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "rule.py"
    file.write_text(f"# docs/gone{'.'}md, rule 3, and ROUNDS{'.'}md\n", encoding="utf-8")
    assert documents(file) == {f"docs/gone{'.'}md", f"ROUNDS{'.'}md"}


def test_what_readers_are_told_to_type_exists() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    commands, modules = set(COMMAND.findall(text)), set(MODULE.findall(text))
    assert len(commands) >= 10
    assert len(modules) >= 10
    assert commands <= get_commands().keys()
    paths = {name: ROOT / name.replace(".", "/") for name in modules}
    assert {
        name
        for name, path in paths.items()
        if not path.with_suffix(".py").is_file() and not (path / "__main__.py").is_file()
    } == set()


def test_every_command_for_operators_is_documented() -> None:
    """What the demo needs for itself stands in none of its pages."""
    own = {
        path.stem
        for app in ("api", "competition", "programme", "reviews")
        for path in (ROOT / app / "management" / "commands").glob("[!_]*.py")
    }
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert own <= set(re.findall(r"\w+", text))
