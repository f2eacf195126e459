"""Workshops of the funded municipalities: announced, answered, held, recorded."""

from datetime import timedelta

from competition import clock
from competition.models import Award
from demo.years import cast
from demo.years.cast import Cast
from programme.models import Workshop
from programme.models.workshop import AttendanceState
from programme.queries import workshops as queries
from programme.services import attendances, workshops
from programme.services.attendances import Noted

AGENDA = """10.00 Uhr Ankommen und Begrüßung
10.30 Uhr Reihum: Was gelingt, was hakt?
13.00 Uhr Drei Werkstätten: Beirat, offene Daten, einfache Sprache
16.00 Uhr Was bis zum nächsten Mal geschieht"""
ILLNESS = "Alle drei Zuständigen sind erkrankt. Die Unterlagen haben wir angefordert."
AFTERWARDS = "Der Zug fiel aus; wir bitten, das Fehlen als entschuldigt zu vermerken."


def announce(
    cast_: Cast, *, title: str, days: int, place: str, is_duty: bool = True, lasts: int = 7
) -> Workshop:
    """The office announces a workshop ``days`` from today; everybody funded gets a letter."""
    starts_at = cast.instant(days, 10)
    workshop = workshops.create(
        programme=cast_.programme,
        by=cast_.office.first,
        fields={
            "title": title,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=lasts),
            "place": place,
            "agenda": AGENDA,
            "is_duty": is_duty,
        },
    )
    return workshops.publish(workshop=workshop, by=cast_.office.second, read=workshop.version)


def say(cast_: Cast, workshop: Workshop, award: Award, count: int, message: str = "") -> None:
    """A municipality announces people, or with 0 why nobody comes."""
    agreement = cast_.agreement(award)
    shown = next(
        each
        for each in queries.takings_of(agreement, clock.now(cast_.call))
        if each.workshop == workshop
    )
    attendances.announce(
        workshop=shown.workshop,
        agreement=agreement,
        by=cast.writer(award),
        read=shown.digest,
        count=count,
        message=message,
    )


def record(cast_: Cast, workshop: Workshop, *, excused: list[Award], absent: list[Award]) -> None:
    """The office notes who was there: two people of each, but for those named."""
    rows = {each.municipality.ags: Noted(AttendanceState.ATTENDED, 2) for each in cast_.agreed}
    for each in excused:
        rows[each.municipality.ags] = Noted(AttendanceState.EXCUSED)
    for each in absent:
        rows[each.municipality.ags] = Noted(AttendanceState.ABSENT)
    workshop.refresh_from_db()
    noted = queries.recorded_digest(queries.takings(workshop, clock.now(cast_.call)))
    attendances.record(workshop=workshop, by=cast_.office.first, read=noted, rows=rows)
