"""A rush on the places of an event: exactly as many are given as there are, and nobody is lost."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from competition.models import Notice
from programme.letters.registrations import secret_of
from programme.models import Registration
from programme.services import registrations
from programme.services.registrations import Reception
from tests.fixtures.events import Held, MakeEvent
from tests.races.hands import at_once, insisting, refusals, successes

PLACES, GUESTS, HANDS = 100, 500, 64


def registering(held: Held, number: int) -> Callable[[], Reception]:
    return insisting(lambda: held.register(f"gast{number}@example.org"))


def confirming(number: str) -> Callable[[], Registration]:
    return insisting(lambda: registrations.confirm(secret=secret_of(number)))


def test_500_registrations_at_once_for_100_places_hold_100_and_tell_400_to_wait(
    make_event: MakeEvent,
) -> None:
    held = make_event(capacity=PLACES)
    outcomes = at_once([registering(held, number) for number in range(GUESTS)], hands=HANDS)
    assert refusals(outcomes) == []
    told = Counter(each.is_held for each in successes(outcomes))
    assert told == {True: PLACES, False: GUESTS - PLACES}
    rows = list(Registration.objects.values_list("number", "state"))
    assert Counter(state for _number, state in rows) == {"held": 100, "waiting": 400}
    assert Notice.objects.filter(kind="registration").count() == GUESTS
    confirmed = at_once([confirming(number) for number, _state in rows], hands=HANDS)
    assert refusals(confirmed) == []
    assert Counter(each.state for each in successes(confirmed)) == {
        "confirmed": PLACES,
        "waiting": GUESTS - PLACES,
    }
    assert Notice.objects.filter(kind="registration_place").count() == PLACES


def test_places_given_back_at_once_go_to_as_many_who_wait(make_event: MakeEvent) -> None:
    held = make_event(capacity=10)
    for number in range(20):
        held.register(f"gast{number}@example.org")
        held.confirm(f"gast{number}@example.org")
    secrets = [held.secret(f"gast{number}@example.org") for number in range(10)]
    acts = [insisting(partial(registrations.cancel, secret=each)) for each in secrets]
    newcomers = [registering(held, number) for number in range(20, 30)]
    outcomes = at_once([act for pair in zip(acts, newcomers, strict=True) for act in pair])
    assert refusals(outcomes) == []
    states = Counter(Registration.objects.values_list("state", flat=True))
    assert states == {"cancelled": 10, "confirmed": 10, "waiting": 10}
    first = [held.of(f"gast{number}@example.org").state for number in range(10, 20)]
    assert first == ["confirmed"] * 10
