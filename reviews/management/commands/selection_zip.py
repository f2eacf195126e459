"""``manage.py selection_zip PATH``: the selection as one file that runs with Python alone."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from reviews.selection import zip as archive


class Command(BaseCommand):
    help = "Writes the selection as one file that runs with Python alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, nargs="?", default=Path(archive.NAME))

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        try:
            archive.write(path)
        except OSError as error:
            raise CommandError(
                _("„%(path)s“ ist nicht beschreibbar: %(why)s")
                % {"path": path, "why": error.strerror}
            ) from error
        if options["verbosity"]:
            self.stdout.write(
                _("„%(path)s“ rechnet Entscheidungen nach: python %(path)s DATEI") % {"path": path}
            )
