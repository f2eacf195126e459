"""The two floors of tests and what each stands on, and the faults that take longer.

The unit floor runs on SQLite and starts nothing. The service floor holds everything that locks,
races or talks to a worker, a mail server or a browser: on real PostgreSQL and Redis.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.programs import ROOT

TESTS = ROOT / "tests"


@dataclass(frozen=True)
class Floor:
    """``folders`` are names under ``tests/``; ``postgres`` says which database it gets."""

    name: str
    title: str
    folders: tuple[str, ...]
    postgres: bool


SERVICE_FOLDERS = ("races", "faults/quick", "journeys", "browser")
# Their first parts; what lies beside faults/quick takes minutes each (`make faults`).
SERVICE_TOPS = {folder.partition("/")[0] for folder in SERVICE_FOLDERS}


def unit_folders() -> tuple[str, ...]:
    """Everything under ``tests/`` that holds tests and is not named as of the service floor."""
    tests = [path.relative_to(TESTS) for path in TESTS.rglob("test_*.py")]
    return tuple(sorted({path.parts[0] for path in tests} - SERVICE_TOPS))


UNITS = Floor("units", "Unit floor on SQLite", unit_folders(), postgres=False)
SERVICES = Floor("services", "Service floor on PostgreSQL", SERVICE_FOLDERS, postgres=True)
FLOORS = (UNITS, SERVICES)
ALL_FAULTS = Floor("faults", "Every fault, at length", ("faults",), postgres=True)


def floors_of(paths: Iterable[Path]) -> set[str]:
    """The names of the floors that the given test paths belong to; ``tests`` itself is both."""
    names: set[str] = set()
    for path in paths:
        absolute = path.resolve()
        if absolute in (TESTS, ROOT):
            names |= {UNITS.name, SERVICES.name}
        elif absolute.is_relative_to(TESTS):
            first = absolute.relative_to(TESTS).parts[0]
            names.add(SERVICES.name if first in SERVICE_TOPS else UNITS.name)
    return names
