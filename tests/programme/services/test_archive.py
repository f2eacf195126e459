"""The years after the round of 2017: what is published, and nothing that anybody could add."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from competition import clock
from competition.models import User
from programme.models import Consultation, Event, Programme, Workshop
from programme.services import archive, events, registrants, registrations
from tests.fixtures.events import event_fields
from tests.fixtures.refusals import refused, unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def years() -> Programme:
    call_command("import_register", verbosity=0)
    call_command("load_archive")
    call_command("load_programme_archive")
    return Programme.objects.get()


def test_everybody_reads_what_is_published(years: Programme, client: Client) -> None:
    assert Workshop.objects.filter(programme=years).count() == 6
    consultation = Consultation.objects.public(clock.now()).get()
    assert consultation.ends_at == datetime(2019, 10, 13, 22, tzinfo=UTC)
    page = client.get("/veranstaltungen/").text
    assert "Donnerstag, 5. September 2019 – Freitag, 6. September 2019" in page
    assert "noch keines" not in client.get(reverse("programme", args=[years.call.slug])).text
    conference = client.get("/veranstaltungen/abschlusskonferenz-2019/").text
    assert "Reichstagsufer 14" in conference
    assert "Hier steht nur, was veröffentlicht ist." in conference
    assert 'name="address"' not in conference
    calendar = client.get("/veranstaltungen/abschlusskonferenz-2019/termin.ics").content.decode()
    assert "DTSTART;VALUE=DATE:20190905\r\nDTEND;VALUE=DATE:20190907" in calendar
    with unchanged():
        call_command("load_programme_archive")
        registrants.sweep()
        registrants.remind()


def test_nobody_registers_for_or_changes_what_is_past(years: Programme, dora: User) -> None:
    event = Event.objects.get(slug="kommunen-konstruktiv-2024")
    with refused("registration_none"):
        registrations.register(
            event=event, name="Ida", address="i@example.org", received_at=clock.now(), origin=""
        )
    with refused("event_archived"):
        events.change(event=event, by=dora, read=1, fields={"title": "Anders"})
    with refused("event_archived"):
        events.create(programme=years, by=dora, fields=event_fields())


def test_without_the_archive_round_there_is_nothing_to_enter(db: None) -> None:
    with refused("not_found"):
        archive.enter(slug="gibt-es-nicht", programme={})
