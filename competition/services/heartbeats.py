"""Signs of life of background processes, as rows: visible without Redis."""

from datetime import timedelta

from competition import clock
from competition.models import Heartbeat

TOLERANCE = timedelta(seconds=120)


def beat(name: str) -> None:
    """The process ``name`` is alive now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": clock.now()})


def take(name: str) -> bool:
    """Become the process ``name``; False where another one gave a sign within the last two minutes.

    Two who ask at once: one of them becomes it.
    """
    at = clock.now()
    _, made = Heartbeat.objects.get_or_create(name=name, defaults={"beat_at": at})
    silent = Heartbeat.objects.filter(name=name, beat_at__lt=at - TOLERANCE)
    return made or silent.update(beat_at=at) > 0


def rest(name: str) -> None:
    """The process ``name`` is done; whoever asks next becomes it at once."""
    Heartbeat.objects.filter(name=name).delete()


def is_alive(name: str) -> bool:
    """Whether the process gave a sign within the last two minutes (four sweeps)."""
    return Heartbeat.objects.filter(name=name, beat_at__gte=clock.now() - TOLERANCE).exists()
