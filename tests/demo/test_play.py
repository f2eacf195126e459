"""Playing a round: the same points every time, and every act through the services."""

from datetime import timedelta

import pytest

from competition.models import Call
from demo import play, session
from demo.management.commands.play_rounds import euro
from demo.places import PLACES
from reviews.models import JuryMember, Review, Revision
from reviews.services import rubric

PLAYED = ("99206001", play.JUROR_PLACE, "99105000", play.EXCLUDED_PLACE)


@pytest.fixture
def played(db: None) -> Call:
    """A round of four, played until every juror has finished."""
    office, towns = play.office(), play.settle()
    call = play.announce_call(
        slug="beispielrunde-klein", title="Kleine Beispielrunde", opens=-60, deadline=-5, by=office
    )
    play.move_clock(call, call.deadline_at - timedelta(days=4), office)
    for place in PLACES:
        if place.ags in PLAYED:
            play.submit(call, place, towns[place.ags], towns)
    play.move_clock(call, call.deadline_at + timedelta(days=3), office)
    play.screen(call, office)
    rubric.open_reviewing(call=call, by=office.first)
    play.judge(call, list(call.jury_members.all()), lambda: None)
    return call


def states(call: Call) -> dict[str, str]:
    return dict(call.applications.values_list("municipality__ags", "state"))


def test_small_round_goes_through_screening_and_reviewing(played: Call) -> None:
    assert states(played) == {
        "99206001": "admitted",
        play.JUROR_PLACE: "admitted",
        "99105000": "admitted",
        play.EXCLUDED_PLACE: "excluded",
    }
    # Six jurors, three applications; without Carl's own place and, by his mandate, Conrad's county.
    finished = Review.objects.filter(application__call=played, state="final")
    assert finished.count() == 6 * 3 - 2
    carl = JuryMember.objects.get(call=played, user__name="Carl Beispiel")
    assert [row.application.municipality.ags for row in carl.conflicts.all()] == [play.JUROR_PLACE]


def test_joint_application_has_its_partner(played: Call) -> None:
    joint = played.applications.get(municipality__ags="99105000")
    assert joint.participants.filter(confirmed_at__isnull=False).count() == 2


def test_chair_waives_hints_and_the_jury_meets(played: Call) -> None:
    assert session.settle_hints(played) == 1
    rubric.lock_scores(call=played, by=play.office().first)

    held = session.meet(played)

    assert held.closed_at is not None
    assert Revision.objects.get(item__session=held).reason == session.REASON
    kinds = set(held.entries.values_list("kind", flat=True))
    assert kinds >= {"opened", "came", "item_opened", "revised", "voted", "noted", "closed"}


def test_points_are_drawn_from_keys_alone() -> None:
    assert play.drawn_scores("clara@beispiel.invalid", "99206001") == {
        "persuasiveness": "5.0",
        "breadth": "5.0",
        "sustainability": "4.5",
    }


def test_points_lie_on_the_grid() -> None:
    grid = {f"{halves / 2:.1f}" for halves in range(11)}
    for place in PLACES:
        assert set(play.drawn_scores("carl@beispiel.invalid", place.ags).values()) <= grid


@pytest.mark.parametrize(
    ("cents", "spoken"),
    [(0, "0,00 €"), (50_000_00, "50.000,00 €"), (1_234_567, "12.345,67 €")],
)
def test_sums_are_printed_in_german(cents: int, spoken: str) -> None:
    assert euro(cents) == spoken
