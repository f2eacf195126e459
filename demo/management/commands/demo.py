"""The demo: real processes, one round played from call to announcement, then the site to try."""

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tools import programs
from tools.processes import ProcessError, answers
from tools.services import PostgresServer, RedisServer
from tools.site import Beat, WebServer, Worker


class Command(BaseCommand):
    help = "Plays an example round with real processes and leaves the site running."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        is_serving = os.environ.get("SERVE", "1") != "0"
        port = int(os.environ.get("PORT", "8000"))
        if is_serving and answers(port):  # perhaps the demo itself: its data must not be removed
            raise SystemExit(f"Port {port} ist belegt. Wählen Sie einen anderen: make demo PORT=…")
        folder: Path = settings.RUNTIME_DIR / "demo"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with ExitStack() as stack:
            environment = self.surroundings(stack, folder)
            self.manage(environment, "migrate", "--verbosity=0")
            self.manage(environment, "import_register", "--verbosity=0")
            self.manage(environment, "load_archive")
            self.manage(environment, "load_programme_archive")
            if environment["REDIS_URL"]:
                stack.enter_context(Worker(environment=environment, folder=folder))
                stack.enter_context(Beat(environment=environment, folder=folder))
            self.manage(environment, "play_rounds")
            self.manage(environment, "show_entrances", f"--origin={environment['SITE_ORIGIN']}")
            if is_serving:
                self.serve(stack, environment, folder)

    def surroundings(self, stack: ExitStack, folder: Path) -> dict[str, str]:
        """Start the servers; returns the environment of every process of the demo."""
        port = os.environ.get("PORT", "8000")
        environment = {
            **os.environ,
            "DEMO": "1",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "REDIS_URL": "",
            "EMAIL_URL": f"file://{folder / 'mails'}",
            "SITE_ORIGIN": f"http://localhost:{port}",
            "PYTHONUNBUFFERED": "1",
        }
        if os.environ.get("DB") == "postgres":
            server = stack.enter_context(PostgresServer())
            environment["DATABASE_URL"] = server.create_database("modellkommune")
            self.stdout.write("Datenbank: PostgreSQL")
        if programs.system_redis() or programs.wheel_redis():
            environment["REDIS_URL"] = stack.enter_context(RedisServer()).url()
            self.stdout.write("Broker: Redis, mit Worker und Beat")
        else:
            self.stdout.write("Kein Redis vorhanden: Der Sammellauf übernimmt die Aufgaben.")
        return environment

    def manage(self, environment: dict[str, str], *arguments: str) -> None:
        """Run a management command in a process of its own, as in production."""
        self.stdout.flush()
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
        if subprocess.run(command, env=environment, check=False).returncode:  # own commands only
            raise SystemExit(f"Abgebrochen bei: {arguments[0]}")

    def serve(self, stack: ExitStack, environment: dict[str, str], folder: Path) -> None:
        """Leave the site running until Ctrl-C."""
        port = int(environment["SITE_ORIGIN"].rpartition(":")[2])
        web = WebServer(environment=environment, folder=folder, port=port)
        try:
            stack.enter_context(web)
        except ProcessError as error:
            raise SystemExit(f"Die Seite startet nicht: {error}") from error
        self.stdout.write(f"\nDie Seite läuft: {environment['SITE_ORIGIN']}  (Strg+C beendet)")
        self.stdout.flush()
        try:
            web.wait()
        except KeyboardInterrupt:
            self.stdout.write("\nBeendet.")
