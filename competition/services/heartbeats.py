"""Signs of life of background processes, as rows: visible without Redis."""

from datetime import timedelta

from competition import clock
from competition.models import Heartbeat

TOLERANCE = timedelta(seconds=120)


def beat(name: str) -> None:
    """The process ``name`` is alive now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": clock.now()})


def is_alive(name: str) -> bool:
    """Whether the process gave a sign within the last two minutes (four sweeps)."""
    return Heartbeat.objects.filter(name=name, beat_at__gte=clock.now() - TOLERANCE).exists()
