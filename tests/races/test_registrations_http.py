"""A rush on the places of an event as browsers meet it: through the web server, and by letter."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from competition.models import Notice
from programme.models import Registration
from programme.models.event import TAKES_A_PLACE
from tests.fixtures.events import MakeEvent
from tests.races.citizens import DONE, Citizen
from tests.races.hands import at_once
from tools.site import WebServer

PLACES, GUESTS, CONNECTIONS = 100, 500, 64
EVENT, OWN = "/veranstaltungen/abschlusskonferenz/", "/veranstaltungen/anmeldung/"
LINK = re.compile(r"https?://[^/]+(/veranstaltungen/anmeldung/\S+)")
# What the page says after each form, and what it means.
HELD, QUEUED = "Ein Platz ist für Sie gehalten.", "Sie kommen auf die Warteliste, wenn Sie"
SURE, WAITS = "Ihr Platz ist bestätigt.", "Sie stehen auf der Warteliste."


@contextmanager
def watching() -> Iterator[list[int]]:
    """Counts the places that are taken, over and over, while others act."""
    counts: list[int] = []
    over = threading.Event()

    def watch() -> None:
        try:
            while not over.is_set():
                counts.append(Registration.objects.filter(state__in=TAKES_A_PLACE).count())
                time.sleep(0.02)
        finally:
            connection.close()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield counts
    finally:
        over.set()
        watcher.join()


def registering(guest: Citizen) -> Callable[[], str]:
    """The form sent; gives which of the two sentences the next page says."""

    def act() -> str:
        sent = guest.sends(EVENT, name=f"Gast {guest.number}", address=guest.address)
        assert sent == DONE
        return said(guest.reads(EVENT), HELD, QUEUED)

    return act


def confirming(guest: Citizen, link: str) -> Callable[[], str]:
    """The letter's link opened and its button pressed."""

    def act() -> str:
        assert guest.follows(link) == DONE
        assert guest.sends(OWN, act="confirm") == DONE
        return said(guest.reads(OWN), SURE, WAITS)

    return act


def said(page: str, *sentences: str) -> str:
    (found,) = [each for each in sentences if each in page]
    return found


def states() -> dict[str, str]:
    return dict(Registration.objects.values_list("address", "state"))


def test_500_browsers_at_64_connections_for_100_places(
    live_web: WebServer, make_event: MakeEvent
) -> None:
    """100 hold a place and confirm it, 400 are told that they wait; every answer is true."""
    make_event(capacity=PLACES)
    guests = [Citizen(live_web, number) for number in range(GUESTS)]
    with watching() as counts:
        told = at_once([registering(each) for each in guests], hands=CONNECTIONS)
        assert Counter(told) == {HELD: PLACES, QUEUED: GUESTS - PLACES}
        meant = {HELD: "held", QUEUED: "waiting"}
        assert states() == {
            each.address: meant[str(sentence)] for each, sentence in zip(guests, told, strict=True)
        }
        letters = dict(Notice.objects.filter(kind="registration").values_list("address", "body"))
        assert letters.keys() == {each.address for each in guests}
        assert Notice.objects.filter(kind="registration").count() == GUESTS
        links = [found[1] for each in guests if (found := LINK.search(letters[each.address]))]
        opened = [confirming(each, link) for each, link in zip(guests, links, strict=True)]
        confirmed = at_once(opened, hands=CONNECTIONS)
    assert Counter(confirmed) == {SURE: PLACES, WAITS: GUESTS - PLACES}
    assert Counter(states().values()) == {"confirmed": PLACES, "waiting": GUESTS - PLACES}
    assert Registration.objects.filter(address_confirmed_at=None).count() == 0
    assert Notice.objects.filter(kind="registration_place").count() == PLACES
    assert max(counts) == PLACES
