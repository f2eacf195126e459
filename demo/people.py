"""Example people. Each may be entered from the sign-in page of a demo, never elsewhere."""

from dataclasses import dataclass

from competition.models import User
from competition.services import people

DOMAIN = "beispiel.invalid"


@dataclass(frozen=True, slots=True)
class Person:
    """One example person, under the key that the sign-in page offers.

    ``years``: what there is to see and to do in the two years after the announcement.
    """

    key: str
    name: str
    role: str
    years: str = ""

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"

    def user(self) -> User:
        """The person's account, made when it is missing; it has no password."""
        return people.create_user(email=self.email, name=self.name, is_synthetic=True)


CLERK = Person(
    "anna",
    "Anna Beispiel",
    "Sachbearbeiterin in Beispielhausen",
    "Schreibt am Zwischenbericht und am Projektprofil und meldet zum dritten Workshop an; "
    "einreichen und Geld anfordern darf sie nicht.",
)
SIGNATORY = Person(
    "berta",
    "Berta Muster",
    "Bürgermeisterin von Beispielhausen",
    "Kann den zweiten Teilbetrag anfordern: Der erste Bericht kam zurück, wurde neu eingereicht "
    "und ist angenommen.",
)
YEARS_JURY = "Hat mit der Umsetzung nichts mehr zu tun und sieht davon, was alle sehen."
CHAIR = Person("clara", "Clara Muster", "Vorsitzende der Jury", YEARS_JURY)
JUROR = Person("carl", "Carl Beispiel", "Mitglied der Jury", YEARS_JURY)
OFFICE_1 = Person(
    "dora",
    "Dora Beispiel",
    "Geschäftsstelle",
    "Prüft drei Berichte, eine Mittelanforderung und zwei Kommentare. Was sie selbst "
    "vorgeschlagen oder bescheinigt hat, kann sie nicht bestätigen.",
)
OFFICE_2 = Person(
    "emil",
    "Emil Muster",
    "Geschäftsstelle",
    "Ist die zweite Person: bestätigt die Vereinbarung der nachgerückten Kommune und ordnet "
    "einen Teilbetrag an.",
)
ENTERED = [CLERK, SIGNATORY, JUROR, CHAIR, OFFICE_1, OFFICE_2]

JURY = [
    (CHAIR, "Verwaltung"),
    (JUROR, "Zivilgesellschaft"),
    (Person("cem", "Cem Beispiel", "Jury"), "Kommunale Spitzenverbände"),
    (Person("caro", "Caro Muster", "Jury"), "Kommunale Spitzenverbände"),
    (Person("conrad", "Conrad Beispiel", "Jury"), "Kommunale Spitzenverbände"),
    (Person("chiara", "Chiara Muster", "Jury"), "Zivilgesellschaft"),
]
