"""Whether a web process or a worker grows: memory over ten thousand requests and as many tasks.

    python -m bench.memory [--requests 10000] [--tasks 10000] [--write]

The site's own processes on servers of their own, as in production. Requests are a mix: a citizen's
start page and list of the API, an applicant's draft and a save of it, the office's list by program;
tasks are sweeps of the outbox, which read and find nothing owed. Told is what each process holds
(resident memory in MB, the largest of its kind) after every tenth, its share where what several
hold in common counts by its parts, and what a web process holds when it has made documents too.
The exit code is 1 where one is over 150 MB, or the last half has added more than 5 MB.
"""

import argparse
import http.client
import os
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

from bench.servers import memory_of, servers, share_of
from tools.processes import LOCALHOST, ChildProcess, children_of, wait_until
from tools.site import WebServer, Worker

MOST_MEGABYTES, MOST_GROWN = 150, 5
STEPS = 10
LONGEST_MINUTES = 60
FORM = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
LONGEST_SECONDS = 600
DRAFTS = 40
DOCUMENTS = 20  # of each kind: enough for every process to make some
SWEPT = re.compile(rb"Task competition\.sweep\[\S+\] succeeded")
PAGE = Path("docs/scale.md")
BEGIN, END = "<!-- memory: begin -->", "<!-- memory: end -->"
VERSION = re.compile(r'id="id_version-concept" value="([\w.]+)"')


@dataclass
class Held:
    """Megabytes of the largest process of a kind, step by step: resident, and by its share.

    ``documents``: resident after documents were made; None where none are.
    """

    resident: list[int] = field(default_factory=list)
    share: list[int] = field(default_factory=list)
    documents: int | None = None

    def note(self, process: ChildProcess) -> None:
        """One more step: what its children hold now."""
        self.resident.append(_largest(process))
        self.share.append(max(map(share_of, children_of(process.pid))))


def main() -> None:
    """Run both, print the table and the verdict."""
    parser = argparse.ArgumentParser(description="Measures what processes hold in memory.")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="modellkommune-memory-") as folder:
        web, worker = measured(Path(folder), options.requests, options.tasks)
    told = text({"web process": web, "worker process": worker}, options.requests, options.tasks)
    print(told)
    if options.write:
        write(told)
    sys.exit(1 if any(map(faults, (web, worker))) else 0)


def measured(folder: Path, requests: int, tasks: int) -> tuple[Held, Held]:
    """What the largest web process and the largest of a worker's children hold, step by step."""
    with servers(folder) as environment:
        os.environ |= environment
        import django  # noqa: PLC0415  # settings come first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415  # as above

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        visitors = Visitors()
        with WebServer(environment=environment, folder=folder) as web:
            visitors.port = web.port
            asked = steps(web, requests, visitors.some)
            visitors.documents()
            asked.documents = _largest(web)
        with Worker(environment=environment, folder=folder) as worker:
            done = steps(worker, tasks, Sweeps(worker).some)
    return asked, done


def steps(process: ChildProcess, count: int, some: Callable[[int], None]) -> Held:
    """Memory of its largest child at the start and after every tenth of ``count`` acts."""
    held = Held()
    held.note(process)
    for _ in range(STEPS):
        some(max(1, count // STEPS))
        held.note(process)
    return held


def _largest(process: ChildProcess) -> int:
    return max(map(memory_of, children_of(process.pid)))


class Visitors:
    """A citizen, an applicant and the office of one open round, asking one after the other."""

    def __init__(self) -> None:
        from api import tokens  # noqa: PLC0415  # settings come first
        from bench.load import world  # noqa: PLC0415  # as above
        from competition.models import Call, User  # noqa: PLC0415  # as above

        (writer,) = world.made(1, DRAFTS)["writers"]
        slug = Call.objects.get().slug
        dora = User.objects.get(email__startswith="dora")
        _row, token = tokens.issue(user=dora, scopes=["read"], minutes=LONGEST_MINUTES)
        office = {"Authorization": f"Bearer {token}"}
        self.port = self.number = 0
        self.text, self.token = world.TEXT, world.TOKEN
        self.applicant, self.version = {"Cookie": writer["cookies"]}, writer["version"]
        self.draft = f"/portal/bewerbungen/{writer['id']}/"
        turns: list[Callable[[], str]] = [
            lambda: self.ask("/"),
            lambda: self.ask(f"/wettbewerbe/{slug}/"),
            lambda: self.ask("/api/v1/public/municipalities/"),
            lambda: self.ask(f"{self.draft}fragen/", self.applicant),
            self.save,
            lambda: self.ask(f"/api/v1/office/calls/{slug}/applications/", office),
        ]
        self.turns = cycle(turns)

    def some(self, count: int) -> None:
        """So many requests."""
        for turn in islice(self.turns, count):
            turn()

    def documents(self) -> None:
        """The draft as PDF and as DOCX, several times each."""
        for _ in range(DOCUMENTS):
            self.ask(f"{self.draft}entwurf.pdf", self.applicant)
            self.ask(f"{self.draft}entwurf.docx", self.applicant)

    def ask(self, path: str, headers: dict[str, str] | None = None, body: str = "") -> str:
        """The page there, or what a save answers; raises where it is no good one."""
        line = http.client.HTTPConnection(LOCALHOST, self.port, timeout=60)
        line.request("POST" if body else "GET", path, body or None, headers or {})
        answer = line.getresponse()
        page = answer.read().decode(errors="replace")
        line.close()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return page

    def save(self) -> str:
        """Another text over the one before, as the page sends it."""
        self.number += 1
        sent = {
            "csrfmiddlewaretoken": self.token,
            "version-concept": self.version,
            "concept": f"{self.number}. {self.text}",
        }
        page = self.ask(f"{self.draft}speichern/", self.applicant | FORM, urlencode(sent))
        found = VERSION.search(page)
        if found is None:
            raise RuntimeError("nothing was saved")
        self.version = found[1]
        return page


class Sweeps:
    """Sweeps of the outbox that find nothing owed."""

    def __init__(self, worker: Worker) -> None:
        self.worker, self.count = worker, 0
        self.done = self.read_to = 0

    def some(self, count: int) -> None:
        """So many, until all of them are done."""
        from config.celery import app  # noqa: PLC0415  # settings come first

        for _ in range(count):
            app.send_task("competition.sweep")
        self.count += count
        wait_until(
            lambda: self._done() >= self.count,
            seconds=LONGEST_SECONDS,
            what="the tasks",
        )

    def _done(self) -> int:
        """How many are, by the whole lines that the worker has logged since."""
        if self.worker.log is None:
            raise RuntimeError("the worker keeps no log")
        with self.worker.log.open("rb") as log:
            log.seek(self.read_to)
            lines = log.read().rpartition(b"\n")[0]
        self.read_to += len(lines)
        self.done += len(SWEPT.findall(lines))
        return self.done


def faults(held: Held) -> list[str]:
    """What is over its bounds, in words."""
    grown = held.resident[-1] - held.resident[len(held.resident) // 2]
    most = max([*held.resident, held.documents or 0])
    found = []
    if most > MOST_MEGABYTES:
        found.append(f"{most} MB, wanted are at most {MOST_MEGABYTES}")
    if grown > MOST_GROWN:
        found.append(f"the last half has added {grown} MB, wanted are at most {MOST_GROWN}")
    return found


def text(processes: dict[str, Held], requests: int, tasks: int) -> str:
    """The table as Markdown, and what is over."""
    heads = ["MB after", *(f"{each * 100 // STEPS} %" for each in range(STEPS + 1))]
    lines = [heads, ["---"] * len(heads)]
    for name, held in processes.items():
        lines.append([name, *map(str, held.resident)])
        lines.append([f"{name}, its share", *map(str, held.share)])
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    over = [f"{name}: {each}" for name, held in processes.items() for each in faults(held)]
    day = datetime.now(UTC).date().isoformat()
    told = f"{day}, {requests:,} requests and {tasks:,} tasks. "
    papers = "; ".join(
        f"a {name} that has made PDFs and DOCX too: {held.documents} MB"
        for name, held in processes.items()
        if held.documents is not None
    )
    return f"{told}{'; '.join(over) or 'Nothing grows'}; {papers}.\n\n{table}"


def write(told: str) -> None:
    """Put the table between its markers."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{told}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
