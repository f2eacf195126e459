"""A place is held as it is asked for, confirmed by a link, and given on when it is free."""

from datetime import timedelta

import pytest

from competition import clock
from competition.models import Attempt, Notice
from competition.services import brakes
from programme.models import Registration
from programme.services import events, registrants, registrations
from tests.fixtures.events import CLOSES_AT, ENDS_AT, OPENS_AT, STARTS_AT, MakeEvent
from tests.fixtures.refusals import refused, unchanged

pytestmark = pytest.mark.django_db
IDA, JON, KIM = "ida@example.org", "jon@example.org", "kim@example.org"


def test_a_place_is_held_and_the_link_confirms_it(make_event: MakeEvent) -> None:
    held = make_event()
    reception = held.register(organisation="Beispielverein", access_needs="Induktionsschleife")
    assert reception.is_held
    assert held.of().state == "held"
    assert held.event.link not in Notice.objects.get(kind="registration").body
    registration = held.confirm()
    assert registration.state == "confirmed"
    assert held.letters() == ["registration", "registration_place"]
    assert held.event.link in Notice.objects.get(kind="registration_place").body


def test_confirming_again_changes_nothing(make_event: MakeEvent) -> None:
    held = make_event()
    held.register()
    held.confirm()
    with unchanged():
        held.confirm()


def test_who_comes_when_all_is_taken_waits_and_moves_up(make_event: MakeEvent) -> None:
    held = make_event(capacity=1)
    held.register(IDA)
    held.confirm(IDA)
    assert not held.register(JON).is_held
    assert not held.register(KIM).is_held
    assert held.confirm(KIM).state == held.confirm(JON).state == "waiting"
    held.cancel(IDA)
    assert (held.of(JON).state, held.of(KIM).state) == ("confirmed", "waiting")
    assert held.letters(IDA) == ["registration", "registration_place", "registration_ended"]
    assert held.letters(JON) == ["registration", "registration_place"]


def test_only_a_confirmed_address_moves_up(make_event: MakeEvent) -> None:
    held = make_event(capacity=1)
    held.register(IDA)
    held.register(JON)
    held.cancel(IDA)
    assert held.of(JON).state == "waiting"
    assert held.confirm(JON).state == "confirmed"


def test_a_place_that_nobody_confirms_goes_to_the_next(make_event: MakeEvent) -> None:
    held = make_event(capacity=1)
    held.register(IDA)
    held.register(JON)
    held.confirm(JON)
    held.years.round.at(clock.now(held.call) + registrations.HOLD)
    with refused("registration_lapsed"):
        held.confirm(IDA)
    registrants.sweep()
    assert (held.of(IDA).state, held.of(JON).state) == ("lapsed", "confirmed")
    with refused("registration_lapsed"):
        held.confirm(IDA)
    with refused("registration_lapsed"):
        held.cancel(IDA)


def test_a_newcomer_never_passes_who_waits(make_event: MakeEvent) -> None:
    held = make_event(capacity=1)
    held.register(IDA)
    held.register(JON)
    held.confirm(JON)
    held.years.round.at(clock.now(held.call) + registrations.HOLD)
    assert not held.register(KIM).is_held
    assert held.of(JON).state == "confirmed"


def test_a_known_address_is_told_by_letter_alone(make_event: MakeEvent) -> None:
    held = make_event()
    first = held.register()
    held.confirm()
    again = held.register(name="Fremd")
    assert again.is_held == first.is_held
    assert Registration.objects.count() == 1
    assert held.of().name == "Ida Muster"
    assert held.letters() == ["registration", "registration_place", "registration_place"]


def test_who_has_cancelled_may_come_back(make_event: MakeEvent) -> None:
    held = make_event()
    held.register()
    old = held.secret()
    held.cancel()
    with refused("registration_ended"):
        registrations.confirm(secret=old)
    with unchanged():
        registrations.cancel(secret=old)
    held.register()
    assert held.confirm().state == "confirmed"


def test_registration_opens_and_closes_to_the_instant(make_event: MakeEvent) -> None:
    held = make_event()
    for at, code in (
        (OPENS_AT - timedelta(seconds=1), "registration_not_open"),
        (CLOSES_AT, "registration_closed"),
    ):
        with refused(code):
            held.register(received_at=at - held.call.clock_shift)
    last = CLOSES_AT - timedelta(milliseconds=1) - held.call.clock_shift
    assert held.register(received_at=last).is_held


def test_without_registration_nobody_registers(make_event: MakeEvent) -> None:
    held = make_event(capacity=None, registration_opens_at=None, registration_ends_at=None)
    with refused("registration_none"):
        held.register()


def test_a_cancelled_event_takes_nobody_and_tells_who_stands(make_event: MakeEvent) -> None:
    held = make_event()
    held.register(IDA)
    held.confirm(IDA)
    held.register(JON)
    events.cancel(event=held.event, by=held.dora, reason="Hochwasser.")
    assert held.letters(IDA)[-1] == "event_cancelled"
    assert "Hochwasser." in Notice.objects.get(kind="event_cancelled").body
    assert held.letters(JON) == ["registration"]
    with refused("event_cancelled"):
        held.register(KIM)
    with refused("event_cancelled"):
        held.confirm(JON)


def test_after_the_event_nothing_is_confirmed_or_given_back(make_event: MakeEvent) -> None:
    held = make_event()
    held.register(IDA)
    held.years.round.at(ENDS_AT)
    with refused("event_over"):
        held.confirm(IDA)
    with refused("event_over"):
        held.cancel(IDA)


def test_a_made_up_link_opens_nothing(make_event: MakeEvent) -> None:
    make_event()
    with refused("link_used"):
        registrations.confirm(secret="ausgedacht")
    with refused("link_used"):
        registrations.cancel(secret="ausgedacht")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " "}, "required"),
        ({"name": "A\0B"}, "control_characters"),
        ({"name": "x" * 121}, "too_long"),
        ({"address": "kein-brief"}, "address_invalid"),
        ({"address": "a\ud800@example.org"}, "control_characters"),
    ],
)
def test_bad_input_is_refused(make_event: MakeEvent, fields: dict[str, str], code: str) -> None:
    held = make_event()
    with refused(code):
        held.register(**{"address": IDA, **fields})


def test_one_address_gets_few_letters_and_one_network_few_places(make_event: MakeEvent) -> None:
    held = make_event()
    for number in range(registrations.PER_ADDRESS):
        held.register(IDA, origin=f"10.0.0.{number}")
    with refused("too_many_registrations"):
        held.register(IDA, origin="10.0.1.1")
    for number in range(registrations.PER_NETWORK):
        held.register(f"person{number}@example.org", origin=f"2001:db8::{number:x}")
    with refused("too_many_registrations"):
        held.register(JON, origin="2001:db8::ffff")


def test_nobody_writes_to_others_by_registering_them(make_event: MakeEvent) -> None:
    """What was typed stands in a letter only after whoever reads the address has confirmed it."""
    held = make_event(capacity=1)
    for address in (IDA, JON):
        held.register(address, name="Gewinn! www.falsch.example", organisation="Falsch e. V.")
    letters = Notice.objects.filter(kind="registration")
    assert len(letters) == 2
    assert not [each for each in letters if "alsch" in each.subject + each.body]
    held.confirm(IDA)
    assert "falsch.example" in Notice.objects.get(kind="registration_place").body


def test_the_bound_of_an_address_holds_for_a_day(
    make_event: MakeEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = make_event()
    for number in range(registrations.PER_ADDRESS):
        held.register(IDA, origin=f"10.0.0.{number}")
    later = clock.now() + timedelta(hours=23)
    monkeypatch.setattr(clock, "now", lambda _call=None: later)
    with refused("too_many_registrations"):
        held.register(IDA)


def test_origins_and_addresses_are_counted_by_digests_that_need_the_key(
    make_event: MakeEvent,
) -> None:
    """All addresses of the world are tried out against a plain digest in minutes."""
    held = make_event()
    held.register(IDA, origin="192.0.2.1")
    kept = {held.of(IDA).origin_digest, *Attempt.objects.values_list("subject", flat=True)}
    plain = ("192.0.2.1", "registration 192.0.2.1", f"event {held.event.pk} {IDA}")
    assert kept.isdisjoint(brakes.digest(each) for each in plain)


def test_a_reminder_is_owed_once(make_event: MakeEvent) -> None:
    held = make_event()
    held.register()
    held.confirm()
    held.years.round.at(STARTS_AT - registrants.REMINDED_BEFORE)
    registrants.remind()
    registrants.remind()
    assert held.letters().count("event_reminder") == 1


def test_everything_about_a_person_is_erased_after_the_set_time(make_event: MakeEvent) -> None:
    held = make_event(erase_after_days=10)
    held.register(IDA, access_needs="Rollstuhl", organisation="Verein")
    secret = held.secret(IDA)
    held.confirm(IDA)
    held.years.round.at(ENDS_AT + timedelta(days=10) - timedelta(minutes=1))
    registrants.sweep()
    assert held.of(IDA).name
    held.years.round.at(ENDS_AT + timedelta(days=10))
    registrants.sweep()
    registration = Registration.objects.get()
    assert (registration.name, registration.address, registration.access_needs) == ("", "", "")
    assert registration.state == "confirmed"
    letters = Notice.objects.filter(kind__startswith="registration")
    assert {(each.address, each.body, each.secret) for each in letters} == {("", "[…]", "")}
    assert not letters.filter(state="waiting").exists()
    with refused("link_used"):
        registrations.confirm(secret=secret)
    with unchanged():
        registrants.sweep()


def test_what_lapsed_is_erased_a_week_later(make_event: MakeEvent) -> None:
    held = make_event()
    held.register(IDA)
    held.register(JON)
    held.confirm(JON)
    held.years.round.at(clock.now(held.call) + registrations.HOLD)
    registrants.sweep()
    held.years.round.at(clock.now(held.call) + registrants.KEPT_AFTER_END)
    registrants.sweep()
    assert not Registration.objects.filter(address=IDA).exists()
    assert not Notice.objects.filter(address=IDA).exists()
    assert held.of(JON).state == "confirmed"


def test_no_network_holds_the_hall_with_addresses_nobody_reads(make_event: MakeEvent) -> None:
    held, one = make_event(capacity=30), {"origin": "192.0.2.7"}
    for number in range(registrations.HELD_PER_NETWORK):
        assert held.register(f"gast{number}@example.org", **one).is_held
    assert not held.register(IDA, **one).is_held
    assert held.register(JON).is_held
    assert held.confirm(IDA).state == "confirmed"
    held.confirm("gast0@example.org")
    assert held.register(KIM, **one).is_held
