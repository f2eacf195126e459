"""Runs all tests: first the unit floor on SQLite, then what needs real servers on PostgreSQL.

    python -m tools.run_tests [--faults] [further arguments for pytest]

``--faults`` runs every fault instead, also those that take minutes (tests/faults/long).

Ends with one plain line, ``N passed, N failed, N skipped``. The exit code is not 0 if anything has
failed, or nothing ran; with REQUIRE_ALL=1 also if anything was left out in whatever way.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tools import programs
from tools.floors import ALL_FAULTS, FLOORS, Floor
from tools.programs import ROOT
from tools.services import PostgresServer

WORKERS = os.environ.get("TEST_WORKERS", "2")
BROWSER_TESTS = "browser"
BAD = ("failed", "error", "xpassed")
LEFT_OUT = ("skipped", "xfailed", "deselected")


def folders_of(floor: Floor) -> list[Path]:
    """The test folders of a floor that can be run on this machine."""
    folders = [ROOT / "tests" / name for name in floor.folders]
    if programs.chromium() is None:
        folders = [folder for folder in folders if folder.name != BROWSER_TESTS]
    return [path for path in folders if path.is_file() or any(path.rglob("test_*.py"))]


def run_floor(floor: Floor, arguments: Sequence[str]) -> Counter[str]:
    """Run one floor in parallel workers and return its tally, a failed start as one error."""
    folders = folders_of(floor)
    if not folders:
        return Counter()
    print(f"\n== {floor.title} ==", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        tally = Path(scratch) / "tally.json"
        command = [sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "-p", "tools.tally"]
        named = [str(folder.relative_to(ROOT)) for folder in folders]
        finished = subprocess.run(
            [*command, "--tally", str(tally), *arguments, *named],
            check=False,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
        )
        counts = Counter(json.loads(tally.read_text()) if tally.exists() else {"error": 1})
    if finished.returncode != 0 and not any(counts[name] for name in BAD):
        counts["error"] += 1
    return counts


def run_all(floors: Iterable[Floor], arguments: Sequence[str]) -> Counter[str]:
    """Run these floors; one PostgreSQL, started here, serves all workers of those that need it."""
    total: Counter[str] = Counter()
    for floor in floors:
        if floor.postgres and folders_of(floor):
            with PostgresServer() as server:
                os.environ["TEST_POSTGRES_URL"] = server.url()
                total += run_floor(floor, arguments)
        else:
            total += run_floor(floor, arguments)
    return total


def verdict(total: Counter[str], *, everything: bool, browser: bool) -> tuple[str, bool]:
    """The closing line, and whether the run counts as passed."""
    failed = sum(total[name] for name in BAD)
    left_out = sum(total[name] for name in LEFT_OUT)
    line = f"{total['passed']} passed, {failed} failed, {left_out} skipped"
    complete = browser and left_out == 0
    return line, failed == 0 and total["passed"] > 0 and (complete or not everything)


def main() -> None:
    arguments = sys.argv[1:]
    faults = "--faults" in arguments
    if faults:
        arguments.remove("--faults")
    total = run_all((ALL_FAULTS,) if faults else FLOORS, arguments)
    browser = faults or programs.chromium() is not None
    if not browser:
        print(
            "There is no Chromium on this machine: the browser tests (tests/browser) did not run."
        )
    everything = os.environ.get("REQUIRE_ALL") == "1"
    line, passed = verdict(total, everything=everything, browser=browser)
    print(f"\n{line}", flush=True)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
