"""``manage.py stray_files``: what lies in the store of attachments. See docs/operations.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from competition.services import stray_files


class Command(BaseCommand):
    help = (
        "Compares the store of attachments with the database. Lists files that no draft and no "
        "version names; removes them with --remove. Ends with 1 where a named file is missing or "
        "damaged."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="remove what nobody names")

    def handle(self, *args: Any, **options: Any) -> None:
        found = stray_files.take_inventory()
        counts = {"files": found.kept_count, "torsos": found.torsos}
        self.stdout.write(_("Dateien: %(files)s, abgebrochene Übertragungen: %(torsos)s.") % counts)
        for title, digests in (
            (_("Von niemandem genannt"), found.stray),
            (_("Genannt, aber nicht da"), found.missing),
            (_("Beschädigt"), found.damaged),
        ):
            for digest in digests:
                self.stdout.write(f"{title}: {digest}")
        if options["remove"]:
            self.stdout.write(_("Entfernt: %(count)s.") % {"count": stray_files.clear(found)})
        elif found.stray or found.torsos:
            self.stdout.write(_("Nichts wurde entfernt; das tut --remove."))
        if found.missing or found.damaged:
            raise CommandError(_("Bitte spielen Sie das Fehlende aus der Sicherung ein."))
