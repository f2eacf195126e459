"""``manage.py create_juror EMAIL --name NAME --call SLUG --by EMAIL [--chair] [--ags KEY] …``."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from competition.errors import Refusal
from competition.management.accounts import AccountCommand
from competition.models import Call, Municipality
from competition.models.municipality import FederalState
from reviews.models.jury import Association
from reviews.services import jury


class Command(AccountCommand):
    help = "Gives a person a seat in a call's jury, before reviewing opens."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--call", required=True, metavar="SLUG")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="member of the office")
        parser.add_argument("--chair", action="store_true")
        parser.add_argument("--bench", default="", help="whom the person is sent by")
        parser.add_argument("--ags", default="", help="own municipality, for derived conflicts")
        parser.add_argument(
            "--association", default="", choices=["", *Association.values], help="office held there"
        )
        parser.add_argument(
            "--state", default="", choices=["", *FederalState.values], help="its ministry"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = self.person(options["by"])
        call = Call.objects.filter(slug=options["call"]).first()
        municipality = Municipality.objects.filter(ags=options["ags"]).first()
        try:
            if call is None:
                raise Refusal("not_found")
            if options["ags"] and municipality is None:
                raise Refusal("municipality_unknown")
            with transaction.atomic():
                user = self.account(options["email"], options["name"])
                jury.appoint(
                    call=call,
                    user=user,
                    by=by,
                    is_chair=options["chair"],
                    bench=options["bench"],
                    municipality=municipality,
                    association=options["association"],
                    state=options["state"],
                )
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(
            _("%(name)s gehört zur Jury von „%(call)s“.") % {"name": user.name, "call": call.title}
        )
