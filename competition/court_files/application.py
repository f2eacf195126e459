"""Who applied: the municipality by the register, its partners, its persons, where it stands."""

from collections.abc import Iterator

from competition import wording
from competition.court_files.shapes import Leaf, Part, Subject, act, given, moment
from competition.documents.shapes import Fact
from competition.models import Application, Participant


def parts(subject: Subject) -> Iterator[Part]:
    """The application itself."""
    application = subject.application
    rows = application.participants.select_related("municipality", "invited_by", "confirmed_by")
    leaves = (_application(application), *map(_participant, rows.order_by("role", "pk")))
    yield Part(20, "Bewerbung und Beteiligte", leaves)


def _application(application: Application) -> Leaf:
    place = application.municipality
    return Leaf(
        f"Bewerbung von {place.name}",
        (
            Fact("Kennung", application.public_id, is_code=True),
            Fact("Stand", application.get_state_display()),
            Fact("Amtlicher Gemeindeschlüssel", place.ags),
            Fact("Art und Land", f"{place.get_kind_display()}, {place.get_state_display()}"),
            Fact("Einwohner", wording.grouped(place.population)),
            Fact("Ansprechperson", f"{application.contact.name}, {application.contact.email}"),
            *act("Begonnen", application.started_by, application.started_at),
            *act("Zurückgezogen", application.withdrawn_by, application.withdrawn_at),
            *given(
                "Inhalt gelöscht", moment(application.erased_at) if application.erased_at else ""
            ),
        ),
    )


def _participant(each: Participant) -> Leaf:
    return Leaf(
        f"{each.get_role_display()}: {each.municipality.name}",
        (
            Fact("Amtlicher Gemeindeschlüssel", each.municipality.ags),
            *act("Eingetragen", each.invited_by, each.invited_at),
            *act("Bestätigt", each.confirmed_by, each.confirmed_at),
        ),
    )
