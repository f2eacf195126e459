"""What every page, list and export takes at several sizes, beside the targets.

    python -m bench.pages [--sizes 26 500] [--postgres] [--only WORD] [--write] [--strict]

Queries, milliseconds of processor time, as a multiple of a bare view that only says hello (asked
through the same client and middleware), kilobytes of the answer and the most megabytes that Python
held. SQLite in memory, or an own PostgreSQL with ``--postgres``. A line over its target is marked;
``--strict`` then ends with 1. ``--write`` puts the table into docs/scale.md. Figures taken while
the machine does other things are rough.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext

from bench import databases, report
from tools.services import PostgresServer

SIZES = [26, 500, 2_000, 11_000]


def main() -> int:
    """Measure and print; the number of lines over their target decides with --strict."""
    parser = argparse.ArgumentParser(description="Measures pages, lists and exports.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    table: report.Table = {}
    with PostgresServer() if options.postgres else nullcontext() as server:
        if server:
            os.environ["DATABASE_URL"] = server.url("bench")
        databases.set_up()
        for size in options.sizes:
            with databases.empty():
                for line in lines(size, options.only):
                    report.say(size, line)
                    table.setdefault(line.name, {})[size] = line
    over = report.over(table)
    print(*over, sep="\n")
    if options.write:
        report.write(table, options.sizes, "PostgreSQL" if options.postgres else "SQLite")
    return 1 if over and options.strict else 0


def lines(size: int, only: str) -> Iterator[report.Line]:
    """One round after the other, each asked in its time."""
    from django.test import Client, override_settings  # noqa: PLC0415  # settings come first

    from bench import measure, stages  # noqa: PLC0415  # as above

    with override_settings(ROOT_URLCONF="bench.measure", API_REQUESTS_PER_MINUTE=MANY):
        nobody = Client(SERVER_NAME="localhost")
        bare = measure.cost(measure.Asked(f"/{measure.HELLO}", nobody))
        for wish in stages.wishes(size):
            if isinstance(wish, report.Line):
                yield wish
            elif only in wish.name:
                try:
                    cost = measure.cost(wish.asked)
                except measure.NotAnsweredError as fault:
                    print(fault, file=sys.stderr)
                    continue
                yield report.Line(wish.name, cost, cost.seconds / bare.seconds)


MANY = dict.fromkeys(("read", "write", "upload", "decide"), 10**6)

if __name__ == "__main__":
    sys.exit(main())
