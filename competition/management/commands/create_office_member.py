"""``manage.py create_office_member EMAIL --name NAME``: the first people of the office."""

import os
import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from competition.models import User
from competition.services import people

VARIABLE = "OFFICE_PASSWORD"


class Command(BaseCommand):
    help = (
        "Gives a person an account in the office. The password is asked for, or taken from "
        f"{VARIABLE} or the first line of standard input. Whoever has an account keeps it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="as shown to others")

    def handle(self, *args: Any, **options: Any) -> None:
        email, name = options["email"].strip().lower(), options["name"].strip()
        self._require_address(email)
        existing = User.objects.filter(email=email).first()
        password = None if existing else self._password(User(email=email, name=name))
        with transaction.atomic():
            user = people.create_user(email=email, name=name, password=password)
            people.admit_to_office(user=user, by=None)
        if existing:
            self.stdout.write(_("Das Konto bestand schon; das Passwort bleibt."))
        self.stdout.write(
            _("%(name)s (%(email)s) gehört zur Geschäftsstelle.")
            % {"name": user.name, "email": user.email}
        )

    def _password(self, user: User) -> str:
        password = os.environ.get(VARIABLE) or self._typed()
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password

    def _typed(self) -> str:
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        password = getpass(_("Passwort: "))
        if getpass(_("Passwort wiederholen: ")) != password:
            raise CommandError(_("Die beiden Eingaben sind verschieden."))
        return password

    def _require_address(self, email: str) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(
                _("„%(email)s“ ist keine gültige E-Mail-Adresse.") % {"email": email}
            ) from error
