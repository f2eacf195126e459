"""What the export of all scores takes: time, queries and the most memory, at several sizes.

    python -m bench.exports [--sizes 500 2000]

Each size in a database of its own that is thrown away (SQLite in memory; with ``DATABASE_URL`` set,
Django's test database there), made by bench/seed.py: so many applications, six jurors, seven
criteria, one review in twenty voided by a conflict. Memory is what Python allocates at most while
the file is made, beyond what it held before (tracemalloc); flat means: about the same at every
size. Seconds of processor time, in a run of its own, because watching memory takes time.
"""

import argparse
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from bench import databases

JURORS, CRITERIA = 6, 7
AT = datetime(2017, 5, 16, 8, tzinfo=UTC)


def main() -> None:
    """Print one line per size and kind of file."""
    parser = argparse.ArgumentParser(description="Measures the export of all scores.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 2_000])
    options = parser.parse_args()
    databases.set_up()
    print(f"{'':22} {'rows':>8} {'queries':>8} {'seconds':>8} {'peak MB':>8} {'file MB':>8}")
    for size in options.sizes:
        with databases.empty():
            report(size)


def report(size: int) -> None:
    """One round of ``size`` applications as CSV and as XLSX."""
    from bench import seed  # noqa: PLC0415  # settings come first
    from competition.tables import csv_file, workbook  # noqa: PLC0415  # settings come first
    from reviews.score_table.rows import COLUMNS, Table  # noqa: PLC0415  # as above

    round_ = seed.scored(size, jurors=JURORS, criteria=CRITERIA)
    call, rubric = round_.call, round_.call.rubric

    def as_csv() -> Iterator[bytes]:
        return csv_file.written(COLUMNS, Table(call, rubric).rows(), [])

    def as_xlsx() -> Iterator[bytes]:
        with workbook.written("Punkte", COLUMNS, Table(call, rubric).rows(), [], AT) as file:
            while piece := file.read(65_536):
                yield piece

    for kind, write in (("CSV", as_csv), ("XLSX", as_xlsx)):
        seconds, queries, count = timed(write)
        peak = peak_of(write)
        rows = size * JURORS * CRITERIA
        print(
            f"{size:>6} applications {kind:>4} {rows:>6} {queries:>8} {seconds:>8.1f} "
            f"{peak / 1e6:>8.1f} {count / 1e6:>8.1f}"
        )


def timed(write: Callable[[], Iterator[bytes]]) -> tuple[float, int, int]:
    """Seconds of processor time, queries, and bytes of the file."""
    from django.db import connection  # noqa: PLC0415  # settings come first
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  # as above

    began = time.process_time()
    with CaptureQueriesContext(connection) as asked:
        count = sum(len(piece) for piece in write())
    return time.process_time() - began, len(asked), count


def peak_of(write: Callable[[], Iterator[bytes]]) -> int:
    """The most bytes that were held at once."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _piece in write():
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak - before


if __name__ == "__main__":
    main()
