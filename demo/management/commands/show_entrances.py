"""Says how to enter the demo's rounds: addresses, tokens, and the lines that announce one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from api import entitlement, tokens
from api.models import Audience, JuryScope, PortalScope, Scope
from competition.models import Call
from demo.people import ENTERED, JUROR, OFFICE_1, OFFICE_2, SIGNATORY, Person
from reviews.models import Decision
from reviews.models.decision import DecisionState

REVIEWED = "beispielrunde-jury"
JSON = "-H 'Content-Type: application/json'"
# Sends on exactly what an announcement's answer has told: its instant and both digests.
AS_READ = (
    "import json, sys; told = json.load(sys.stdin); "
    "print(json.dumps({name: told[name] for name in "
    '(\\"public_at\\", \\"awards_sha256\\", \\"letters_sha256\\")}))'
)


class Command(BaseCommand):
    help = "Prints a token of each audience and the curl lines of an announcement (demo only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--origin", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        origin = options["origin"]
        self.stdout.write(f"\nAnmelden ohne Passwort unter {origin}/anmelden/ als:")
        for person in ENTERED:
            self.stdout.write(f"  {person.name:<16} {person.role}")
        first, second = self.office_token(OFFICE_1), self.office_token(OFFICE_2)
        self.stdout.write("\nZugangsschlüssel der API, 15 Minuten gültig:")
        self.stdout.write(f"  DORA={first}\n  EMIL={second}")
        self.stdout.write(f"  BERTA={self.portal_token(SIGNATORY)}   (Portal: {SIGNATORY.role})")
        self.stdout.write(f"  CARL={self.jury_token(JUROR)}   (Jury: {REVIEWED})")
        self.stdout.write(f"Was sich damit tun lässt: {origin}/schnittstelle/ und docs/api.md")
        self.stdout.write(
            "\nDie wartende Runde bekannt geben (zwei Personen, drei Zeilen; wer bestätigt, nennt, "
            "was gelesen wurde):"
        )
        for line in self.lines(f"{origin}/api/v1/office", first, second):
            self.stdout.write(line)
        self.stdout.flush()

    def office_token(self, person: Person) -> str:
        return self.token(person, Scope.values, Audience.OFFICE)

    def portal_token(self, person: Person) -> str:
        return self.token(person, PortalScope.values, Audience.PORTAL)

    def jury_token(self, person: Person) -> str:
        call = Call.objects.get(slug=REVIEWED)
        return self.token(person, JuryScope.values, Audience.JURY, call)

    def token(
        self, person: Person, scopes: list[str], audience: Audience, call: Call | None = None
    ) -> str:
        _, text = tokens.issue(
            user=person.user(),
            scopes=scopes,
            minutes=entitlement.MAX_ANNOUNCE_MINUTES,
            label="demo",
            audience=audience,
            call=call,
        )
        return text

    def lines(self, api: str, first: str, second: str) -> list[str]:
        """Confirm the proposal as the second, set the instant as the first, confirm it."""
        decision = Decision.objects.select_related("call").get(state=DecisionState.PROPOSED)
        announcement = f"{api}/calls/{decision.call.slug}/announcement/"
        soon = "$(date -u -d '+60 seconds' +%Y-%m-%dT%H:%M:%SZ)"
        by_first = f"-H 'Authorization: Bearer {first}'"
        by_second = f"-H 'Authorization: Bearer {second}'"
        return [
            (
                f'curl -X POST {by_second} {JSON} -d \'{{"sha256": "{decision.digest}"}}\' '
                f"{api}/decisions/{decision.public_id}/confirm/"
            ),
            (
                f"curl -X PUT {by_first} {JSON} "
                f'-d "{{\\"public_at\\": \\"{soon}\\"}}" {announcement}'
            ),
            (
                f'curl -sS {by_second} {announcement} | python3 -c "{AS_READ}" '
                f"| curl -X POST {by_second} {JSON} -d @- {announcement}confirm/"
            ),
        ]
