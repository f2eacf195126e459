"""What the commands that give people an account share."""

import os
import sys
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from competition.models import User
from competition.services import people

VARIABLE = "ACCOUNT_PASSWORD"


class AccountCommand(BaseCommand):
    """A command about one person, named by e-mail address.

    The password of a new account is asked for, or taken from ``ACCOUNT_PASSWORD`` or the first line
    of standard input. Whoever has an account keeps it.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="as shown to others")

    def account(self, email: str, name: str) -> User:
        """The account of this address; needs the transaction of what the person becomes."""
        address = email.strip().lower()
        self._require_address(address)
        existing = User.objects.filter(email=address).first()
        if existing:
            self.stdout.write(_("Das Konto bestand schon; das Passwort bleibt."))
            return existing
        password = self._password(User(email=address, name=name.strip()))
        return people.create_user(email=address, name=name.strip(), password=password)

    def person(self, email: str) -> User:
        """Somebody who has an account already."""
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(_("%(email)s hat kein Konto.") % {"email": email})
        return user

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
