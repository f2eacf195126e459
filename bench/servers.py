"""The servers of a bench that runs the whole site, and what its processes hold in memory."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.services import PostgresServer, RedisServer


@contextmanager
def servers(folder: Path) -> Iterator[dict[str, str]]:
    """PostgreSQL that waits for its disk, Redis and a mail server; gives the site's environment."""
    from tests.fixtures.mail import MailServer  # noqa: PLC0415  # needs no settings, but takes long

    with PostgresServer(fsync=True) as postgres, RedisServer(append_only=True) as redis:
        mail = MailServer()
        mail.start()
        try:
            yield {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "bench.load.settings",
                "DATABASE_URL": postgres.create_database("load"),
                "REDIS_URL": redis.url(),
                "EMAIL_URL": mail.url,
                "STATIC_ROOT": str(folder / "static"),
                "ATTACHMENTS_DIR": str(folder / "attachments"),
            }
        finally:
            mail.stop()


def memory_of(pid: int) -> int:
    """What a process holds in memory, in MB."""
    line = next(
        line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if "VmRSS" in line
    )
    return int(line.split()[1]) // 1024


def share_of(pid: int) -> int:
    """The same, in which what several processes share counts by its parts."""
    line = next(
        line
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    )
    return int(line.split()[1]) // 1024
