"""How often a page saves what is being typed: the more people write at once, the longer it waits.

At 11,000 writers a save each 20 s would be 550 a second; at editors / 50 s it never exceeds 50.
"""

import time
from datetime import datetime, timedelta

from django.db.models import Count

from competition.models import Answer, Call

SHORTEST_SECONDS = 20
SAVES_PER_SECOND = 50
WRITING = timedelta(minutes=10)
"""Who has saved within this time is taken for still writing."""
KEPT_SECONDS = 15.0
# By call: until when the number holds on this process's own clock, and the number.
_counted: dict[int, tuple[float, int]] = {}


def seconds_between_saves(editors: int) -> int:
    """Whole seconds between two saves of one page, for so many people who write at once."""
    return max(SHORTEST_SECONDS, -(-editors // SAVES_PER_SECOND))


def next_save_in(call: Call, at: datetime) -> int:
    """Seconds until a page of this call should save again; ``at`` by the call's own clock.

    Each process counts the writers once in 15 seconds, because counting at every save would cost
    more than the save.
    """
    until, editors = _counted.get(call.pk, (0.0, 0))
    if time.monotonic() >= until:
        recent = Answer.objects.filter(application__call=call, saved_at__gt=at - WRITING)
        editors = recent.aggregate(count=Count("saved_by", distinct=True))["count"]
        _counted[call.pk] = (time.monotonic() + KEPT_SECONDS, editors)
    return seconds_between_saves(editors)


def forget() -> None:
    """Count anew (a process that serves another database: tests)."""
    _counted.clear()
