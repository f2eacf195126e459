"""The gate: closed by a row, or by acting for a participant although there is none yet."""

import pytest
from django.db.models import Value

from competition.models import Application, Municipality
from competition.models.membership import Role
from competition.services import memberships
from reviews import queries
from reviews.conflicts import derivation, gate
from reviews.models import Conflict
from reviews.services import conflicts, settlements
from reviews.services.derivation import catch_up
from tests.fixtures.people import account, acting, place
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    made = make_round(Stage.REVIEWING)
    made.declare(made.jurors[0])
    return made


def closed(round_: Round) -> set[Application]:
    """What is closed to Clara."""
    return {row for row in queries.assigned(round_.jurors[0]) if row.is_conflicted}


def own_town(round_: Round, number: int = 0) -> Municipality:
    return round_.applications[number].municipality


def test_the_text_closes_when_a_juror_comes_to_act_for_the_town(round_: Round) -> None:
    clara, first = round_.jurors[0], round_.applications[0]
    at = round_.call.deadline_at.replace(year=2999)
    assert queries.applications_for(clara, at).contains(first)
    acting("Clara", own_town(round_), Role.EDITOR)
    assert closed(round_) == {first}
    assert not queries.applications_for(clara, at).contains(first)
    assert not Conflict.objects.exists()


@pytest.mark.parametrize("ags", ["99001001", "99001000", "99001002", "99002000", "99003001"])
def test_the_gate_and_the_derivation_say_the_same(round_: Round, ags: str) -> None:
    known = {town.ags: town for town in (own_town(round_, each) for each in range(3))}
    kind = "county" if ags.endswith("000") else "town"
    mine = known.get(ags) or place(ags, f"Beispielort {ags}", kind=kind)
    acting("Clara", mine, Role.SIGNATORY)
    own = {each for each in round_.applications if derivation.is_own(mine, each.municipality)}
    assert closed(round_) == own
    catch_up()
    assert {row.application for row in Conflict.objects.all()} == own
    assert closed(round_) == own


def test_the_sweep_enters_it_also_where_nothing_is_assigned(round_: Round) -> None:
    clara, first = round_.jurors[0], round_.applications[0]
    clara.assignments.filter(application=first).update(
        ended_at=round_.call.deadline_at, ended_by=round_.dora
    )
    acting("Clara", own_town(round_), Role.EDITOR)
    catch_up()
    assert Conflict.objects.get().application == first


def test_whoever_acts_for_a_town_alone_is_closed_out(round_: Round) -> None:
    acting("Zoe", own_town(round_), Role.EDITOR)
    assert closed(round_) == set()


def test_the_row_is_kept_when_the_membership_ends(round_: Round) -> None:
    town = own_town(round_)
    acting("Clara", town, Role.EDITOR)
    catch_up()
    membership = account("Clara").memberships.get()
    memberships.remove(membership=membership, by=round_.dora, reason="Irrtum")
    assert closed(round_) == {round_.applications[0]}


def test_a_dismissal_opens_the_gate_although_the_membership_goes_on(round_: Round) -> None:
    acting("Clara", own_town(round_), Role.EDITOR)
    catch_up()
    conflict = Conflict.objects.get()
    conflicts.contest(conflict=conflict, by=conflict.jury_member.user, reason="Altes Konto.")
    settlements.settle(
        call=round_.call,
        chosen=[conflict.pk],
        settlement="dismissed",
        reason="Das Konto hat die Kommune verwechselt.",
        by=round_.dora,
    )
    catch_up()
    assert closed(round_) == set()
    assert not queries.closed_to(round_.jurors[0])


def test_another_settlement_does_not_open_it(round_: Round) -> None:
    clara, first = round_.jurors[0], round_.applications[0]
    round_.declare(clara, first, answer="mandate")
    conflict = Conflict.objects.get()
    settlements.settle(
        call=round_.call,
        chosen=[conflict.pk],
        settlement="waived",
        reason="Ruht seit Jahren.",
        by=round_.dora,
    )
    acting("Clara", own_town(round_), Role.EDITOR)
    assert closed(round_) == {first}
    catch_up()
    conflict.refresh_from_db()
    assert (conflict.reason, conflict.severity, conflict.settlement) == (
        "own_municipality",
        "hard",
        "",
    )


def test_catching_up_again_changes_nothing(round_: Round) -> None:
    acting("Clara", own_town(round_), Role.EDITOR)
    catch_up()
    before = list(Conflict.objects.values())
    catch_up()
    assert list(Conflict.objects.values()) == before


def test_unrecorded_is_what_the_sweep_looks_for(round_: Round) -> None:
    clara, first = round_.jurors[0], round_.applications[0]
    gap = gate.unrecorded(juror=clara, person=clara.user_id, application=Value(first.pk))
    seat = type(clara).objects.filter(pk=clara.pk)
    assert not seat.filter(gap).exists()
    acting("Clara", own_town(round_), Role.EDITOR)
    assert seat.filter(gap).exists()
    catch_up(call=round_.call)
    assert not seat.filter(gap).exists()
