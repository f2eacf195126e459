"""The minutes as data and as an accessible file."""

import re

import pytest
from django.utils import translation

from reviews.models import JuryMember, Session
from reviews.services import deliberation, session
from reviews.services.deliberation import Votes
from reviews.session import minutes_document
from reviews.session.room import Room
from tests.fixtures.pdf import read
from tests.fixtures.sessions import Sitting

pytestmark = pytest.mark.django_db


def room_of(sitting: Sitting, viewer: JuryMember | None = None) -> Room:
    return Room(Session.objects.select_related("call").get(pk=sitting.session.pk), viewer)


@pytest.fixture
def discussed(sitting: Sitting) -> Sitting:
    """The application at which Juror 2 is befangen was discussed; the session is closed."""
    item = sitting.call(1)
    sitting.revise(1, sitting.third, by=sitting.round.dora)
    deliberation.note(session=sitting.session, text="Einig.", by=sitting.round.dora)
    deliberation.vote(item=item, motion="Fördern", votes=Votes(2, 1), by=sitting.round.dora)
    sitting.end(1)
    session.leave(session=sitting.session, member=sitting.fourth, by=sitting.round.dora)
    sitting.close()
    return sitting


def test_everything_stands_in_the_whole_minutes(discussed: Sitting) -> None:
    document = minutes_document.document(room_of(discussed))
    topic = next(each for each in document.sections if "Musterdorf" in each.title)
    said = {group.title: group.entries for group in topic.groups}
    assert said["Befangen und nicht im Raum"] == ("Juror 2 Beispiel: Beschäftigung oder Auftrag",)
    assert len(said["Punkte beim Aufruf"]) == 3
    assert said["Geänderte Punkte"][0].endswith(
        "Eingetragen von Dora Beispiel für Juror 3 Beispiel."
    )
    assert said["Vermerke"] == ("Einig.",)
    assert [fact.value for fact in topic.facts][-1] == "Antrag „Fördern“: angenommen"
    assert document.attendance[0][0] == "Clara Beispiel (Vorsitz)"
    assert "zum Schluss" not in document.attendance[3][1]
    assert document.proof[1].value == room_of(discussed).session.minutes_digest
    assert "Nicht aufgerufen: 2 Bewerbungen." in document.close


def test_an_excerpt_leaves_out_what_was_said_and_every_number_over_all(
    discussed: Sitting,
) -> None:
    document = minutes_document.document(room_of(discussed, discussed.second))
    topic = next(each for each in document.sections if "Musterdorf" in each.title)
    assert [group.title for group in topic.groups] == ["Befangen und nicht im Raum"]
    assert topic.remark == "Weggelassen, weil das lesende Mitglied befangen ist."
    assert not document.proof
    assert not document.signing
    assert "vollständigen Niederschrift" in document.close
    assert "%" not in document.close


def test_it_is_german_on_an_english_page(discussed: Sitting) -> None:
    with translation.override("en"):
        document = minutes_document.document(room_of(discussed))
    assert document.title == "Niederschrift der Jurysitzung vom Dienstag, 25. April 2017"


def test_the_file_is_accessible(discussed: Sitting) -> None:
    raw = minutes_document.pdf(room_of(discussed))
    assert b"<pdfuaid:part>1<" in raw
    assert b"/Lang(de-DE)" in raw
    structure = read(raw).structure
    levels = [each for each in structure if re.fullmatch("Title|H[1-6]", each)]
    assert levels[:4] == ["Title", "H1", "H1", "H1"]
    assert structure.count("Table") == 2


def test_what_was_typed_is_never_read_as_markup(sitting: Sitting) -> None:
    text = '#panic("x") *fett* 😀 {{7*7}} = Titel'
    deliberation.note(session=sitting.session, text=text, by=sitting.round.dora)
    told = re.sub(r"\s+", " ", read(minutes_document.pdf(room_of(sitting))).text)
    assert '#panic("x") *fett* [U+1F600] {{7*7}} = Titel' in told
