"""Killing a site's worker without a chance to tidy up, and starting it again."""

import contextlib
import os
import signal
from collections import Counter
from contextlib import AbstractContextManager
from threading import Event

import redis
from django.db import transaction

from competition import clock
from competition.letters import kinds, outbox
from competition.models import Notice
from competition.models.notice import NoticeState
from tests.fixtures.mail import MailServer
from tests.fixtures.site import Site
from tests.races.holds import held
from tools.processes import children_of, wait_until
from tools.site import Worker

HEALING_SECONDS = 180
BALLAST_PIECES, BALLAST_BYTES = 400, 10_000
"""More than Redis may hold: 4 MB in pieces."""


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
        self.starts = 0

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

    def end_as_an_update_does(self, *, everybody: bool) -> None:
        """Ask it to end, and wait as long as it needs; with ``everybody`` its child is asked, too,
        which ends at once, whatever it is at."""
        if everybody:
            self.worker.signal(signal.SIGTERM)
            self.kills += 1
        else:
            os.kill(self.worker.pid, signal.SIGTERM)
        wait_until(
            lambda: not self.worker.running(), seconds=HEALING_SECONDS, what="the worker ended"
        )

    def kill_broker(self) -> None:
        """Kill Redis and all it knows: the worker gives up the task that it is at."""
        self.site.redis.kill9()
        self.kills += 1

    def limit_broker(self, policy: str) -> None:
        """Give Redis 1,500 kB, and fill what it has of them. ``policy`` is what it does then."""
        with redis.Redis.from_url(self.site.redis.url()) as broker:
            broker.config_set("maxmemory", "1500kb")
            broker.config_set("maxmemory-policy", policy)
            with contextlib.suppress(redis.exceptions.OutOfMemoryError):
                for number in range(BALLAST_PIECES):
                    broker.set(f"ballast-{number}", b"x" * BALLAST_BYTES)
        self.kills += 1

    def empty_broker(self) -> None:
        """Take away what has filled Redis, and leave what it knew of tasks."""
        with redis.Redis.from_url(self.site.redis.url()) as broker:
            broker.config_set("maxmemory", "0")
            for key in broker.scan_iter("ballast-*"):
                broker.delete(key)

    def restart_broker(self) -> None:
        """Kill Redis and start it again at once, empty."""
        self.kill_broker()
        self.site.redis.start()

    def kill_and_restart(self) -> None:
        self.kill()
        self.worker.start()

    def supervise(self) -> None:
        """Start the worker again if it has ended, as a supervisor does."""
        if not self.worker.running():
            self.worker.start()
            self.starts += 1

    def stop(self) -> None:
        """Nothing that it was at matters any more."""
        self.worker.kill9()
        self.site.beat.kill9()

    def wait_for_letters(self) -> None:
        """Wait until nothing is owed any more; without hands, the worker being supervised."""

        def all_sent() -> bool:
            self.supervise()
            return not Notice.objects.filter(state=NoticeState.WAITING).exists()

        wait_until(all_sent, seconds=HEALING_SECONDS, what="all letters sent")

    def assert_letters_whole(self) -> None:
        assert_letters_whole(self.mail, copies=self.kills)


def assert_letters_whole(mail: MailServer, *, copies: int = 0) -> None:
    """Every letter owed has arrived with its own text at its own address; at most ``copies``."""
    arrived = mail.delivered
    by_id = {str(each.message["Message-ID"]): each for each in arrived}
    owed = {notice.message_id: notice for notice in Notice.objects.all()}
    assert by_id.keys() == owed.keys()
    for message_id, notice in owed.items():
        assert by_id[message_id].recipients == (notice.address,)
        # Folding a long subject may leave a blank before it.
        assert str(by_id[message_id].message["Subject"]).strip() == notice.subject
    texts = Counter((str(m.message["Message-ID"]), m.message.get_content()) for m in arrived)
    assert len(texts) == len(owed)  # a copy has the same text
    assert len(arrived) - len(owed) <= copies


def owe_letters(count: int) -> None:
    """Owe so many letters, each with an address and a text of its own."""
    at = clock.now()
    made = [
        Notice(
            kind=kinds.BARRIER_REPORT.kind,
            occasion=f"letter-{number}",
            address=f"gast{number}@example.org",
            subject=f"Brief {number}",
            body=f"Guten Tag, dies ist Brief {number}.\n",
            message_id=outbox.new_message_id(),
            owed_at=at,
            due_at=at,
            next_try_at=at,
        )
        for number in range(count)
    ]
    with transaction.atomic():
        outbox.owe(*made)


def marking_held() -> AbstractContextManager[Event]:
    """Let letters be locked and sent, but none be marked as sent."""
    return held("LOCK TABLE competition_notice IN SHARE MODE")


def log_held() -> AbstractContextManager[Event]:
    """Let every act go on up to its entry in the internal log, the last step before its commit."""
    return held("SELECT 1 FROM competition_audithead WHERE call_id IS NULL FOR UPDATE")
