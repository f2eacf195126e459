"""The room as one viewer may know it."""

import pytest

from competition.models.membership import Role
from reviews.models import JuryMember, Session
from reviews.services import session
from reviews.session import room
from reviews.session.room import Room
from tests.fixtures.people import acting
from tests.fixtures.refusals import refused
from tests.fixtures.sessions import MakeSession, Sitting

pytestmark = pytest.mark.django_db


def seen_by(sitting: Sitting, viewer: JuryMember | None) -> Room:
    return Room(Session.objects.get(pk=sitting.session.pk), viewer)


def places(seen: Room) -> dict[int, int | None]:
    """The place of each of the round's applications."""
    return {row.item.application_id: row.place for row in seen.rows}


def test_places_count_only_what_the_viewer_may_know(make_session: MakeSession) -> None:
    sitting = make_session(applications=3)
    first, second, third = (each.pk for each in sitting.round.applications)
    assert places(seen_by(sitting, None)) == {first: 1, second: 2, third: 3}
    assert places(seen_by(sitting, sitting.second)) == {first: 1, second: None, third: 2}


def test_what_is_hidden_has_no_numbers_at_all(sitting: Sitting) -> None:
    seen = seen_by(sitting, sitting.second)
    hidden = sitting.round.applications[1].pk
    assert hidden not in seen.spreads
    assert seen.hidden_items == {sitting.item(1).pk}


def test_what_is_undeclared_is_hidden_whether_it_is_assigned_or_not(sitting: Sitting) -> None:
    sitting.third.assignments.update(
        ended_at=sitting.session.opened_at, ended_by=sitting.round.dora
    )
    assert not seen_by(sitting, sitting.third).hidden_items
    sitting.third.declarations.all().delete()
    assert len(seen_by(sitting, sitting.third).hidden_items) == 3


def test_whoever_has_not_declared_leaves_or_declares_assigned_or_not(sitting: Sitting) -> None:
    sitting.third.assignments.all().delete()
    sitting.third.declarations.all().delete()
    item = sitting.call(0)
    assert sitting.third not in room.in_room(item)
    seats = {seat.member: seat for seat in seen_by(sitting, None).seats}
    assert seats[sitting.third].is_undeclared
    sitting.round.declare(sitting.third, sitting.round.applications[0])
    assert sitting.third in room.in_room(item)


def test_without_an_open_item_nobody_is_asked_to_leave(sitting: Sitting) -> None:
    sitting.third.declarations.all().delete()
    assert not any(seat.is_undeclared for seat in seen_by(sitting, None).seats)


def test_who_acts_for_the_town_by_now_knows_nothing_before_the_row_is_there(
    sitting: Sitting,
) -> None:
    acting("Clara", sitting.round.applications[0].municipality, Role.EDITOR)
    seen = seen_by(sitting, sitting.clara)
    assert seen.hidden_items == {sitting.item(0).pk}
    assert sitting.round.applications[0].pk not in seen.spreads
    with refused("conflicted"):
        sitting.call(0, by=sitting.clara.user)
    sitting.call(0)
    with refused("conflicted"):
        sitting.revise(0, sitting.clara)


def test_who_is_out_does_not_make_the_quorum(sitting: Sitting) -> None:
    assert seen_by(sitting, None).present_count == 4
    sitting.call(1)
    seen = seen_by(sitting, None)
    assert (seen.present_count, seen.has_quorum) == (3, True)
    session.leave(session=sitting.session, member=sitting.fourth, by=sitting.round.dora)
    assert not seen_by(sitting, None).has_quorum


def test_who_is_befangen_is_known_by_application(sitting: Sitting) -> None:
    second = sitting.round.applications[1].pk
    assert room.befangen(sitting.round.call) == {second: {sitting.second.pk}}


def test_rows_without_a_value_come_last(sitting: Sitting) -> None:
    seen = seen_by(sitting, sitting.second)
    for sort in ("range", "deviation", "place"):
        assert seen.sorted_rows(sort)[-1].item == sitting.item(1)
    assert seen.sorted_rows("agenda") == seen.rows


def test_who_has_yet_to_declare_makes_no_quorum_and_has_no_vote(sitting: Sitting) -> None:
    sitting.third.declarations.all().delete()
    item = sitting.call(0)

    assert sitting.third not in room.in_room(item)
    assert seen_by(sitting, None).present_count == len(room.in_room(item)) == 3
