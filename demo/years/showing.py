"""Project profiles: what each municipality tells everybody about its project."""

from typing import Any

from competition import receipts
from competition.models import Award
from demo.years import cast
from programme.models import Profile
from programme.services import profiles

# By perspective: the measures that places there begin with, how far they are, what they are.
MEASURES = {
    "transparency": (
        ("Vorlagen in einfacher Sprache", "done", "Jede Vorlage hat eine Seite, die alle lesen."),
        ("Haushalt zum Mitlesen", "running", "Jeder Posten mit dem Vorjahr und einem Satz dazu."),
    ),
    "agenda": (
        ("Zehn Themen für den Rat", "running", "Zweimal im Jahr schlagen alle vor, was dran ist."),
        ("Antwort in vier Wochen", "planned", "Wer etwas vorschlägt, bekommt eine Antwort."),
    ),
    "participation": (
        ("Ausgeloster Beirat", "running", "Zwölf Menschen beraten öffentlich, sechs sind gelost."),
        ("Gespräche an der Haustür", "done", "Hundert Haushalte besucht, 62 Gespräche geführt."),
    ),
    "cocreation": (
        ("Offene Werkstatt im Rathaus", "running", "Donnerstags von 16 bis 20 Uhr, für alle."),
        ("Sechs-Wochen-Proben", "planned", "Ausprobieren, messen, behalten oder verwerfen."),
    ),
    "innovation": (
        ("Erprobungsteam aus drei Ämtern", "running", "Ein halbes Jahr anders, danach verglichen."),
    ),
    "data": (
        ("Datenverzeichnis der Kommune", "done", "48 Datensätze mit Beschreibung und Lizenz."),
        ("Freie Software im Amt", "running", "Eigene Programme stehen offen im Netz."),
    ),
    "culture": (
        ("Sprechstunde am Samstag", "done", "Jeden ersten Samstag, ohne Termin."),
        ("Schulung der Führungskräfte", "running", "Zwei Tage, geleitet von einer Nachbarstadt."),
    ),
}
STAND = (
    "Die Stelle ist besetzt, der Beirat hat viermal getagt. Zwei Maßnahmen sind abgeschlossen, "
    "die übrigen laufen nach Plan. Am meisten gelernt haben wir aus einer Werkstatt, zu der "
    "fast niemand kam: Seitdem fragen wir vorher, wann es passt."
)
FIRST_STAND = "Die Stelle ist ausgeschrieben, der Beirat wird ausgelost."


def write(award: Award, *, days: int, stand: str = STAND) -> Profile:
    """The draft of a profile with its state of the day ``days`` from today."""
    profile = Profile.objects.filter(award=award).first()
    return profiles.save(
        award=award,
        by=cast.writer(award),
        read=profile.revision if profile else 0,
        content=_content(award, days=days, stand=stand),
    )


def publish(award: Award, *, days: int, stand: str = STAND) -> None:
    """The profile is written and published as it was written."""
    profile = write(award, days=days, stand=stand)
    read = receipts.digest(profile.content)
    profiles.publish(award=award, by=cast.writer(award), read=read)


def _content(award: Award, *, days: int, stand: str) -> dict[str, Any]:
    place = cast.place_of(award)
    return {
        "summary": (
            f"Mit „{place.title}“ erprobt {place.name} zwei Jahre lang, wie Rat, Verwaltung und "
            "Bürgerschaft offener zusammenarbeiten."
        ),
        "stand": stand,
        "stand_on": cast.day(days).isoformat(),
        "contact": f"Leitstelle Offene Kommune, {place.name}, offen@beispiel.invalid",
        "measures": [
            {
                "title": title,
                "text": text,
                "perspective": key,
                "state": state,
            }
            for key in place.perspectives
            for title, state, text in MEASURES[key]
        ],
    }
