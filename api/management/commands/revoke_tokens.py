from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from api import tokens
from competition.models import User


class Command(BaseCommand):
    help = "Ends every valid access token of a person at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"Nobody has the address {options['email']}.")
        self.stdout.write(f"{tokens.revoke_all(user=user)} revoked")
