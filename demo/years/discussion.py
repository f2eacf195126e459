"""A consultation that is open now, with comments in each state and answers of the office."""

from django.db import transaction

from competition import clock
from competition.models import Notice
from demo import play
from demo.years.cast import Cast
from programme.models import Comment, Consultation, Section
from programme.services import comments, consultations, moderation

SLUG = "wegweiser-offene-kommune"
DOCUMENT = """## Worum es geht
[ohne Kommentare]
Die geförderten Kommunen schreiben gemeinsam auf, was andere von ihnen lernen können. Dies ist der \
erste Entwurf. (Beispieltext)

## Anfangen
[ohne Kommentare]

### Wer muss dabei sein?
Ohne die Spitze der Verwaltung geht es nicht, ohne die Menschen am Schalter auch nicht. Wir \
empfehlen ein kleines Team aus drei Ämtern, das Zeit bekommt und Fehler machen darf.

### Wie viel Geld braucht es?
Weniger als gedacht: Das meiste kostet eine halbe Stelle. Teuer ist nur, was niemand nutzt.

## Beteiligen
Wer fragt, muss antworten. Zu jedem Vorschlag gehört eine Rückmeldung, auch wenn er nicht \
umgesetzt wird; sie soll nicht länger als vier Wochen dauern.

## Offene Daten
Wir beginnen mit dem, wonach ohnehin gefragt wird: Baustellen, Sitzungen, Haushalt. \
Vollständigkeit ist kein Grund zu warten."""

ANFANGEN, GELD, BETEILIGEN, DATEN = (
    "Wer muss dabei sein?",
    "Wie viel Geld braucht es?",
    "Beteiligen",
    "Offene Daten",
)
# Name, organisation, section, text; the first are shown, and the first two of them answered.
SHOWN = (
    (
        "Gisela Beispiel",
        "",
        BETEILIGEN,
        "Vier Wochen sind zu lang. Bei uns im Ortsteil ist die Baustelle dann schon fertig.",
    ),
    (
        "Horst Muster",
        "Bürgerverein Beispielhausen",
        ANFANGEN,
        "Warum fehlen die Vereine? Sie kennen die Leute, die nie ins Rathaus kommen.",
    ),
    (
        "Ines Beispiel",
        "",
        DATEN,
        "Bitte auch die Termine der Sperrmüllabfuhr, in einem Format, das mein Kalender versteht.",
    ),
    (
        "Jens Muster",
        "Gemeinde Musterdorf",
        GELD,
        "Eine halbe Stelle ist für uns mit 1.500 Einwohnern sehr viel. Geht es auch zu mehreren?",
    ),
)
ANSWERS = (
    "Danke, das sehen wir ein: Im nächsten Entwurf steht „binnen zehn Tagen eine erste Antwort“.",
    "Das stimmt. Wir ergänzen einen Absatz über Vereine und ehrenamtlich Tätige.",
)
WITHHELD = ("Kurt Muster", "", BETEILIGEN, "Kaufen Sie Gartenmöbel! 20 Prozent nur diese Woche.")
REASON = "Der Beitrag ist Werbung und hat mit dem Entwurf nichts zu tun."
WAITING = (
    ("Lena Beispiel", "", ANFANGEN, "Das Team braucht auch jemanden, der gut schreiben kann."),
    ("Mert Muster", "Jugendrat", BETEILIGEN, "Fragt uns dort, wo wir sind. Nicht per Brief."),
)
UNCONFIRMED = ("Nora Beispiel", "", DATEN, "Und die Protokolle des Ortsbeirats?")


def publish(cast_: Cast, *, opens: int, ends: int) -> Consultation:
    """The office writes the document and publishes it; days from today."""
    draft = consultations.create(
        programme=cast_.programme,
        by=cast_.office.first,
        fields={
            "slug": SLUG,
            "title": "Wegweiser Offene Kommune: erster Entwurf",
            "introduction": "Sagen Sie uns, was fehlt und was anders sein soll. Jeder Beitrag wird "
            "gelesen; was Sie schreiben, erscheint nach einer Prüfung unter dem Abschnitt.",
            "opens_at": play.midnight(opens),
            "ends_at": play.midnight(ends),
            "document": DOCUMENT,
        },
    )
    return consultations.publish(consultation=draft, by=cast_.office.first, read=draft.version)


def discuss(cast_: Cast, consultation: Consultation) -> None:
    """Citizens comment and confirm; the office shows, answers and withholds."""
    shown = [_confirmed(consultation, each, number) for number, each in enumerate(SHOWN)]
    office = cast_.office.second
    for comment in shown:
        moderation.show(comment=comment, by=office, read=moderation.read_of(comment))
    for comment, text in zip(shown, ANSWERS, strict=False):
        comment.refresh_from_db()
        read = moderation.read_of(comment)
        moderation.answer(comment=comment, by=office, read=read, text=text)
    advert = _confirmed(consultation, WITHHELD, len(SHOWN))
    read = moderation.read_of(advert)
    moderation.withhold(comment=advert, by=office, read=read, reason=REASON)


def wait(consultation: Consultation) -> None:
    """Two more wait for the office, one for whoever wrote it."""
    for number, each in enumerate(WAITING, start=len(SHOWN) + 1):
        _confirmed(consultation, each, number)
    _said(consultation, UNCONFIRMED, len(SHOWN) + len(WAITING) + 1)


def _said(consultation: Consultation, words: tuple[str, str, str, str], number: int) -> Comment:
    name, organisation, heading, text = words
    return comments.submit(
        section=Section.objects.get(consultation=consultation, heading=heading),
        name=name,
        organisation=organisation,
        address=f"{name.split()[0].lower()}@beispiel.invalid",
        text=text,
        received_at=clock.now(),
        network_address=f"192.0.2.{number + 1}",
    )


def _confirmed(
    consultation: Consultation, words: tuple[str, str, str, str], number: int
) -> Comment:
    """A comment whose writer has opened the link in the letter.

    The link is read before the letter can leave: then it stands nowhere any more.
    """
    with transaction.atomic():
        comment = _said(consultation, words, number)
        secret = Notice.objects.get(occasion__startswith=comment.number).secret
    return comments.confirm(secret=secret)
