"""``manage.py create_office_member EMAIL --name NAME``: the first people of the office."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from competition.errors import Refusal
from competition.management.accounts import AccountCommand
from competition.models.people import OfficeRole
from competition.services import people


class Command(AccountCommand):
    help = "Gives a person an account in the office."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--role",
            default=OfficeRole.CLERK,
            choices=OfficeRole.values,
            help="auditor: reads everything and can do nothing; once a clerk, only a member "
            "of the office takes that back",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                user = self.account(options["email"], options["name"])
                people.admit_to_office(user=user, by=None, role=options["role"])
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(
            _("%(name)s (%(email)s) gehört zur Geschäftsstelle.")
            % {"name": user.name, "email": user.email}
        )
