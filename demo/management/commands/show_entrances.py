"""Says how to enter the demo's rounds: addresses, tokens, and the lines that announce one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from api import tokens
from api.models import Scope
from demo.people import ENTERED, OFFICE_1, OFFICE_2, Person
from reviews.models import Decision
from reviews.models.decision import DecisionState


class Command(BaseCommand):
    help = "Prints a token for each office member and three curl lines (demo only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--origin", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        origin = options["origin"]
        self.stdout.write(f"\nAnmelden ohne Passwort unter {origin}/anmelden/ als:")
        for person in ENTERED:
            self.stdout.write(f"  {person.name:<16} {person.role}")
        first, second = self.token(OFFICE_1), self.token(OFFICE_2)
        self.stdout.write("\nZugangsschlüssel der API, 15 Minuten gültig:")
        self.stdout.write(f"  DORA={first}\n  EMIL={second}")
        self.stdout.write("\nDie wartende Runde bekannt geben (zwei Personen, drei Zeilen):")
        for line in self.lines(f"{origin}/api/v1/office", first, second):
            self.stdout.write(line)
        self.stdout.flush()

    def token(self, person: Person) -> str:
        _, text = tokens.issue(
            user=person.user(),
            scopes=Scope.values,
            minutes=tokens.MAX_ANNOUNCE_MINUTES,
            label="demo",
        )
        return text

    def lines(self, api: str, first: str, second: str) -> list[str]:
        """Confirm the proposal as the second, set the instant as the first, confirm it."""
        decision = Decision.objects.select_related("call").get(state=DecisionState.PROPOSED)
        announcement = f"{api}/calls/{decision.call.slug}/announcement/"
        soon = "$(date -u -d '+20 seconds' +%Y-%m-%dT%H:%M:%SZ)"
        json = "-H 'Content-Type: application/json'"
        return [
            (
                f"curl -X POST -H 'Authorization: Bearer {second}' "
                f"{api}/decisions/{decision.public_id}/confirm/"
            ),
            (
                f"curl -X PUT -H 'Authorization: Bearer {first}' {json} "
                f'-d "{{\\"public_at\\": \\"{soon}\\"}}" {announcement}'
            ),
            f"curl -X POST -H 'Authorization: Bearer {second}' {announcement}confirm/",
        ]
