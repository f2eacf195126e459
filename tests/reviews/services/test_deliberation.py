"""One application in the session: called, discussed, points changed with a reason, voted on."""

import pytest

from competition.models import User
from reviews.models.session import EntryKind
from reviews.services import deliberation, session
from reviews.services.deliberation import Votes
from reviews.session import room
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.sessions import Sitting

pytestmark = pytest.mark.django_db


def texts(sitting: Sitting, kind: EntryKind) -> list[str]:
    entries = sitting.session.entries.filter(kind=kind).order_by("sequence")
    return list(entries.values_list("text", flat=True))


def vote(sitting: Sitting, number: int, *given: int, by: User | None = None) -> None:
    deliberation.vote(
        item=sitting.item(number),
        motion="Fördern",
        votes=Votes(*given),
        by=by or sitting.round.dora,
    )


# Calling


def test_the_points_are_on_record_when_it_is_called(sitting: Sitting) -> None:
    sitting.call(0)
    assert texts(sitting, EntryKind.ITEM_OPENED) == [
        (
            "Überzeugungskraft: Clara Beispiel 5, Juror 2 Beispiel 4,5, Juror 3 Beispiel 4, "
            "Juror 4 Beispiel 3,5; Mittelwert 4,25, Spannweite 1,5\n"
            "Breitenwirkung: Clara Beispiel 5, Juror 2 Beispiel 5, Juror 3 Beispiel 5, "
            "Juror 4 Beispiel 5; Mittelwert 5, Spannweite 0\n"
            "Gesamt: 13,5; Spannweite 3"
        )
    ]


def test_who_is_befangen_is_out_on_record(sitting: Sitting) -> None:
    item = sitting.call(1)
    out = sitting.session.entries.get(kind=EntryKind.OUT)
    assert (out.jury_member, out.item) == (sitting.second, item)
    assert room.in_room(item) == [sitting.clara, sitting.third, sitting.fourth]


def test_who_is_absent_need_not_go_out(sitting: Sitting) -> None:
    session.leave(session=sitting.session, member=sitting.second, by=sitting.round.dora)
    sitting.call(1)
    assert not texts(sitting, EntryKind.OUT)


def test_one_at_a_time(sitting: Sitting) -> None:
    sitting.call(0)
    for number in (0, 1):
        with refused("item_open"):
            sitting.call(number)


def test_it_may_be_called_once_more(sitting: Sitting) -> None:
    sitting.call(0)
    sitting.end(0)
    sitting.call(0)
    assert len(texts(sitting, EntryKind.ITEM_OPENED)) == 2


def test_only_what_is_open_is_closed(sitting: Sitting) -> None:
    with refused("item_not_open"):
        sitting.end(0)
    sitting.call(0)
    with refused("item_not_open"):
        sitting.end(1)


def test_the_chair_runs_it_but_not_where_befangen(sitting: Sitting) -> None:
    chair, dora = sitting.clara, sitting.round.dora
    sitting.round.declare(chair, sitting.round.applications[0], answer="kinship")
    with refused("conflicted"):
        sitting.call(0, by=chair.user)
    sitting.call(0)
    with refused("conflicted"):
        deliberation.close_item(item=sitting.item(0), by=chair.user)
    with refused("conflicted"):
        deliberation.note(session=sitting.session, text="Gut.", by=chair.user)
    with refused("conflicted"):
        vote(sitting, 0, 2, 0, by=chair.user)
    with refused("conflicted"):
        sitting.revise(0, sitting.third, by=chair.user)
    with refused("conflicted"):
        session.leave(session=sitting.session, member=sitting.third, by=chair.user)
    with refused("conflicted"):
        session.close(session=sitting.session, by=chair.user)
    session.leave(session=sitting.session, member=chair, by=chair.user)
    deliberation.close_item(item=sitting.item(0), by=dora)
    sitting.call(1, by=chair.user)


def test_members_and_strangers_run_nothing(sitting: Sitting, stranger: User) -> None:
    for person in (sitting.third.user, stranger):
        with refused("not_allowed"):
            sitting.call(0, by=person)
    sitting.call(0)
    for person in (sitting.third.user, stranger):
        with refused("not_allowed"):
            deliberation.close_item(item=sitting.item(0), by=person)
        with refused("not_allowed"):
            deliberation.note(session=sitting.session, text="x", by=person)
        with refused("not_allowed"):
            vote(sitting, 0, 1, 0, by=person)


# Notes


def test_a_note_belongs_to_what_is_discussed(sitting: Sitting) -> None:
    deliberation.note(session=sitting.session, text="Begrüßung", by=sitting.round.dora)
    item = sitting.call(0)
    entry = deliberation.note(session=sitting.session, text=" Stark. ", by=sitting.clara.user)
    assert (entry.item, entry.text) == (item, "Stark.")
    assert sitting.item(0).note == "Stark."
    first = sitting.session.entries.filter(kind=EntryKind.NOTED).earliest("sequence")
    assert first.item is None


def test_a_note_goes_nowhere_but_where_it_was_written(sitting: Sitting) -> None:
    def note(over: int) -> None:
        deliberation.note(
            session=sitting.session, text="Vertraulich.", by=sitting.round.dora, over=over
        )

    first = sitting.call(0)
    with refused("item_open"):
        note(0)
    note(first.pk)
    sitting.end(0)
    with refused("item_not_open"):
        note(first.pk)
    sitting.call(1)
    with refused("item_not_open"):
        note(first.pk)


def test_a_note_sent_twice_is_one(sitting: Sitting) -> None:
    first = deliberation.note(session=sitting.session, text="Stark.", by=sitting.round.dora)
    with unchanged():
        again = deliberation.note(session=sitting.session, text="Stark.", by=sitting.round.dora)
    assert again == first


@pytest.mark.parametrize(
    ("text", "code"), [(" ", "required"), ("a\x00", "control_characters"), ("x" * 4001, "too_long")]
)
def test_a_note_is_a_text(sitting: Sitting, text: str, code: str) -> None:
    with refused(code) as caught:
        deliberation.note(session=sitting.session, text=text, by=sitting.round.dora)
    assert caught.field == "text"


# Voting


def test_a_vote_is_recorded_with_its_result(sitting: Sitting) -> None:
    sitting.call(1)
    vote(sitting, 1, 2, 0, 1)
    item = sitting.item(1)
    assert (item.motion, item.yes_count, item.no_count, item.abstained_count) == (
        "Fördern",
        2,
        0,
        1,
    )
    assert texts(sitting, EntryKind.VOTED) == [
        "Antrag: Fördern\nJa 2, Nein 0, Enthaltungen 1: angenommen."
    ]


def test_a_vote_sent_twice_is_one_and_another_is_added(sitting: Sitting) -> None:
    sitting.call(0)
    vote(sitting, 0, 2, 2)
    with unchanged():
        vote(sitting, 0, 2, 2)
    vote(sitting, 0, 1, 3)
    assert [text.split(": ")[-1] for text in texts(sitting, EntryKind.VOTED)] == [
        "Stimmengleichheit.",
        "abgelehnt.",
    ]


def test_the_same_vote_after_another_call_is_another_vote(sitting: Sitting) -> None:
    sitting.call(0)
    vote(sitting, 0, 2, 2)
    sitting.end(0)
    sitting.call(0)
    vote(sitting, 0, 2, 2)
    assert len(texts(sitting, EntryKind.VOTED)) == 2


def test_who_is_out_has_no_vote(sitting: Sitting) -> None:
    sitting.call(1)
    with refused("too_many_votes"):
        vote(sitting, 1, 4, 0)


def test_there_is_no_vote_below_the_quorum(sitting: Sitting) -> None:
    sitting.call(1)
    session.leave(session=sitting.session, member=sitting.third, by=sitting.round.dora)
    with refused("session_quorum_missing"):
        vote(sitting, 1, 2, 0)


@pytest.mark.parametrize("given", [(-1, 2, 0), (1, -1, 0), (1, 0, -5), (0, 0, 0)])
def test_votes_are_counted_from_zero(sitting: Sitting, given: tuple[int, ...]) -> None:
    sitting.call(0)
    with refused("out_of_range"):
        vote(sitting, 0, *given)


def test_a_vote_has_a_motion_and_an_open_item(sitting: Sitting) -> None:
    with refused("item_not_open"):
        vote(sitting, 0, 1, 0)
    sitting.call(0)
    for motion, code in (
        (" ", "required"),
        ("x" * 501, "too_long"),
        ("\x00", "control_characters"),
    ):
        with refused(code):
            deliberation.vote(
                item=sitting.item(0), motion=motion, votes=Votes(1, 0), by=sitting.round.dora
            )
