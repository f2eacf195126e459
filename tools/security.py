"""docs/security.md, made of the names of the tests, so that it cannot claim what no test shows.

    python -m tools.security update    write docs/security.md
    python -m tools.security check     rows without a test, tests without a row, any difference

A test says by its name which rows it shows: ``test_t01_...``, ``test_a02_f08_...``, and ``p11``
for a promise. What each row demands, and all other words, stand in tools/security.toml.
"""

import argparse
import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.programs import ROOT

SOURCE = ROOT / "tools" / "security.toml"
DOCUMENT = ROOT / "docs" / "security.md"
TESTS = ROOT / "tests"
UPDATE = "run `python -m tools.security update`"
IDS = re.compile(r"^test_((?:[a-z][0-9]{2}_)+)")


@dataclass(frozen=True, order=True)
class Shown:
    """A test that shows a row: its file, relative to the repository, and its name."""

    path: str
    name: str

    def __str__(self) -> str:
        return f"[{self.name}](../{self.path})"


def ids_of(name: str) -> list[str]:
    """The rows that a test's name claims: ``test_a02_f08_x`` claims A02 and F08."""
    found = IDS.match(name)
    return found[1].rstrip("_").upper().split("_") if found else []


def functions(text: str) -> Iterator[str]:
    """The names of the tests that pytest would find in a file."""
    for each in ast.parse(text).body:
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"):
            yield each.name


def collected(folder: Path, root: Path = ROOT) -> dict[str, list[Shown]]:
    """Each id with the tests that carry it, in the order of their files."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        for name in functions(path.read_text(encoding="utf-8")):
            for row in ids_of(name):
                found[row].append(Shown(str(path.relative_to(root)), name))
    return found


class Document:
    """What is said (``source``, as tools/security.toml has it) with the tests that show it."""

    def __init__(self, source: Mapping[str, Any], tests: Mapping[str, Sequence[Shown]]) -> None:
        self.source = source
        self.tests = tests
        self.rows: dict[str, list[str]] = {**source["cases"], **source["faults"]}
        self.promises = {f"P{n:02}": each for n, each in enumerate(source["promise"], start=1)}

    def text(self) -> str:
        parts = [self.source["top"], self._promises(), self._further(), *self._tables()]
        return "\n".join(part.strip("\n") + "\n" for part in (*parts, self.source["bottom"]))

    def holes(self, root: Path = ROOT) -> list[str]:
        """Rows without a test, ids without a row, and files that are named but not there."""
        missing = [f"{row}: no test shows it" for row in self.rows if not self.tests.get(row)]
        strange = [
            f"{row}: no such row, but {shown.path}::{shown.name} shows it"
            for row in sorted(set(self.tests) - set(self.rows) - set(self.promises))
            if row[0] == "P" or row[0] in self.source["areas"]
            for shown in self.tests[row]
        ]
        unknown = [
            f"{number}: rests on {row}, which is no row"
            for number, promise in self.promises.items()
            for row in promise["rows"]
            if row not in self.rows
        ]
        gone = [
            f"{path} is named and not there" for path in self._files() if not (root / path).exists()
        ]
        return missing + strange + unknown + gone

    def _files(self) -> list[str]:
        named = [promise["tests"] for promise in self.promises.values()]
        return sorted(
            {path for paths in (*named, *self.source["further"].values()) for path in paths}
        )

    def _promises(self) -> str:
        head = "## What you can rely on\n\n| | promise | rests on |\n|---|---|---|\n"
        return head + "\n".join(
            f"| {int(number[1:])} | {promise['text']} | {self._grounds(number, promise)} |"
            for number, promise in self.promises.items()
        )

    def _grounds(self, number: str, promise: Mapping[str, Any]) -> str:
        named = [*map(_linked, promise["tests"]), *map(str, self.tests.get(number, ()))]
        return "<br>".join([", ".join(promise["rows"]), *named])

    def _further(self) -> str:
        head = "## What else holds\n\n| promise | shown by |\n|---|---|\n"
        return head + "\n".join(
            f"| {text} | {'<br>'.join(map(_linked, paths))} |"
            for text, paths in self.source["further"].items()
        )

    def _tables(self) -> Iterator[str]:
        for letter, title in self.source["areas"].items():
            head = f"## {title}\n\n| | case | what must happen | shown by |\n|---|---|---|---|\n"
            yield head + "\n".join(
                f"| {row} | {case} | {demand} | {'<br>'.join(map(str, self.tests.get(row, ())))} |"
                for row, (case, demand) in self.rows.items()
                if row.startswith(letter)
            )


def _linked(path: str) -> str:
    return f"[{path.removeprefix('tests/')}](../{path})"


def document() -> Document:
    return Document(tomllib.loads(SOURCE.read_text(encoding="utf-8")), collected(TESTS))


def complaints() -> list[str]:
    """What keeps docs/security.md from being true; nothing where it is."""
    made = document()
    stored = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.is_file() else ""
    differs = f"{DOCUMENT.name} does not say what the tests say: {UPDATE}"
    return [*made.holes(), *([] if stored == made.text() else [differs])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=("update", "check"))
    if parser.parse_args().act == "update":
        DOCUMENT.write_text(document().text(), encoding="utf-8")
    found = complaints()
    if found:
        print(*found, sep="\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
