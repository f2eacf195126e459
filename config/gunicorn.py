"""The web server as it runs everywhere: containers, demo and tests (``--config=python:…``).

``WEB_WORKERS`` processes (about one for each core) of ``WEB_THREADS`` threads: with one thread per
process it does half the writes or less.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from config import environment, load, sharing

wsgi_app = "config.wsgi"
# Loaded once: the processes share what none of them changes, and a lost one is back at once.
preload_app = True
bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
# Longer than the two minutes for which a proxy keeps its lines: it never sends into a closing one.
keepalive = 130
# A worker whose main loop hangs is replaced; threads that wait for the database do not count.
timeout = 60
# Longer than the longest answer, a table of everything: an update cuts nothing off.
graceful_timeout = 40
# Nothing but signals tells the server what to do.
control_socket_disable = True
# config/middleware/access_log.py writes the lines, without what opens something.
accesslog = None
if environment.log_format() == "json":
    logconfig_dict = {
        "formatters": {"generic": {"()": "config.log_lines.JsonFormatter"}},
        "loggers": {
            "gunicorn.error": {"level": "INFO", "handlers": ["error_console"], "propagate": False},
            "gunicorn.access": {"level": "WARNING", "handlers": [], "propagate": False},
        },
    }
# Where the processes of this server keep what they count, for config/monitoring/requests.py.
measures = os.environ.get("PROMETHEUS_MULTIPROC_DIR") or tempfile.mkdtemp(prefix="measures-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = measures


def when_ready(server: Any) -> None:  # noqa: ARG001  # gunicorn hands it over
    """The pages too are loaded once."""
    sharing.load()


def on_exit(server: Any) -> None:  # noqa: ARG001  # gunicorn hands it over
    """The numbers begin anew with the next start."""
    shutil.rmtree(measures, ignore_errors=True)


def post_worker_init(worker: Any) -> None:
    """Tell the process how long its own queue is, so that it sheds what can wait.

    ``worker`` is gunicorn's ``ThreadWorker``, which has no types.
    """
    # A cleaner of temporary files may have taken it from a server that runs for weeks.
    Path(measures).mkdir(mode=0o700, exist_ok=True)
    queue = getattr(worker.tpool, "_work_queue", None)  # the pool shows its queue nowhere else
    if queue is None:
        worker.log.warning("the queue's length is unknown: nothing will be shed")
    else:
        load.watch(worker.cfg.threads, queue.qsize)
