"""The office prepares, publishes, changes and cancels events."""

from datetime import timedelta
from typing import Any

import pytest

from competition.models import Notice, User
from programme.models import Event
from programme.services import events
from tests.fixtures.events import AGENDA, ENDS_AT, STARTS_AT, Held, MakeEvent, event_fields
from tests.fixtures.programmes import Years
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(make_round: MakeRound) -> Held:
    return Held(Years(make_round(Stage.ANNOUNCED)).set_up())


def change(held: Held, read: int = 1, **changed: Any) -> Event:
    agenda = changed.pop("agenda", None)
    held.event = events.change(
        event=held.event, by=held.dora, read=read, fields=changed, agenda=agenda
    )
    return held.event


def test_a_prepared_event_has_its_agenda(prepared: Held) -> None:
    item = prepared.event.agenda.get()
    assert (item.title, item.room, item.speakers) == (
        "Begrüßung",
        "Saal 1",
        [{"name": "Ada Muster", "role": "Beispielministerium"}],
    )


def test_publishing_is_done_once(prepared: Held) -> None:
    with refused("version_conflict"):
        events.publish(event=prepared.event, by=prepared.dora, read=7)
    prepared.publish()
    with unchanged():
        events.publish(event=prepared.event, by=prepared.dora, read=7)
    with refused("event_fixed"):
        change(prepared, slug="anders")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "required"),
        ({"slug": "Nicht so"}, "event_slug_invalid"),
        ({"slug": "anmeldung"}, "event_slug_invalid"),
        ({"kind": "party"}, "unknown_choice"),
        ({"link": "javascript:alert(1)"}, "event_link_invalid"),
        ({"ends_at": STARTS_AT}, "period_reversed"),
        ({"capacity": None}, "registration_incomplete"),
        ({"capacity": 0}, "out_of_range"),
        ({"erase_after_days": 0}, "out_of_range"),
        (
            {"registration_ends_at": event_fields()["registration_opens_at"]},
            "registration_reversed",
        ),
        ({"registration_ends_at": STARTS_AT + timedelta(hours=1)}, "registration_after_start"),
        ({"agenda": [{**AGENDA[0], "ends_at": STARTS_AT}]}, "agenda_reversed"),
        ({"agenda": [{**AGENDA[0], "ends_at": ENDS_AT + timedelta(1)}]}, "agenda_outside_event"),
        ({"read": 2}, "version_conflict"),
    ],
)
def test_what_makes_no_event_is_refused(prepared: Held, changed: dict[str, Any], code: str) -> None:
    with refused(code):
        change(prepared, **changed)


def test_two_events_never_share_an_address(prepared: Held) -> None:
    with refused("event_slug_taken"):
        events.create(programme=prepared.years.programme, by=prepared.dora, fields=event_fields())


def test_nobody_but_the_office_prepares_events(prepared: Held, anna: User) -> None:
    with refused("not_allowed"):
        events.create(programme=prepared.years.programme, by=anna, fields=event_fields())


def test_another_place_is_told_to_who_has_registered(make_event: MakeEvent) -> None:
    held = make_event()
    held.register()
    held.confirm()
    change(held, summary="Neu.")
    change(held, read=2, place="Musterdorf")
    assert held.letters().count("event_changed") == 1
    assert "Musterdorf" in Notice.objects.get(kind="event_changed").body


def test_places_grow_and_never_fall_below_those_taken(make_event: MakeEvent) -> None:
    held = make_event(capacity=2)
    for name in ("ida", "jon", "kim"):
        held.register(f"{name}@example.org")
        held.confirm(f"{name}@example.org")
    with refused("capacity_below_taken"):
        change(held, capacity=1)
    assert held.of("kim@example.org").state == "waiting"
    change(held, capacity=3)
    assert held.of("kim@example.org").state == "confirmed"


def test_what_guests_were_promised_about_their_data_only_becomes_shorter(
    make_event: MakeEvent,
) -> None:
    held = make_event(erase_after_days=10)
    given: dict[str, Any] = {"event": held.event, "by": held.dora}
    with refused("out_of_range"), unchanged():
        events.change(**given, read=1, fields={"erase_after_days": 11})
    assert events.change(**given, read=1, fields={"erase_after_days": 5}).erase_after_days == 5


def test_a_cancellation_has_a_reason_and_stands(make_event: MakeEvent) -> None:
    held = make_event()
    with refused("reason_required"):
        events.cancel(event=held.event, by=held.dora, reason=" ")
    held.event = events.cancel(event=held.event, by=held.dora, reason="Hochwasser.")
    with refused("event_cancelled"):
        change(held, read=2, place="Musterdorf")


def test_what_nobody_knows_of_is_not_called_off(make_round: MakeRound) -> None:
    prepared = Held(Years(make_round(Stage.ANNOUNCED)).set_up())
    with refused("event_not_published"), unchanged():
        events.cancel(event=prepared.event, by=prepared.dora, reason="Hochwasser.")


def test_after_its_end_nothing_changes(make_event: MakeEvent) -> None:
    held = make_event()
    held.years.round.at(ENDS_AT)
    with refused("event_over"):
        change(held, place="Musterdorf")
