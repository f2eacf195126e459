"""The catalogue of refusals: every code has a sentence, is raised somewhere and complete there."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.utils import translation

from competition.errors import CATALOGUE, ELIGIBILITY, ROOMS, Entry, Refusal
from competition.errors.entry import in_one

ROOT = Path(__file__).resolve().parents[2]
CODES = ROOT / "competition" / "errors"
SOURCES = [
    path
    for folder in ("competition", "reviews", "programme", "api", "config", "demo")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]


def raised() -> Iterator[tuple[Path, str, set[str], bool]]:
    """Every ``Refusal("code", …)`` in the source, with the names of its details."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_refusal = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Refusal"
            )
            if not is_refusal:
                continue
            assert isinstance(node, ast.Call)
            for code in ast.walk(node.args[0]):
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    names = {keyword.arg or "**" for keyword in node.keywords}
                    yield path, code.value, names, "**" in names


def placeholders(code: str) -> set[str]:
    with translation.override("de"):
        return set(re.findall(r"%\((\w+)\)s", str(CATALOGUE[code].sentence)))


def all_texts() -> str:
    """Every string constant of the source but the catalogue's own."""
    texts = []
    for path in SOURCES:
        if CODES not in path.parents:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts += [
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
    return "\n".join(f"|{text}|" for text in texts)


def room_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def literal_codes(path: Path) -> list[str]:
    """The codes as they are written in a room's module, also where one is written twice."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict):
            return [ast.literal_eval(key) for key in node.value.keys if key is not None]
    return []


def test_no_code_is_written_twice() -> None:
    codes = [code for path in CODES.rglob("*.py") for code in literal_codes(path)]

    assert sorted(codes) == sorted(CATALOGUE)


def test_the_codes_of_each_module_are_in_the_catalogue() -> None:
    modules = [path for path in CODES.rglob("*.py") if "CODES: " in path.read_text("utf-8")]

    for path in modules:
        codes = import_module(room_of(path)).CODES
        assert any(codes is room for room in ROOMS), path


def test_a_code_of_two_rooms_is_no_catalogue() -> None:
    entry = Entry(409, "Das geht nicht.")

    with pytest.raises(ValueError, match="frozen"):
        in_one([{"frozen": entry, "tie": entry}, {"frozen": entry}])


def test_each_raised_code_stands_in_the_catalogue() -> None:
    assert {code for _, code, _, _ in raised()} - set(CATALOGUE) == set()


def test_each_code_of_the_catalogue_is_raised_somewhere() -> None:
    texts = all_texts()

    assert {code for code in CATALOGUE if f"|{code}|" not in texts} == set()


def test_each_code_of_the_catalogue_is_tested() -> None:
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    text = "".join(path.read_text(encoding="utf-8") for path in tests)

    assert {code for code in CATALOGUE if f'"{code}"' not in text} == set()


def test_each_refusal_brings_what_its_sentence_names() -> None:
    lacking = [
        (str(path.relative_to(ROOT)), code, placeholders(code) - names)
        for path, code, names, is_open in raised()
        if not is_open and placeholders(code) - names
    ]

    assert lacking == []


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_sentence_is_german_and_addresses_people(code: str) -> None:
    entry = CATALOGUE[code]
    with translation.override("de"):
        sentence = str(entry.sentence)

    assert 400 <= entry.status < 600
    assert sentence[0].isupper()
    assert sentence[-1] in ".?" or sentence.endswith("%(why)s") or sentence.endswith("%(detail)s")


def test_refusal_speaks_with_its_details() -> None:
    refusal = Refusal("too_long", field="title", limit=150, count=151)

    with translation.override("de"):
        assert refusal.sentence == "Höchstens 150 Zeichen; es sind 151."
        assert str(refusal) == "too_long: Höchstens 150 Zeichen; es sind 151."
    assert (refusal.status, refusal.field) == (400, "title")


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_reason_of_eligibility_can_be_said(language: str) -> None:
    with translation.override(language):
        for why in ELIGIBILITY.values():
            assert Refusal("not_eligible", why=why).sentence.endswith(why)
