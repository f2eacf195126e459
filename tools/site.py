"""The site's own processes, started with the very commands that production uses.

The web server, the worker and beat each take the environment that ``config/settings.py`` reads:
``DATABASE_URL``, ``REDIS_URL``, ``EMAIL_URL`` and so on. The demo and the tests start them.
"""

import http.client
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tools.processes import LOCALHOST, ChildProcess, free_port
from tools.programs import ROOT

CELERY = (sys.executable, "-m", "celery", "-A", "config")


class SiteProcess(ChildProcess):
    """A process of the site; ``folder`` gets its log, and what it has to remember."""

    ready_words = ""

    def __init__(
        self, command: list[str | Path], *, environment: Mapping[str, str], folder: Path
    ) -> None:
        # The log tells when a process is ready, so it must say more than warnings.
        wanted = {"LOG_LEVEL": "INFO", **environment}
        log = folder / f"{self.name}.log"
        super().__init__(command, environment=wanted, folder=ROOT, log=log)
        self._log_start = 0

    def wait_ready(self) -> None:
        """Wait for the words with which it says so, in what this start has logged."""
        self.wait_for(lambda: self.ready_words in self.logged())

    def start(self) -> Self:
        if not self.running() and self.log is not None and self.log.exists():
            self._log_start = self.log.stat().st_size
        return super().start()

    def logged(self) -> str:
        """What it has logged since its last start."""
        if self.log is None or not self.log.exists():
            return ""
        return self.log.read_bytes()[self._log_start :].decode(errors="replace")


class Worker(SiteProcess):
    """A Celery worker with child processes; needs ``REDIS_URL``.

    When its starter dies it drops its tasks at once (``SIGQUIT``); the broker hands them out again.
    """

    name = "worker"
    ready_words = " ready."
    death_signal = signal.SIGQUIT

    def __init__(
        self, *, environment: Mapping[str, str], folder: Path, concurrency: int = 2
    ) -> None:
        quick = ["--without-gossip", "--without-mingle"]
        super().__init__(
            [*CELERY, "worker", "--loglevel=INFO", f"--concurrency={concurrency}", *quick],
            environment={**environment, "CELERY_WORKER": "1"},
            folder=folder,
        )


class Beat(SiteProcess):
    """The clock that reminds the worker every 30 seconds."""

    name = "beat"
    ready_words = "beat: Starting..."

    def __init__(self, *, environment: Mapping[str, str], folder: Path) -> None:
        schedule = f"--schedule={folder / 'beat-schedule'}"
        super().__init__(
            [*CELERY, "beat", "--loglevel=INFO", "--pidfile=", schedule],
            environment=environment,
            folder=folder,
        )


class WebServer(SiteProcess):
    """gunicorn as ``config/gunicorn.py`` has it, on a free port of this machine."""

    name = "web"

    def __init__(
        self,
        *,
        environment: Mapping[str, str],
        folder: Path,
        port: int | None = None,
        workers: int = 2,
        threads: int = 4,
    ) -> None:
        self.port = port or free_port()
        self.origin = f"http://localhost:{self.port}"
        own = {
            "SITE_ORIGIN": self.origin,
            "WEB_BIND": f"{LOCALHOST}:{self.port}",
            "WEB_WORKERS": str(workers),
            "WEB_THREADS": str(threads),
        }
        super().__init__(
            [sys.executable, "-m", "gunicorn", "--config=python:config.gunicorn"],
            environment={**own, **environment},
            folder=folder,
        )

    def wait_ready(self) -> None:
        self.wait_for(self._answers)

    def _answers(self) -> bool:
        """Whether any page comes back: the port is open long before the site is loaded."""
        line = http.client.HTTPConnection(LOCALHOST, self.port, timeout=5)
        try:
            line.request("HEAD", "/")
            line.getresponse()
        except OSError:
            return False
        finally:
            line.close()
        return True
