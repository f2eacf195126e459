"""``manage.py healthy NAME``: has a background process given a sign of life lately?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from competition.services.heartbeats import is_alive


class Command(BaseCommand):
    help = "Exit status 0 if the process (worker) was alive within the last two minutes, else 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="worker")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_alive(options["name"]):
            sys.exit(1)
