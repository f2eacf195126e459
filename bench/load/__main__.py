"""How much the whole site takes on one machine: servers of its own, clients in another process.

    python -m bench.load [--seconds 180] [--saves 25] [--submits 8] [--burst 30] [--write]

Three minutes evenly, then a minute (a third of ``--seconds``) of ``--burst`` submissions a second,
then more and more of both until one submission in twenty takes over a second or anything is put
off: the saturation.
Everything as in production (config/gunicorn.py), by the pages' own doors: saves as
static/saving.js sends them, submissions by form. At the end everything that a client was told is
held against the database. ``--write`` puts the table into docs/scale.md. Nothing else may run
beside it: its figures are worth nothing then. The exit code is 1 where anything was lost.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.load import plan, report
from bench.servers import memory_of, servers
from tools.processes import children_of
from tools.programs import ROOT
from tools.site import Beat, WebServer, Worker

ALONE = 30
"""So many requests one after the other, twice: once to warm up."""


def main() -> None:
    """Run the load, print the table, say what was lost."""
    parser = argparse.ArgumentParser(description="Measures the whole site under load.")
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--saves", type=float, default=25)
    parser.add_argument("--submits", type=float, default=8)
    parser.add_argument("--burst", type=float, default=30)
    parser.add_argument("--seed", type=int, default=2017)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    wanted = plan.phases(
        seconds=options.seconds, saves=options.saves, submits=options.submits, burst=options.burst
    )
    phases, writers, senders = plan.planned(wanted, seed=options.seed)
    with tempfile.TemporaryDirectory(prefix="modellkommune-load-") as folder:
        result, complaints, megabytes = measured(Path(folder), phases, writers, senders + 2 * ALONE)
    told = report.text(result, complaints=complaints, megabytes=megabytes)
    print(told)
    if options.write:
        report.write(told)
    sys.exit(1 if complaints else 0)


def measured(
    folder: Path, phases: list[dict[str, Any]], writers: int, senders: int
) -> tuple[dict[str, Any], list[str], list[int]]:
    """The client's result, what does not agree with the database, and memory in MB."""
    with servers(folder) as environment:
        os.environ |= environment
        import django  # noqa: PLC0415  # settings come first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415  # as above

        from bench.load import world  # noqa: PLC0415  # as above

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        print(f"{writers} people write, {senders} will submit: making them …", flush=True)
        people = world.made(writers, senders)
        with (
            Worker(environment=environment, folder=folder),
            Beat(environment=environment, folder=folder),
            WebServer(environment=environment, folder=folder) as web,
        ):
            print("Load begins.", flush=True)
            told = {
                "port": web.port,
                "text": world.TEXT,
                "alone": ALONE,
                **people,
                "phases": phases,
            }
            result = run_client(folder, told)
            megabytes = [memory_of(child) for child in children_of(web.pid)]
        journal = [
            *result["before"],
            *(each for phase in result["phases"] for each in phase["entries"]),
        ]
        return result, world.complaints(journal), megabytes


def run_client(folder: Path, told: dict[str, Any]) -> dict[str, Any]:
    """The clients in a process of their own, which loads nothing of the site."""
    wanted, found = folder / "plan.json", folder / "result.json"
    wanted.write_text(json.dumps(told))
    subprocess.run(
        [sys.executable, "-m", "bench.load.client", str(wanted), str(found)], cwd=ROOT, check=True
    )
    result: dict[str, Any] = json.loads(found.read_text())
    return result


if __name__ == "__main__":
    main()
