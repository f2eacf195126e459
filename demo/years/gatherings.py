"""A conference of two days with a waiting list, and a digital lounge: people register by letter."""

from datetime import date
from pathlib import Path
from typing import Any

from competition import clock
from demo import play
from demo.years import cast
from demo.years.cast import Cast
from programme.events import agenda_notation
from programme.letters.registrations import secret_of
from programme.models import Event, Registration
from programme.services import events, registrations

CONFERENCE, LOUNGE = "konferenz-offene-kommunen", "lounge-offene-daten"
PLACES = 24
# Both days, set apart by an empty line, in the notation in which the office types an agenda.
DAYS = Path(__file__).with_name("conference.txt").read_text(encoding="utf-8").split("\n\n")
EVENING = """18:00-18:20 Wie wir angefangen haben | | Doro Beispiel (Stadt Musterbrück)
18:20-19:30 Fragen und Antworten | | Bo Beispiel (Hochschule Musterstadt)"""
NEEDS = (
    "Ich benutze einen Rollstuhl und brauche einen Platz am Gang.",
    "Bitte Deutsche Gebärdensprache.",
    "Ich komme mit Assistenzhund.",
)
NAMES = (
    *("Ada", "Ben", "Cleo", "David", "Elif", "Frieda", "Gero", "Hanna", "Ida", "Jan", "Kaya"),
    *("Lars", "Mina", "Nils", "Oda", "Paul", "Quirin", "Rosa", "Samir", "Tilda", "Ugo", "Vera"),
    *("Wim", "Xenia", "Yara", "Zoe", "Anton", "Bruno"),
)


def announce_conference(cast_: Cast, *, days: int) -> Event:
    """Two days in Beispielhausen, the first ``days`` from today; registration opens tomorrow."""
    agenda = [
        point
        for later, lines in enumerate(DAYS)
        for point in _agenda(cast.day(days + later), lines)
    ]
    return _published(
        cast_,
        agenda,
        slug=CONFERENCE,
        kind="conference",
        title="Offene Kommunen: ein Zwischenstand",
        summary="Neun Kommunen zeigen, was sie in den ersten Monaten der Förderung gelernt haben. "
        "Eingeladen sind alle: Bürgerinnen und Bürger, Räte, Verwaltungen, Vereine.",
        place="Beispielhausen, Stadthalle",
        directions="Musterplatz 1, 00000 Beispielhausen; fünf Minuten vom Bahnhof",
        accessibility="Stufenloser Zugang, Toilette für alle, Induktionsschleife im großen Saal. "
        "Deutsche Gebärdensprache und Schriftdolmetschen auf der Bühne.",
        capacity=PLACES,
        registration_ends_at=play.midnight(days - 5),
    )


def announce_lounge(cast_: Cast, *, days: int) -> Event:
    """An evening online; the link is for those with a confirmed place."""
    return _published(
        cast_,
        _agenda(cast.day(days), EVENING),
        slug=LOUNGE,
        kind="lounge",
        title="Digitale Lounge: offene Daten in kleinen Kommunen",
        summary="Anderthalb Stunden, zwei kurze Berichte, viel Zeit für Fragen.",
        place="digital",
        accessibility="Mit automatischen Untertiteln; Teilnahme auch per Telefon.",
        link="https://lounge.beispiel.invalid/offene-daten",
        capacity=200,
        registration_ends_at=cast.instant(days, 17),
    )


def fill(event: Event, *, since: int = 0, until: int = PLACES) -> None:
    """So many people register and open their link; some name what they need."""
    for number, name in enumerate(NAMES[since:until], start=since):
        needs = NEEDS[number // 8 % len(NEEDS)] if number % 8 == 0 else ""
        registrations.confirm(secret=register(event, name, number, needs=needs))


def register(event: Event, name: str, number: int, *, needs: str = "") -> str:
    """Somebody asks for a place; returns the secret of the link, which the letter holds."""
    address = f"{name.lower()}@beispiel.invalid"
    registrations.register(
        event=event,
        name=f"{name} {('Beispiel', 'Muster')[number % 2]}",
        address=address,
        received_at=clock.now(),
        origin=f"198.51.100.{number + 1}",
        organisation="Stadt Beispielhausen" if number % 5 == 1 else "",
        access_needs=needs,
    )
    return secret_of(Registration.objects.get(event=event, address=address).number)


def give_back(event: Event, name: str) -> None:
    """Somebody cannot come after all; the first who waits moves up."""
    found = Registration.objects.get(event=event, address=f"{name.lower()}@beispiel.invalid")
    registrations.cancel(secret=secret_of(found.number))


def _published(cast_: Cast, agenda: list[dict[str, Any]], **fields: Any) -> Event:
    event = events.create(
        programme=cast_.programme,
        by=cast_.office.first,
        fields={
            "starts_at": agenda[0]["starts_at"],
            "ends_at": agenda[-1]["ends_at"],
            "registration_opens_at": clock.now(cast_.call),
            **fields,
        },
        agenda=agenda,
    )
    return events.publish(event=event, by=cast_.office.second, read=event.version)


def _agenda(on: date, lines: str) -> list[dict[str, Any]]:
    return agenda_notation.read(f"{on:%d.%m.%Y}\n{lines}")
