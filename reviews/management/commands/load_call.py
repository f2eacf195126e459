"""``manage.py load_call FILE --by EMAIL``: a call with form, rubric and rules (docs/calls.md)."""

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from competition.errors import Refusal
from competition.models import Call, User
from competition.services import calls
from reviews import definitions
from reviews.definitions import Definition
from reviews.services import rubric

# "criteria.0.weight", as a service names a field, is "rubric.criteria[0].weight" in the file.
CRITERION = re.compile(r"criteria\.([0-9]+)\.")


class Command(BaseCommand):
    help = "Creates a call from a file: all of it or nothing. Not visible before --publish."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="the member of the office who enters it"
        )
        parser.add_argument("--publish", action="store_true", help="make it visible at once")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower()).first()
        if by is None:
            raise CommandError(_("%(email)s hat kein Konto.") % {"email": options["by"]})
        try:
            definition = definitions.read(options["file"].read_bytes())
            call = self._create(definition, by, publish=options["publish"])
        except OSError as error:
            raise CommandError(
                _("„%(path)s“ ist nicht lesbar: %(why)s")
                % {"path": error.filename, "why": error.strerror}
            ) from error
        except Refusal as refusal:
            raise CommandError(self._sentence(refusal)) from refusal
        self.stdout.write(
            (
                _("Der Wettbewerb „%(slug)s“ ist veröffentlicht.")
                if options["publish"]
                else _("Der Wettbewerb „%(slug)s“ ist angelegt und noch nicht sichtbar.")
            )
            % {"slug": call.slug}
        )

    def _create(self, definition: Definition, by: User, *, publish: bool) -> Call:
        with transaction.atomic():
            call = calls.create(fields=definition.fields, questions=definition.questions, by=by)
            rubric.define(
                call=call,
                fields=definition.rubric,
                criteria=definition.criteria,
                rules=definition.rules,
                by=by,
            )
            if publish:
                rubric.publish(call=call, by=by)
            return call

    def _sentence(self, refusal: Refusal) -> str:
        """All faults, a line each, with the place in the file where they do not name it."""
        return "\n".join(map(self._line, refusal.causes or (refusal,)))

    def _line(self, refusal: Refusal) -> str:
        place = CRITERION.sub(r"rubric.criteria[\1].", refusal.field)
        if not place or place in refusal.sentence:
            return refusal.sentence
        return f"{place}: {refusal.sentence}"
