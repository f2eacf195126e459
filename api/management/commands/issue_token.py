from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from api import tokens
from api.models import SCOPES, Audience, Scope
from competition.errors import Refusal
from competition.models import Call, User


class Command(BaseCommand):
    help = (
        "Issues an access token of the API to a member of the office, with --audience portal to "
        "somebody who acts for a municipality, or with --audience jury --call SLUG to a juror, and "
        "prints it, this once. "
        "Only the token goes to standard output."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--audience", choices=Audience.values, default=Audience.OFFICE.value)
        parser.add_argument(
            "--scopes",
            default=Scope.READ.value,
            help="; ".join(
                f"{audience}: {','.join(scopes.values)}" for audience, scopes in SCOPES.items()
            ),
        )
        parser.add_argument(
            "--call", default="", help="the only call that it opens; a juror's names one"
        )
        parser.add_argument(
            "--minutes",
            type=int,
            default=tokens.MAX_ANNOUNCE_MINUTES,
            help=f"at most {tokens.MAX_MINUTES}; with announce {tokens.MAX_ANNOUNCE_MINUTES}",
        )
        parser.add_argument("--label", default="", help="what it is for")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"Nobody has the address {options['email']}.")
        try:
            token, text = tokens.issue(
                user=user,
                scopes=options["scopes"].split(","),
                minutes=options["minutes"],
                label=options["label"],
                audience=Audience(options["audience"]),
                call=_call(options["call"]),
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        bound = f" of {token.call.slug}" if token.call else ""
        scopes = ", ".join(token.scopes)
        self.stderr.write(
            f"{user.email}: {scopes}{bound} until {token.expires_at:%Y-%m-%dT%H:%M:%SZ}"
        )
        self.stdout.write(text)


def _call(slug: str) -> Call | None:
    if not slug:
        return None
    call = Call.objects.filter(slug=slug).first()
    if call is None:
        raise CommandError(f"There is no call {slug}.")
    return call
