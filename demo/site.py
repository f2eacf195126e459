"""What the demo says about itself, and two barriers that somebody has reported."""

from datetime import timedelta

from competition import clock
from competition.models import BarrierReport, SiteText
from competition.services import barrier_reports, site_texts
from demo.play import Office

# By page and language; nobody of these exists.
TEXTS = {
    ("imprint", "de"): """# Herausgeber
Beispielamt für offene Kommunen
Musterweg 1, 00000 Beispielhausen
Vertreten durch: Dora Beispiel

## Kontakt
- E-Mail: wettbewerb@beispiel.invalid
- Ein Telefon gibt es in der Vorführung nicht.""",
    ("imprint", "en"): """# Publisher
Example Office for Open Municipalities
Musterweg 1, 00000 Beispielhausen
Represented by: Dora Beispiel

## Contact
- E-mail: wettbewerb@beispiel.invalid
- There is no telephone in the demonstration.""",
    ("privacy", "de"): """# Wer verantwortlich ist
Beispielamt für offene Kommunen, Musterweg 1, 00000 Beispielhausen

## Datenschutzbeauftragte Person
datenschutz@beispiel.invalid

## Aufsicht
In der Vorführung gibt es keine Aufsichtsbehörde: Alle Daten sind erfunden.""",
    ("accessibility", "de"): """# Für wen diese Erklärung gilt
Sie gilt für die Vorführung der Software. Eine Stelle, die sie betreibt, schreibt hier ihren Namen,
den Tag der Erklärung und wer sie geprüft hat.""",
}
WAITING = "Auf dem Telefon kann ich die breite Tabelle der Förderungen nur schwer lesen."
ANSWERED = "Die Vorlesesoftware sagt bei der Karte nicht, welche Kommunen gefördert werden."
ANSWER = (
    "Unter der Karte steht jetzt eine Tabelle mit denselben Angaben, Kommune für Kommune. "
    "Danke für den Hinweis!"
)


def furnish(by: Office) -> int:
    """Write the texts and the reports that are missing; returns how many texts stand there now."""
    for (page, language), text in TEXTS.items():
        known = SiteText.objects.filter(page=page, language=language)
        if not known.exists():
            site_texts.save(page=page, language=language, text=text, read=0, by=by.first)
    if not BarrierReport.objects.exists():
        _report(WAITING, days_ago=20)
        barrier_reports.answer(report=_report(ANSWERED, days_ago=12), text=ANSWER, by=by.second)
    return SiteText.objects.count()


def _report(text: str, *, days_ago: int) -> BarrierReport:
    return barrier_reports.report(
        text=text,
        page="/",
        address="192.0.2.1",
        received_at=clock.now() - timedelta(days=days_ago),
    )
