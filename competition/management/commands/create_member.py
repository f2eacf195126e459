"""``manage.py create_member EMAIL --name NAME --ags KEY --role ROLE --by EMAIL``."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from competition.errors import Refusal
from competition.management.accounts import AccountCommand
from competition.models import Municipality
from competition.models.membership import Role
from competition.services import memberships


class Command(AccountCommand):
    help = "Lets a person act for a municipality: the first one is admitted by the office."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--ags", required=True, help="the municipality's official key")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--by", required=True, metavar="EMAIL", help="member of the office")
        parser.add_argument(
            "--reason",
            default="",
            help="why the office does it, where somebody signs for the municipality already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = self.person(options["by"])
        municipality = Municipality.objects.filter(ags=options["ags"]).first()
        try:
            if municipality is None:
                raise Refusal("municipality_unknown")
            with transaction.atomic():
                user = self.account(options["email"], options["name"])
                memberships.admit(
                    user=user,
                    municipality=municipality,
                    role=Role(options["role"]),
                    by=by,
                    reason=options["reason"],
                )
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(
            _("%(name)s handelt für %(municipality)s.")
            % {"name": user.name, "municipality": municipality.name}
        )
