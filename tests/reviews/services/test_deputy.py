"""The deputy chair: acts where the chair has a stake or is absent, and nowhere else."""

import pytest

from competition.models import AuditEntry, Notice, User
from reviews import policies, queries
from reviews.models import Conflict, JuryMember
from reviews.services import conflicts, jury, session, settlements
from reviews.services.settlements import Planned
from tests.fixtures.people import account
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """Clara chairs, juror 2 is her deputy, juror 3 is neither."""
    made = make_round(Stage.REVIEWING, jurors=3)
    jury.name_deputy(call=made.call, juror=made.jurors[1], by=made.dora)
    for juror in made.jurors:
        juror.refresh_from_db()
    return made


def declared(round_: Round, juror: int, number: int = 0, reason: str = "mandate") -> Conflict:
    round_.declare(round_.jurors[juror], round_.applications[number], answer=reason)
    return Conflict.objects.get(
        jury_member=round_.jurors[juror], application=round_.applications[number]
    )


def settle(round_: Round, conflict: Conflict, by: User) -> list[Planned]:
    return settlements.settle(
        call=round_.call, chosen=[conflict.pk], settlement="waived", reason="Ruht.", by=by
    )


def test_naming_is_logged_and_replaces_the_one_before(round_: Round) -> None:
    assert AuditEntry.objects.latest("pk").act == "jury.deputy_named"
    jury.name_deputy(call=round_.call, juror=round_.jurors[2], by=round_.dora)
    assert queries.heads_of(round_.call) == (round_.jurors[0], round_.jurors[2])
    jury.name_deputy(call=round_.call, juror=None, by=round_.dora)
    assert queries.heads_of(round_.call)[1] is None


def test_chair_and_deputy_are_two(round_: Round, make_round: MakeRound) -> None:
    with refused("chair_or_deputy"):
        jury.name_deputy(call=round_.call, juror=round_.jurors[0], by=round_.dora)
    other = make_round(Stage.READY, fields={"slug": "andere"})
    with refused("not_found"):
        jury.name_deputy(call=round_.call, juror=other.jurors[0], by=round_.dora)
    with refused("not_allowed"):
        jury.name_deputy(call=round_.call, juror=None, by=round_.jurors[0].user)
    with refused("chair_or_deputy") as caught:
        jury.appoint(
            call=other.call,
            user=other.jurors[0].user,
            by=other.dora,
            is_chair=True,
            is_deputy_chair=True,
        )
    assert caught.field == "is_deputy_chair"


def test_one_deputy_at_a_time(make_round: MakeRound) -> None:
    made = make_round(Stage.SCREENED, applications=1)
    made.seat("Ada", is_deputy_chair=True)
    bela = account("Béla")
    with refused("deputy_taken"):
        jury.appoint(call=made.call, user=bela, by=made.dora, is_deputy_chair=True)


def test_where_the_chair_can_the_deputy_does_not(round_: Round) -> None:
    conflict = declared(round_, 2)
    with refused("chair_present"):
        settle(round_, conflict, round_.jurors[1].user)
    assert settle(round_, conflict, round_.jurors[0].user)[0].refusal is None


def test_the_chairs_own_conflict_is_the_deputys(round_: Round) -> None:
    conflict = declared(round_, 0)
    with refused("deputy_decides"):
        settle(round_, conflict, round_.jurors[0].user)
    with refused("chair_decides"):
        settle(round_, conflict, round_.dora)
    assert settle(round_, conflict, round_.jurors[1].user)[0].refusal is None


def test_where_both_have_a_stake_the_office_decides(round_: Round) -> None:
    declared(round_, 1)
    conflict = declared(round_, 0)
    for juror in round_.jurors[:2]:
        with refused("own_conflict"):
            settle(round_, conflict, juror.user)
    assert settle(round_, conflict, round_.dora)[0].refusal is None


def test_a_contest_that_concerns_the_chair_is_told_to_the_deputy(round_: Round) -> None:
    conflict = declared(round_, 0)
    conflicts.contest(conflict=conflict, by=round_.jurors[0].user, reason="Ein Versehen.")
    told = Notice.objects.filter(kind="conflict_contested").values_list(
        "recipient__name", flat=True
    )
    assert list(told) == [round_.jurors[1].user.name]


def test_whoever_is_neither_settles_nothing(round_: Round) -> None:
    conflict = declared(round_, 0)
    with refused("not_allowed"):
        settle(round_, conflict, round_.jurors[2].user)


def record(round_: Round, juror: int, by: User) -> Conflict:
    return conflicts.record(
        juror=round_.jurors[juror],
        application=round_.applications[0],
        reason="kinship",
        note="Bekannt.",
        by=by,
    )


def test_the_deputy_records_what_the_chair_cannot(round_: Round) -> None:
    with refused("chair_present"):
        record(round_, 2, round_.jurors[1].user)
    record(round_, 0, round_.jurors[1].user)
    assert record(round_, 2, round_.jurors[1].user).source == "chair"  # the chair is out here


@pytest.mark.parametrize(
    ("is_chair", "is_deputy", "is_out", "is_chair_out", "why"),
    [
        (True, False, False, False, ""),
        (True, False, True, True, "conflicted"),
        (False, True, False, False, "chair_present"),
        (False, True, False, True, ""),
        (False, True, True, True, "conflicted"),
        (False, False, False, True, "not_allowed"),
    ],
)
def test_who_runs_the_session(
    is_chair: bool, is_deputy: bool, is_out: bool, is_chair_out: bool, why: str
) -> None:
    seat = JuryMember(is_chair=is_chair, is_deputy_chair=is_deputy)
    verdict = policies.may_run_session(seat, is_out=is_out, is_chair_out=is_chair_out)
    assert (verdict.allowed, verdict.why) == (not why, why)


def test_in_the_session_the_deputy_acts_while_the_chair_is_not_there(
    make_round: MakeRound,
) -> None:
    made = make_round(Stage.LOCKED, jurors=3, applications=2)
    jury.name_deputy(call=made.call, juror=made.jurors[1], by=made.dora)
    chair, deputy, third = (JuryMember.objects.get(pk=juror.pk) for juror in made.jurors)
    running = session.open(call=made.call, by=made.dora, quorum=1)
    session.come(session=running, member=third, by=deputy.user)
    conflict = declared(made, 2)
    assert settle(made, conflict, deputy.user)[0].refusal is None
    session.come(session=running, member=chair, by=chair.user)
    with refused("chair_present"):
        session.leave(session=running, member=third, by=deputy.user)
    assert not queries.is_absent(chair)


def test_a_seat_is_taken_back_before_reviewing_opens_and_not_after(
    round_: Round, make_round: MakeRound
) -> None:
    with refused("frozen"):
        jury.dismiss(juror=round_.jurors[2], by=round_.dora)
    other = make_round(Stage.READY, fields={"slug": "andere"})
    with refused("not_allowed"):
        jury.dismiss(juror=other.jurors[1], by=other.jurors[0].user)
    jury.dismiss(juror=other.jurors[1], by=other.dora)
    assert AuditEntry.objects.latest("pk").act == "jury.dismissed"
    assert other.call.jury_members.count() == 1
    with refused("not_found"):
        jury.dismiss(juror=other.jurors[1], by=other.dora)
