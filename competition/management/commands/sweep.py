from typing import Any

from django.core.management.base import BaseCommand

from competition.tasks import remind, sweep


class Command(BaseCommand):
    help = "Does once what worker and beat do: for cron, or where no broker runs."

    def handle(self, *args: Any, **options: Any) -> None:
        sweep()
        remind()
