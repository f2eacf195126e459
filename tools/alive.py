"""Asks one of the site's processes from inside its container whether it does its work.

    python -m tools.alive web|worker|beat

The exit code is 0 if it does. The environment is that of the process (``docker-compose.yml``).
"""

import http.client
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

from config.celery import app

WEB = ("localhost", 8000)
BEAT_SCHEDULE = Path("var/beat-schedule")
BEAT_SILENCE_SECONDS = 600
"""Beat writes its schedule every three minutes."""


def web(host: str = WEB[0], port: int = WEB[1]) -> bool:
    """Whether it is ready to serve: 503 (database away, tables not migrated) is not well."""
    line = http.client.HTTPConnection(host, port, timeout=8)
    try:
        line.request("GET", "/ready/")
        return line.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        line.close()


def worker(name: str = "") -> bool:
    """Whether this container's worker answers a call through the broker."""
    wanted = name or f"celery@{socket.gethostname()}"
    return bool(app.control.inspect(destination=[wanted], timeout=5, limit=1).ping())


def beat(schedule: Path = BEAT_SCHEDULE) -> bool:
    """Whether beat has written its schedule lately."""
    written = [path.stat().st_mtime for path in schedule.parent.glob(f"{schedule.name}*")]
    return bool(written) and time.time() - max(written) < BEAT_SILENCE_SECONDS


PROCESSES: dict[str, Callable[[], bool]] = {"web": web, "worker": worker, "beat": beat}

if __name__ == "__main__":
    sys.exit(0 if PROCESSES[sys.argv[1]]() else 1)
