"""The funded years in the world of the harnesses: so many rows of everything that is listed.

Whoever adds a thing to the programme enters it here, in a function of its own in ``ENTERED``; its
addresses go into ``funded_addresses.py``. Beispielstadt's award is ``years.awards[0]``.
"""

from collections.abc import Callable

from programme.services import moderation, tranches
from tests.fixtures import profiles as told
from tests.fixtures.consultations import begun, comment, confirmed, published
from tests.fixtures.events import Held
from tests.fixtures.programmes import Years, file_report, send_back
from tests.fixtures.rounds import Round
from tests.fixtures.workshops import announced, say


def filed_reports(years: Years, rows: int) -> None:
    """Beispielstadt's first report, so often returned and filed again: a page of many versions."""
    for number in range(rows):
        if number:
            send_back(years, years.reports[0])
        file_report(years, years.reports[0], text=f"Stand {number}")


def events(years: Years, rows: int) -> None:
    """Published events with an agenda, each with so many who have registered; and one prepared."""
    Held(years, slug="in-vorbereitung")
    for number in range(rows):
        held = Held(years, slug=f"konferenz-{number}").publish()
        for person in range(rows):
            held.register(f"gast{person}@example.org", access_needs="Untertitel")


def consultations(years: Years, rows: int) -> None:
    """Consultations that run, each with comments that wait and that are shown; and a draft."""
    begun(years, slug="entwurf")
    for number in range(rows):
        section = published(years, slug=f"beteiligung-{number}").sections.get(position=1)
        for each in range(rows):
            person = f"buergerin-{number}-{each}@example.org"
            shown = confirmed(section, address=person, text="Das ist gut.")
            moderation.show(comment=shown, by=years.dora, read=moderation.read_of(shown))
            confirmed(section, address=person, text="Das fehlt.")
            comment(section, address=person, text="Nie bestätigt.")


def workshops(years: Years, rows: int) -> None:
    """Announced workshops, to each of which Beispielstadt brings somebody."""
    for number in range(rows):
        announced(years, title=f"Workshop {number}")
        say(years, 1, number=number)


def profiles(years: Years, rows: int) -> None:
    """So many published versions of Beispielstadt's profile."""
    for number in range(rows):
        told.saved(years, summary=f"Fassung {number}")
        told.published(years)


def payments(years: Years, rows: int) -> None:
    """So many requests for Beispielstadt's first tranche; all but the last were rejected."""
    for number in range(rows):
        request = tranches.ask(
            agreement=years.agreements[0],
            tranche=years.programme.tranches.earliest("number"),
            by=years.berta,
            purpose="Honorare",
            iban="DE89370400440532013000",
        )
        if number < rows - 1:
            tranches.reject(request=request, by=years.dora, reason="Falsches Konto.")


ENTERED: tuple[Callable[[Years, int], None], ...] = (
    filed_reports,
    events,
    consultations,
    workshops,
    profiles,
    payments,
)


def of(round_: Round, rows: int) -> Years:
    """The two years of an announced round, with agreements in force and ``rows`` of each thing."""
    years = Years(round_).set_up().agree()
    for enter in ENTERED:
        enter(years, rows)
    return years
