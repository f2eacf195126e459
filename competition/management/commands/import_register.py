"""``manage.py import_register [FILE]``: the register of municipalities, see docs/register.md."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from competition import register
from competition.errors import Refusal
from competition.services import registry

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "register.csv"
SHOWN_ENTRIES = 20


def day(text: str) -> date:
    """A day as YYYY-MM-DD, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} (YYYY-MM-DD)") from error


class Command(BaseCommand):
    help = "Reads the official register of municipalities (GV100AD or CSV, plain or gzip)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, default=SHIPPED, help="default: the shipped table"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--as-of", type=day, help="area status of a table that names none")
        parser.add_argument("--write-table", type=Path, metavar="PATH", help="only write a table")
        parser.add_argument(
            "--population-on", type=day, help="day of the counts, for --write-table"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
            if options["write_table"]:
                self._write_table(content, options)
            else:
                self._import(path.name, content, options)
        except OSError as error:
            raise CommandError(
                _("„%(path)s“ ist nicht zugänglich: %(why)s")
                % {"path": error.filename, "why": error.strerror}
            ) from error
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal

    def _write_table(self, content: bytes, options: dict[str, Any]) -> None:
        official = registry.read_register(content=content, as_of=options["as_of"])
        population_on = official.population_on or options["population_on"]
        if population_on is None:
            raise CommandError(
                _("Die Datei nennt den Tag der Einwohnerzahlen nicht: --population-on fehlt.")
            )
        table = register.write_table(official, population_on)
        options["write_table"].write_text(table, encoding="utf-8", newline="\n")
        self.stdout.write(_("%(count)s Zeilen geschrieben.") % {"count": len(official.rows)})

    def _import(self, source: str, content: bytes, options: dict[str, Any]) -> None:
        outcome = registry.import_register(
            content=content, source=source, as_of=options["as_of"], dry_run=options["dry_run"]
        )
        for category, title in (
            ("created", _("Angelegt")),
            ("changed", _("Geändert")),
            ("missing", _("In der Datei nicht mehr enthalten, bleibt bestehen")),
        ):
            self._print(title, outcome.of(category), verbosity=options["verbosity"])
        self.stdout.write(_("Unverändert: %(count)s") % {"count": outcome.unchanged_count})
        self.stdout.write(_("Gebietsstand: %(day)s") % {"day": f"{outcome.as_of:%d.%m.%Y}"})
        if not outcome.changes_anything:
            self.stdout.write(_("Das Register war schon auf diesem Stand; nichts geändert."))
        elif options["dry_run"]:
            self.stdout.write(_("Probelauf: nichts geändert."))

    def _print(self, title: str, entries: list[registry.Entry], *, verbosity: int) -> None:
        self.stdout.write(f"{title}: {len(entries)}")
        if verbosity == 0:
            return
        shown = entries if verbosity > 1 else entries[:SHOWN_ENTRIES]
        for entry in shown:
            changes = ", ".join(
                f"{field}: {old} → {new}" for field, (old, new) in entry.changes.items()
            )
            self.stdout.write(f"  {entry.ags} {entry.name}" + (f" ({changes})" if changes else ""))
        if len(shown) < len(entries):
            self.stdout.write(
                _("  … und %(count)s weitere (mit -v 2 alle)")
                % {"count": len(entries) - len(shown)}
            )
