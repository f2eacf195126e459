from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Does once, and at once, what beat asks a worker for: for cron, or without a broker."

    def handle(self, *args: Any, **options: Any) -> None:
        for entry in settings.CELERY_BEAT_SCHEDULE.values():
            current_app.tasks[entry["task"]]()
