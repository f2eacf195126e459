"""What the export of all scores takes: time, queries and the most memory, at several sizes.

    python -m bench.exports [--sizes 500 2000]

Each size in a database of its own that is thrown away (SQLite in memory; with ``DATABASE_URL`` set,
Django's test database there). Rows by ``bulk_create``: so many applications, six jurors, seven
criteria, one review in twenty voided by a conflict. Memory is what Python allocates at most while
the file is made, beyond what it held before (tracemalloc); flat means: about the same at every
size. Seconds of processor time, in a run of its own, because watching memory takes time.
"""

import argparse
import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

JURORS, CRITERIA = 6, 7
AT = datetime(2017, 5, 16, 8, tzinfo=UTC)
BATCH = 2_000


def main() -> None:
    """Print one line per size and kind of file."""
    parser = argparse.ArgumentParser(description="Measures the export of all scores.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 2_000])
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
    import django  # noqa: PLC0415  # settings come first

    django.setup()
    from django.conf import settings  # noqa: PLC0415  # as above
    from django.test.utils import get_runner, setup_test_environment  # noqa: PLC0415  # as above

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        print(f"{'':22} {'rows':>8} {'queries':>8} {'seconds':>8} {'peak MB':>8} {'file MB':>8}")
        for number, size in enumerate(options.sizes):
            report(size, number)
    finally:
        runner.teardown_databases(databases)


def report(size: int, number: int) -> None:
    """One round of ``size`` applications, the ``number``-th, as CSV and as XLSX."""
    from competition.tables import csv_file, workbook  # noqa: PLC0415  # settings come first
    from reviews.score_table.rows import COLUMNS, Table  # noqa: PLC0415  # as above

    call, rubric = made_round(size, number)

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


def made_round(size: int, number: int):  # type: ignore[no-untyped-def]  # models cannot be named before set-up
    """A round whose reviews are all final, written without services."""
    from competition.models import Application, ApplicationVersion, Call, Municipality, User  # noqa: PLC0415  # settings come first
    from reviews.models import Assignment, Conflict, Criterion, JuryMember, Review, Rubric, Score  # noqa: PLC0415  # as above

    person = User.objects.create(email=f"bench-{size}@example.org", name="Dora Beispiel")
    call = Call.objects.create(
        slug=f"bench-{size}",
        title="Messung",
        summary="x",
        opens_at=AT,
        is_synthetic=True,
        deadline_at=datetime(2017, 6, 1, tzinfo=UTC),
        places_count=9,
        award_cents=1,
        budget_cents=9,
    )
    rubric = Rubric.objects.create(call=call, quorum=1)
    criteria = [
        Criterion.objects.create(
            rubric=rubric, key=f"c{n}", position=n, label=f"Kriterium {n}", weight="1.5"
        )
        for n in range(CRITERIA)
    ]
    jurors = [
        JuryMember.objects.create(
            call=call,
            user=User.objects.create(email=f"j{n}-{size}@example.org", name=f"Mitglied {n}"),
        )
        for n in range(JURORS)
    ]
    towns = Municipality.objects.bulk_create(
        [
            Municipality(
                ags=f"99{number}{n:05}",
                name=f"Beispielort {n:05}",
                kind="town",
                state="HE",
                population=20_000,
                as_of=date(2023, 11, 30),
                is_synthetic=True,
            )
            for n in range(size)
        ],
        BATCH,
    )
    applications = Application.objects.bulk_create(
        [
            Application(
                call=call, municipality=town, contact=person, started_at=AT, started_by=person
            )
            for town in towns
        ],
        BATCH,
    )
    content = {"answers": [{"key": "concept", "kind": "text", "label": "?", "value": "x" * 8_000}]}
    versions = ApplicationVersion.objects.bulk_create(
        [
            ApplicationVersion(
                application=each,
                number=1,
                title=f"Vorhaben {each.pk}",
                content=content,
                digest="0" * 64,
                received_at=AT,
                sealed_at=AT,
                submitted_by=person,
                released_at=AT,
                released_by=person,
            )
            for each in applications
        ],
        200,
    )
    for application, version in zip(applications, versions, strict=True):
        application.valid_version, application.state = version, "admitted"
        application.submitted_at = application.screened_at = AT
        application.submitted_by = application.screened_by = person
    Application.objects.bulk_update(
        applications,
        ["valid_version", "state", "submitted_at", "submitted_by", "screened_at", "screened_by"],
        200,
    )
    pairs = [(juror, each) for each in applications for juror in jurors]
    Assignment.objects.bulk_create(
        [Assignment(jury_member=j, application=a, assigned_at=AT) for j, a in pairs], BATCH
    )
    Conflict.objects.bulk_create(
        [
            Conflict(
                jury_member=j, application=a, reason="other", source="register", declared_at=AT
            )
            for j, a in pairs[::20]
        ],
        BATCH,
    )
    reviews = Review.objects.bulk_create(
        [
            Review(jury_member=j, application=a, state="final", saved_at=AT, finalised_at=AT)
            for j, a in pairs
        ],
        BATCH,
    )
    for first in range(0, len(reviews), BATCH):
        Score.objects.bulk_create(
            [
                Score(review=each, criterion=criterion, steps=(each.pk + at) % 11, reason="Gut.")
                for each in reviews[first : first + BATCH]
                for at, criterion in enumerate(criteria)
            ],
            BATCH,
        )
    return call, rubric


if __name__ == "__main__":
    main()
