"""``manage.py healthy NAME``: has a background process given a sign of life lately?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error

from competition.services.heartbeats import TOLERANCE, is_alive


class Command(BaseCommand):
    help = "Exit status 0 if the process (worker) was alive within the last two minutes, else 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="worker")

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing where it is well; else one line that says what is wrong."""
        name = options["name"]
        try:
            fault = "" if is_alive(name) else f"no sign of life for {TOLERANCE.seconds} s"
        except Error as error:  # away, or without tables: nobody can say how the process is
            fault = f"the database cannot be asked ({' '.join(str(error).split())})"
        if fault:
            self.stderr.write(f"{name}: {fault}")
            sys.exit(1)
