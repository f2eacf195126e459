"""Shows that the tests would notice: applies faults to copies of the project, one at a time.

    python -m tools.sabotage [words that the fault's name contains]

Each of ``tools/faults.py`` must turn its test red, which is green without it. Exit code 1 if a
fault survives, cannot be applied, or its test is red anyway.
"""

import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from tools import repository
from tools.faults import FAULTS, Fault
from tools.floors import SERVICES, floors_of
from tools.programs import ROOT
from tools.services import PostgresServer

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")
LANES = 2
SECONDS = 240
GREEN, RED = 0, 1
"""Exit codes of pytest: all passed, some failed. Any other means that the test did not run."""
SHARED = (".venv", "node_modules")


class Lane:
    """A copy of the project with a database server of its own; one test runs in it at a time."""

    def __init__(self, folder: Path, server: PostgresServer) -> None:
        self.root = folder
        copy_project(folder)
        # Without compiled files, a fault of the same second cannot be missed.
        self.environment = {
            **os.environ,
            "TEST_POSTGRES_URL": server.url(),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(self, tests: Sequence[str]) -> int:
        """The exit code of pytest for these tests of one floor."""
        options = ["-q", "-x", "--no-header", "-p", "no:cacheprovider"]
        if SERVICES.name in floors_of(ROOT / test.split("::")[0] for test in tests):
            options.append("--reuse-db")
        try:
            return subprocess.run(
                [sys.executable, "-m", "pytest", *options, *tests],
                cwd=self.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                timeout=SECONDS,
            ).returncode
        except subprocess.TimeoutExpired:
            return -1

    def sabotage(self, fault: Fault) -> str:
        """Apply a fault, run its test, take the fault back; says what came of it."""
        path = self.root / fault.file
        whole = path.read_text(encoding="utf-8")
        if whole.count(fault.old) != 1:
            return f"NOT APPLIED: its text stands {whole.count(fault.old)} times in {fault.file}"
        path.write_text(whole.replace(fault.old, fault.new), encoding="utf-8")
        try:
            outcome = self.run([fault.test])
        finally:
            path.write_text(whole, encoding="utf-8")
        if outcome == RED:
            return "red"
        return "SURVIVED" if outcome == GREEN else f"DID NOT RUN (pytest ended with {outcome})"


def copy_project(folder: Path) -> None:
    """Copy what is committed or about to be; what was installed is shared."""
    for path in repository.files():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    for name in SHARED:
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)


def red_without_fault(lanes: Sequence[Lane], faults: Iterable[Fault]) -> list[str]:
    """The tests that fail on the project as it is; asked one by one only where some do."""
    tests = list(dict.fromkeys(fault.test for fault in faults))
    by_floor: dict[frozenset[str], list[str]] = {}
    for test in tests:
        by_floor.setdefault(frozenset(floors_of([ROOT / test.split("::")[0]])), []).append(test)
    groups = in_lanes(lanes, list(by_floor.values()), Lane.run)
    failing = [
        test
        for group, code in zip(by_floor.values(), groups, strict=True)
        if code != GREEN
        for test in group
    ]
    codes = in_lanes(lanes, [[test] for test in failing], Lane.run)
    return [test for test, code in zip(failing, codes, strict=True) if code != GREEN]


def in_lanes(
    lanes: Sequence[Lane], jobs: Sequence[Job], work: Callable[[Lane, Job], Outcome]
) -> list[Outcome]:
    """Do the jobs side by side, each in whichever lane is free; the outcomes in their order."""
    free: queue.SimpleQueue[Lane] = queue.SimpleQueue()
    for lane in lanes:
        free.put(lane)

    def done(job: Job) -> Outcome:
        lane = free.get()
        try:
            return work(lane, job)
        finally:
            free.put(lane)

    with ThreadPoolExecutor(len(lanes)) as pool:
        return list(pool.map(done, jobs))


def report(lane: Lane, fault: Fault) -> str:
    """Sabotage, and say at once what came of it."""
    outcome = lane.sabotage(fault)
    print(f"  {outcome:<10} {fault.name}\n             {fault.test}", flush=True)
    return outcome


def main() -> None:
    words = " ".join(sys.argv[1:])
    faults = [fault for fault in FAULTS if words in fault.name]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="modellkommune-sabotage-") as scratch:
        servers = [PostgresServer() for _ in range(LANES)]
        try:
            lanes = [
                Lane(Path(scratch) / f"lane-{number}", server.start())
                for number, server in enumerate(servers)
            ]
            red_anyway = red_without_fault(lanes, faults)
            for test in red_anyway:
                print(f"  RED ANYWAY {test}", flush=True)
            outcomes = in_lanes(lanes, faults, report)
        finally:
            for server in servers:
                server.close()
    noticed = outcomes.count("red")
    seconds = time.monotonic() - began
    print(f"\n{noticed} of {len(faults)} faults turn their test red ({seconds:.0f} s).")
    sys.exit(0 if faults and noticed == len(faults) and not red_anyway else 1)


if __name__ == "__main__":
    main()
