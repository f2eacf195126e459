"""Killing a site's worker without a chance to tidy up, and starting it again."""

import os
import signal
from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event

from competition.models import Notice
from competition.models.notice import NoticeState
from tests.fixtures.mail import MailServer
from tests.fixtures.site import Site
from tests.races.holds import held
from tools.processes import wait_until
from tools.site import Worker

HEALING_SECONDS = 180


class Victim:
    """A site's one worker, its beat that sweeps every second, and how often it has been killed.

    The worker has one child, so that a kill of everything hits one sender at most: a letter may
    come twice for each kill, never more often.
    """

    def __init__(self, site: Site, mail: MailServer) -> None:
        site.environment["SWEEP_SECONDS"] = "1"
        self.site, self.mail = site, mail
        self.worker = Worker(environment=site.environment, folder=site.folder, concurrency=1)
        self.kills = 0

    def start(self) -> "Victim":
        self.worker.start()
        self.site.beat.start()
        return self

    def kill(self) -> None:
        """Kill the worker with its child."""
        self.worker.kill9()
        self.kills += 1

    def kill_child(self) -> None:
        """Kill the child that does the tasks; the worker lives on and makes another."""
        for child in children_of(self.worker.pid):
            os.kill(child, signal.SIGKILL)
            self.kills += 1

    def kill_broker(self) -> None:
        """Kill Redis and all it knows: the worker gives up the task that it is at."""
        self.site.redis.kill9()
        self.kills += 1

    def kill_and_restart(self) -> None:
        self.kill()
        self.worker.start()

    def supervise(self) -> None:
        """Start the worker again if it has ended, as a supervisor does."""
        self.worker.start()

    def stop(self) -> None:
        self.worker.stop()

    def wait_for_letters(self) -> None:
        """Wait until nothing is owed any more; without hands, the worker being supervised."""

        def all_sent() -> bool:
            self.supervise()
            return not Notice.objects.filter(state=NoticeState.WAITING).exists()

        wait_until(all_sent, seconds=HEALING_SECONDS, what="all letters sent")

    def assert_letters_whole(self) -> None:
        """Every letter owed has arrived with its own text at its own address; copies ≤ kills."""
        arrived = self.mail.delivered
        by_id = {str(each.message["Message-ID"]): each for each in arrived}
        owed = {notice.message_id: notice for notice in Notice.objects.all()}
        assert by_id.keys() == owed.keys()
        for message_id, notice in owed.items():
            assert by_id[message_id].recipients == (notice.address,)
            # Folding a long subject may leave a blank before it.
            assert str(by_id[message_id].message["Subject"]).strip() == notice.subject
        texts = Counter((str(m.message["Message-ID"]), m.message.get_content()) for m in arrived)
        assert len(texts) == len(owed)  # a copy has the same text
        assert len(arrived) - len(owed) <= self.kills


def children_of(pid: int) -> list[int]:
    """The numbers of a process's children."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def marking_held() -> AbstractContextManager[Event]:
    """Let letters be locked and sent, but none be marked as sent."""
    return held("LOCK TABLE competition_notice IN SHARE MODE")


def log_held() -> AbstractContextManager[Event]:
    """Let every act go on up to its entry in the internal log, the last step before its commit."""
    return held("SELECT 1 FROM competition_audithead WHERE call_id IS NULL FOR UPDATE")
