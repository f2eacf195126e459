"""The jury: seats, before reviewing opens."""

from typing import Any

import pytest

from competition.models import AuditEntry, Municipality, OfficeMember, User
from reviews.models import JuryMember
from reviews.services import jury
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SCREENED)


def test_appoint_gives_a_seat(
    round_: Round, clara: User, own_town: Municipality, dora: User
) -> None:
    seat = jury.appoint(
        call=round_.call,
        user=clara,
        by=dora,
        is_chair=True,
        bench="Kommunen",
        municipality=own_town,
    )

    assert list(round_.call.jury_members.all()) == [seat]
    assert (seat.is_chair, seat.bench, seat.municipality) == (True, "Kommunen", own_town)
    assert AuditEntry.objects.get(act="jury.appointed").payload == {"user": clara.pk}


def test_appoint_again_changes_the_seat(round_: Round, clara: User, dora: User) -> None:
    first = jury.appoint(call=round_.call, user=clara, by=dora, is_chair=True)
    again = jury.appoint(call=round_.call, user=clara, by=dora, is_chair=True, bench="Länder")

    assert (again.pk, JuryMember.objects.get().bench) == (first.pk, "Länder")


def test_second_chair_is_refused(round_: Round, clara: User, stranger: User, dora: User) -> None:
    jury.appoint(call=round_.call, user=clara, by=dora, is_chair=True)

    with refused("chair_taken") as caught:
        jury.appoint(call=round_.call, user=stranger, by=dora, is_chair=True)
    assert caught.field == "is_chair"


def test_appoint_after_reviewing_opened_is_refused(make_round: MakeRound, stranger: User) -> None:
    round_ = make_round(Stage.REVIEWING)

    with refused("frozen"):
        jury.appoint(call=round_.call, user=stranger, by=round_.dora)


def test_appoint_is_for_the_office(round_: Round, clara: User) -> None:
    with refused("not_allowed"):
        jury.appoint(call=round_.call, user=clara, by=clara)


def test_office_sits_in_no_jury(round_: Round, dora: User, emil: User) -> None:
    with refused("roles_collide"):
        jury.appoint(call=round_.call, user=emil, by=dora)


def test_reviewing_does_not_open_for_a_juror_who_came_to_the_office(make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    # Nobody is admitted so; should it be there all the same, reviewing does not open.
    OfficeMember.objects.create(user=round_.jurors[0].user)

    with refused("roles_collide"):
        round_.open_reviewing()


def test_a_seat_has_an_association_and_a_state(round_: Round, clara: User, dora: User) -> None:
    seat = jury.appoint(
        call=round_.call, user=clara, by=dora, association="landkreistag", state="ST"
    )

    assert (seat.association, seat.state) == ("landkreistag", "ST")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"association": "adac"}, "unknown_choice"),
        ({"state": "XX"}, "unknown_choice"),
        ({"bench": "x" * 101}, "too_long"),
        ({"bench": "\x00"}, "control_characters"),
    ],
)
def test_unknown_ties_are_refused_at_their_field(
    round_: Round, clara: User, dora: User, wrong: dict[str, Any], code: str
) -> None:
    with refused(code) as caught:
        jury.appoint(call=round_.call, user=clara, by=dora, **wrong)
    assert caught.field in wrong


def test_ties_are_corrected_by_the_office_alone_and_logged(
    make_round: MakeRound, own_town: Municipality
) -> None:
    round_ = make_round(Stage.READY)
    seat = round_.jurors[0]
    given: dict[str, Any] = {
        "juror": seat,
        "municipality": own_town,
        "association": "",
        "state": "",
    }

    with refused("not_allowed"):
        jury.correct_ties(by=seat.user, **given)
    with refused("unknown_choice"):
        jury.correct_ties(by=round_.dora, **given | {"state": "XX"})
    jury.correct_ties(by=round_.dora, **given)

    assert JuryMember.objects.get(pk=seat.pk).municipality == own_town
    assert not seat.conflicts.exists()  # entered when reviewing opens
    assert AuditEntry.objects.get(act="jury.ties_corrected").payload == {"user": seat.user_id}


def test_single_keys_are_switched_by_the_juror_alone(make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    clara = round_.jurors[0]
    jury.set_single_keys(juror=clara, by=clara.user, is_on=False)
    clara.refresh_from_db()
    assert clara.single_keys is False
    with refused("not_allowed"):
        jury.set_single_keys(juror=clara, by=round_.dora, is_on=True)
