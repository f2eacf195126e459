"""Example people. Each may be entered from the sign-in page of a demo, never elsewhere."""

from dataclasses import dataclass

from competition.models import User
from competition.services import people

DOMAIN = "beispiel.invalid"


@dataclass(frozen=True, slots=True)
class Person:
    """One example person, under the key that the sign-in page offers."""

    key: str
    name: str
    role: str

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"

    def user(self) -> User:
        """The person's account, made when it is missing; it has no password."""
        return people.create_user(email=self.email, name=self.name, is_synthetic=True)


CLERK = Person("anna", "Anna Beispiel", "Sachbearbeiterin in Beispielhausen")
SIGNATORY = Person("berta", "Berta Muster", "Bürgermeisterin von Beispielhausen")
CHAIR = Person("clara", "Clara Muster", "Vorsitzende der Jury")
JUROR = Person("carl", "Carl Beispiel", "Mitglied der Jury")
OFFICE_1 = Person("dora", "Dora Beispiel", "Geschäftsstelle")
OFFICE_2 = Person("emil", "Emil Muster", "Geschäftsstelle")
ENTERED = [CLERK, SIGNATORY, JUROR, CHAIR, OFFICE_1, OFFICE_2]

JURY = [
    (CHAIR, "Verwaltung"),
    (JUROR, "Zivilgesellschaft"),
    (Person("cem", "Cem Beispiel", "Jury"), "Kommunale Spitzenverbände"),
    (Person("caro", "Caro Muster", "Jury"), "Kommunale Spitzenverbände"),
    (Person("conrad", "Conrad Beispiel", "Jury"), "Kommunale Spitzenverbände"),
    (Person("chiara", "Chiara Muster", "Jury"), "Zivilgesellschaft"),
]
