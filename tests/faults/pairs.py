"""Two of each of a site's processes, and acts that are sent to both web servers at once."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.faults.journal import FOUND, Exchange, Journal, insisting
from tests.faults.killing import HEALING_SECONDS
from tests.fixtures.mail import MailServer
from tests.races.hands import at_once, successes
from tools.processes import wait_until
from tools.site import Beat, WebServer, Worker

TRIES = 40


@dataclass
class Pair:
    """Two of each process."""

    mail: MailServer
    journal: Journal = field(default_factory=Journal)
    webs: list[WebServer] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    beats: list[Beat] = field(default_factory=list)

    def both(self, act: Callable[[int], Exchange]) -> list[Exchange]:
        """The same act sent to the ports of both web servers at once; who is told to come again
        does so."""
        answers = successes(at_once([partial(patient, act, web.port) for web in self.webs]))
        assert len(answers) == 2
        return answers

    def once(self, act: Callable[[int], Exchange], *late: str) -> Any:
        """Sent to both at once it has been done, and nobody was told anything but that; its value.

        ``late``: what else the second of them may be told.
        """
        answers = self.both(act)
        assert {code_of(each) for each in answers} <= {"", *late}, list(map(str, answers))
        done = next(each for each in answers if not code_of(each))
        return None if done.status == FOUND else done.value

    def wait_for_beats(self, task: str) -> None:
        """Wait until both beats have asked for a task twice more, and the workers have done it."""

        def done() -> int:
            ended = re.compile(rf"Task {re.escape(task)}\[\S+\] succeeded")
            return sum(len(ended.findall(worker.logged())) for worker in self.workers)

        before = done()
        wait_until(lambda: done() >= before + 4, seconds=HEALING_SECONDS, what=task)


def patient(act: Callable[[int], Exchange], port: int) -> Exchange:
    """The act at one web server, again while it is busy or the same key is at work."""
    for _ in range(TRIES):
        answer = insisting(lambda: act(port))
        if code_of(answer) != "idempotency_running":
            break
        time.sleep(0.2)
    return answer


def code_of(answer: Exchange) -> str:
    """The code of a refusal; of a success none."""
    return "" if 200 <= answer.status < 400 else str(answer.value["code"])
