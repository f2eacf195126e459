"""People and programs that go on submitting while something is killed under them.

    crowd = Crowd(round_, web.port, count=4)
    with crowd.submitting():
        ...                                   # kill what shall be killed
    crowd.assert_whole()

Each has an application of its own. Again and again it saves another title through the API and
submits exactly that, in turn by the form and by the API, the same request until it is answered.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from competition.models import Application, ApplicationVersion
from tests.faults.journal import DONE, LOST, Browser, Exchange, Journal, Program, insisting
from tests.faults.whole import assert_faults_answered, assert_round_whole
from tests.fixtures.rounds import Round
from tools.processes import wait_until

TRIES = 600
PATIENCE_SECONDS = 180


class Applicant:
    """One who submits version after version of one application."""

    def __init__(self, journal: Journal, port: int, application: Application) -> None:
        self.application = application.public_id
        self.program = Program.of(application.contact, journal, port)
        self.browser = Browser.of(application.contact, journal, port)
        self.turns = 0

    def takes_a_turn(self) -> None:
        """Save another title and submit it; returns once that is acknowledged."""
        self.turns += 1
        title = f"Vorhaben in der Fassung {self.turns}"
        draft = insisting(lambda: self._titled(title), tries=TRIES)
        assert draft.status == DONE, f"{draft}\n{draft.body[:500]!r}"
        digest = draft.value["sha256"]
        answer = insisting(lambda: self._submits(digest), tries=TRIES)
        assert answer.status < 400, f"{answer}\n{answer.body[:500]!r}"

    def _titled(self, title: str) -> Exchange:
        """The application as it reads once it has this title; what failed on the way there."""
        path = f"/api/v1/portal/applications/{self.application}/"
        seen = self.program.asks("GET", path)
        if seen.status != DONE:
            return seen
        row = next(each for each in seen.value["answers"] if each["key"] == "title")
        if row["value"] == title:
            return seen
        change = {"key": "title", "value": title, "version": row["version"]}
        saved = self.program.asks("PATCH", path, {"answers": [change]})
        return self.program.asks("GET", path) if saved.status == DONE else saved

    def _submits(self, digest: str) -> Exchange:
        if self.turns % 2:
            return self.browser.submits(self.application, digest)
        return self.program.submits(
            self.application, digest, key=f"{self.application}-{self.turns}"
        )


class Crowd:
    """So many applicants of an open round, and the journal that they share."""

    def __init__(self, round_: Round, port: int, *, count: int) -> None:
        self.journal = Journal()
        # The third place and those after it are signed for by one and the same person.
        drafts = [round_.draft(number) for number in range(count)]
        self.applicants = [Applicant(self.journal, port, draft) for draft in drafts]
        self._over = threading.Event()

    @contextmanager
    def submitting(self) -> Iterator["Crowd"]:
        """All submit while the block runs, and each finishes its turn after it."""
        self._over.clear()
        with ThreadPoolExecutor(len(self.applicants)) as pool:
            running = [pool.submit(self._go_on, each) for each in self.applicants]
            try:
                yield self
            finally:
                self._over.set()
            for each in running:
                each.result(PATIENCE_SECONDS)

    def wait_for(self, more: int) -> None:
        """Wait until so many more submissions are acknowledged than now."""
        wanted = len(self.journal.acknowledged) + more
        wait_until(
            lambda: len(self.journal.acknowledged) >= wanted,
            seconds=PATIENCE_SECONDS,
            what=f"{more} more submissions",
        )

    def wait_for_lost(self, count: int) -> None:
        """Wait until so many answers have been lost in all."""
        wait_until(
            lambda: self.journal.statuses().count(LOST) >= count,
            seconds=PATIENCE_SECONDS,
            what=f"{count} lost answers",
        )

    def assert_whole(self, **bounds: Any) -> None:
        """Every turn is stored once, as it was acknowledged; whatever failed said so."""
        assert_round_whole(self.journal)
        assert_faults_answered(self.journal.exchanges, **bounds)
        stored = ApplicationVersion.objects.values_list("application__public_id", flat=True)
        for applicant in self.applicants:
            assert list(stored).count(applicant.application) == applicant.turns

    def _go_on(self, applicant: Applicant) -> None:
        while not self._over.is_set():
            applicant.takes_a_turn()
