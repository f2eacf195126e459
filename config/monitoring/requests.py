"""What each process counts of its requests: how many, with which status, for how long.

Under the web server the processes of one machine keep their numbers in a common folder
(``config/gunicorn.py``), so that whichever is asked tells the sum of all.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

OWN = CollectorRegistry()
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

answered = Counter(
    "modellkommune_requests",
    "Requests answered, by what they are to the round and by status.",
    ("kind", "status"),
    registry=OWN,
)
lasted = Histogram(
    "modellkommune_request_seconds",
    "How long an answer took, from its arrival in the process.",
    ("kind",),
    buckets=SECONDS,
    registry=OWN,
)


def count(kind: str, status: int, seconds: float) -> None:
    """One request has been answered."""
    answered.labels(kind, str(status)).inc()
    lasted.labels(kind).observe(seconds)


def registry() -> CollectorRegistry:
    """The numbers of all processes of this machine; of this one alone where it stands alone."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return OWN
    common = CollectorRegistry()
    MultiProcessCollector(common)  # type: ignore[no-untyped-call]  # registers itself
    return common
