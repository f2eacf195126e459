"""How long an announcement's letters take: to be owed, and to reach a mail server on this machine.

    python -m bench.letters [--sizes 300 11000] [--workers 2] [--children 2] [--delay 0.0]

Real processes on servers of their own: PostgreSQL that reaches the disk, Redis, workers of so many
children, beat with its sweep every 30 seconds, and a mail server that only counts. ``--delay`` is
how many seconds that server takes for each letter. Seconds by the clock on the wall, with the load
of the machine beside them: "confirmed" is the second person's confirmation, which writes a letter
for each applicant; "owed" until the last of them has left, counted from their instant (the sweep
finds them up to 30 seconds later); "twice" should be 0.
"""

import argparse
import asyncio
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tools.processes import LOCALHOST, free_port, wait_until
from tools.programs import ROOT
from tools.services import PostgresServer, RedisServer
from tools.site import Beat, Worker

AT = datetime(2017, 5, 16, 8, tzinfo=UTC)
ROWS = 500
SEALED = [
    *("valid_version", "state", "submitted_at", "submitted_by"),
    *("screened_at", "screened_by"),
]
LONGEST_SECONDS = 3_600.0


class Counting:
    """A mail server's hands: they count each recipient and keep nothing."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.arrived: Counter[str] = Counter()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802  # aiosmtpd's
        if self.delay:
            await asyncio.sleep(self.delay)
        self.arrived.update(envelope.rcpt_tos)
        return "250 Accepted"


def main() -> None:
    """Print one line per number of letters."""
    parser = argparse.ArgumentParser(description="Measures the letters of an announcement.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 11_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("--delay", type=float, default=0.0)
    options = parser.parse_args()
    heads = f"{'letters':>8} {'confirmed s':>12} {'sent s':>8} {'per second':>11} "
    print(f"{heads}{'twice':>6} {'load':>6}", flush=True)
    for size in options.sizes:
        # In a process of its own: Django keeps the first database that it was told of.
        run = multiprocessing.get_context("spawn").Process(target=one, args=(size, options))
        run.start()
        run.join()
        if run.exitcode:
            sys.exit(run.exitcode)


def one(size: int, options: argparse.Namespace) -> None:
    """The line of one number of letters."""
    mail = Counting(options.delay)
    with site(mail, options.workers, options.children):
        measure(size, mail)


@contextmanager
def site(mail: Counting, workers: int, children: int) -> Iterator[None]:
    """Everything that runs in the background, on a database of its own."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        postgres = running.enter_context(PostgresServer(fsync=True))
        redis = running.enter_context(RedisServer())
        controller = Controller(mail, hostname=LOCALHOST, port=free_port())
        controller.start()
        running.callback(controller.stop)
        os.environ.update(
            DATABASE_URL=postgres.create_database("site"),
            REDIS_URL=redis.url(),
            EMAIL_URL=f"smtp://{LOCALHOST}:{controller.port}",
            DJANGO_SETTINGS_MODULE="config.settings",
        )
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
        for number in range(workers):
            own = folder / f"worker-{number}"
            own.mkdir()
            worker = Worker(environment=os.environ, folder=own, concurrency=children)
            # Each has a name of its own, as on a machine of its own.
            worker.command += [f"--hostname=worker{number}@%h"]
            running.enter_context(worker)
        running.enter_context(Beat(environment=os.environ, folder=folder))
        yield


def measure(size: int, mail: Counting) -> None:
    """One announcement to so many applicants."""
    import django  # noqa: PLC0415  # the servers come first
    from django.db import connections  # noqa: PLC0415  # as above

    django.setup()
    seconds, public_at = confirmed(size)
    time.sleep(max(0.0, (public_at - datetime.now(UTC)).total_seconds()))
    began = time.monotonic()
    wait_until(lambda: len(mail.arrived) >= size, seconds=LONGEST_SECONDS, what=f"{size} letters")
    took = time.monotonic() - began
    twice = sum(mail.arrived.values()) - len(mail.arrived)
    print(
        f"{size:>8} {seconds:>12.1f} {took:>8.1f} {size / took:>11.1f} {twice:>6} "
        f"{os.getloadavg()[0]:>6.1f}",
        flush=True,
    )
    connections.close_all()


def confirmed(size: int) -> tuple[float, datetime]:
    """Seconds of the confirmation, and the instant at which its letters are due."""
    from competition import clock  # noqa: PLC0415  # settings come first
    from competition.models import Publication  # noqa: PLC0415  # as above
    from competition.models.announcement import PublicationKind  # noqa: PLC0415  # as above
    from competition.services import announcement  # noqa: PLC0415  # as above

    call, first, second = made_round(size)
    Publication.objects.create(
        call=call,
        kind=PublicationKind.DECISION,
        content={},
        digest="0" * 64,
        frozen_at=AT,
    )
    public_at = clock.now(call) + timedelta(seconds=20 + size / 400)
    prepared = announcement.prepare(call=call, public_at=public_at, by=first)
    read = announcement.shown(prepared)
    # Whoever confirms has read the letters: templates and addresses are loaded by then.
    announcement.letters_of(prepared, announcement.addressees(call)[:1])
    began = time.monotonic()
    announcement.confirm(call=call, read=read, by=second)
    return time.monotonic() - began, public_at


def made_round(size: int):  # type: ignore[no-untyped-def]  # models cannot be named before set-up
    """A call with so many sealed applications, each with a contact of its own, and two of the
    office; written without services."""
    from competition.models import Application, ApplicationVersion, Call, Municipality, User  # noqa: PLC0415  # settings come first
    from competition.services import people  # noqa: PLC0415  # as above

    office = [
        people.create_user(email=f"{name}@example.org", name=name) for name in ("dora", "emil")
    ]
    for person in office:
        people.admit_to_office(user=person, by=None)
    call = Call.objects.create(
        slug="messung",
        title="Messung",
        summary="x",
        opens_at=AT,
        deadline_at=datetime(2017, 6, 1, tzinfo=UTC),
        places_count=9,
        award_cents=1,
        budget_cents=9,
    )
    contacts = User.objects.bulk_create(
        [User(email=f"town-{n}@example.org", name=f"Anna Muster {n}") for n in range(size)], ROWS
    )
    towns = Municipality.objects.bulk_create(
        [_town(Municipality, number) for number in range(size)], ROWS
    )
    applications = Application.objects.bulk_create(
        [
            Application(call=call, municipality=town, contact=who, started_at=AT, started_by=who)
            for town, who in zip(towns, contacts, strict=True)
        ],
        ROWS,
    )
    versions = ApplicationVersion.objects.bulk_create(
        [_version(ApplicationVersion, each) for each in applications], ROWS
    )
    for application, version in zip(applications, versions, strict=True):
        application.valid_version, application.state = version, "admitted"
        application.submitted_at = application.screened_at = AT
        application.submitted_by = application.screened_by = application.contact
    Application.objects.bulk_update(applications, SEALED, ROWS)
    return call, *office


def _town(municipality: Any, number: int) -> Any:
    return municipality(
        ags=f"99{number:06}",
        name=f"Beispielort {number:05}",
        kind="town",
        state="HE",
        population=20_000,
        as_of=date(2023, 11, 30),
        is_synthetic=True,
    )


def _version(version: Any, application: Any) -> Any:
    return version(
        application=application,
        number=1,
        title=f"Vorhaben {application.pk}",
        content={"answers": []},
        digest="0" * 64,
        received_at=AT,
        sealed_at=AT,
        submitted_by=application.contact,
        released_at=AT,
        released_by=application.contact,
    )


if __name__ == "__main__":
    main()
