"""Comments around the end of a consultation: the arrival counts, however long the lock was held."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from competition import clock
from programme.models import Comment, Consultation
from tests.fixtures.consultations import ENDS_AT, comment, received_at
from tests.fixtures.rounds import MICROSECOND
from tests.races.citizens import DONE, Citizen
from tests.races.hands import alone, at_once, refusals, successes
from tests.races.holds import held, wait_for_waiting
from tools.site import WebServer

ROW = "SELECT 1 FROM programme_consultation WHERE id = %s FOR UPDATE"
OFFERS, CONNECTIONS = 48, 16
CLOSED = 409


def arriving(consultation: Consultation, number: int, at: datetime) -> Callable[[], object]:
    """A comment that came in at an instant by the call's clock."""
    section = consultation.sections.get(position=1)
    call = consultation.programme.call
    return lambda: comment(
        section,
        address=f"gast{number}@example.org",
        received_at=received_at(call, at),
        network_address=f"192.0.2.{number}",
    )


def test_the_end_itself_is_too_late_and_a_microsecond_before_is_not(
    running: Consultation,
) -> None:
    """All wait for the same row until long after the end; what counts is when they came."""
    clock_to(running, ENDS_AT + timedelta(minutes=1))
    in_time = [arriving(running, number, ENDS_AT - MICROSECOND) for number in range(4)]
    late = [arriving(running, number, ENDS_AT) for number in range(4, 8)]
    with held(ROW, running.pk) as let_go:

        def open_late() -> None:
            wait_for_waiting(len(in_time) + len(late))
            let_go.set()

        outcomes = at_once([alone(open_late), *in_time, *late])[1:]
    assert len(successes(outcomes[:4])) == 4
    assert refusals(outcomes[4:]) == ["comments_closed"] * 4
    assert set(Comment.objects.values_list("received_at", flat=True)) == {ENDS_AT - MICROSECOND}


def clock_to(consultation: Consultation, instant: datetime) -> None:
    """Move the call's clock."""
    call = consultation.programme.call
    call.clock_shift += instant - clock.now(call)
    call.save(update_fields=["clock_shift"])


def test_forms_sent_across_the_end_are_in_or_out_and_answered_so(
    live_web: WebServer, running: Consultation
) -> None:
    clock_to(running, ENDS_AT - timedelta(seconds=3))
    call = running.programme.call
    begin = time.monotonic()

    def hold() -> int:
        time.sleep(max(0, begin + 2 - time.monotonic()))
        with held(ROW, running.pk):
            while clock.now(call) < ENDS_AT:
                time.sleep(0.02)
        return 0

    def posting(number: int) -> Callable[[], int]:
        guest = Citizen(live_web, number)

        def post() -> int:
            time.sleep(max(0, begin + 6 * number / OFFERS - time.monotonic()))
            path = f"/beteiligung/{running.slug}/abschnitt/1/"
            return guest.sends(path, name="Gast", address=guest.address, text="Mehr davon.")

        return post

    posts = [posting(number) for number in range(OFFERS)]
    statuses = at_once([hold, *posts], hands=CONNECTIONS)[1:]
    stored = dict(Comment.objects.values_list("address", "received_at"))
    taken = {f"gast{number}@example.org" for number, each in enumerate(statuses) if each == DONE}
    assert stored.keys() == taken
    assert set(statuses) == {DONE, CLOSED}
    assert max(stored.values()) < ENDS_AT
