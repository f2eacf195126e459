"""The clock of repeated tasks, for machines whose own clock is set back."""

from datetime import datetime
from typing import Any

from celery.beat import PersistentScheduler


class SteadyScheduler(PersistentScheduler):  # type: ignore[misc] # Celery has no types
    """Goes on at once where the machine's clock has gone back.

    Celery waits until the clock has reached the last run again: with a clock set back by an hour no
    letter would be found for an hour.
    """

    def tick(self, *arguments: Any, **named: Any) -> Any:
        self.forget_the_future()
        return super().tick(*arguments, **named)

    def forget_the_future(self) -> None:
        """Count what seems to have run later than now as run now."""
        now: datetime = self.app.now()
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > now]
        for entry in ahead:
            entry.last_run_at = now
        if ahead:
            self._heap = None  # made anew from the entries
