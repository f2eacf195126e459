"""Entering what follows from the register: at opening, and when facts change later."""

from typing import Any

import pytest
from django.core.management import call_command

from competition.models import AuditEntry, Notice, User
from competition.models.membership import Role
from reviews import cases
from reviews.models import Conflict, JuryMember, Review
from reviews.selection import select
from reviews.services import jury
from reviews.services.derivation import catch_up, derive_for
from tests.fixtures.people import acting
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db


def opened(make_round: MakeRound, email: str = "", **ties: Any) -> tuple[Round, JuryMember]:
    """A round whose Karla has these ties. The towns: NW, a municipality in BY, a town in HE."""
    round_ = make_round(Stage.SCREENED)
    round_.prepare_jury()
    karla = round_.seat("Karla", **ties)
    if email:
        User.objects.filter(pk=karla.user_id).update(email=email)
    round_.open_reviewing()
    return round_, karla


def found(juror: JuryMember) -> list[tuple[int, str, str, str]]:
    """Number of the application, reason, severity and note."""
    rows = juror.conflicts.order_by("application__pk").select_related("application__municipality")
    return [
        (int(row.application.municipality.ags[2:5]), row.reason, row.severity, row.note)
        for row in rows
    ]


def test_a_mandate_is_a_hint_for_all_that_the_association_speaks_for(
    make_round: MakeRound,
) -> None:
    _, karla = opened(make_round, association="dstgb")
    assert [row[:3] for row in found(karla)] == [
        (number, "mandate", "soft") for number in (1, 2, 3)
    ]
    _, carl = opened_again(make_round, association="landkreistag")
    assert found(carl) == []


def opened_again(make_round: MakeRound, **ties: Any) -> tuple[Round, JuryMember]:
    round_ = make_round(Stage.SCREENED, fields={"slug": "zweite"})
    round_.prepare_jury()
    carl = round_.seat("Carl", **ties)
    round_.open_reviewing()
    return round_, carl


def test_a_ministry_is_a_hint_for_its_state(make_round: MakeRound) -> None:
    _, karla = opened(make_round, state="BY")
    assert found(karla) == [(2, "ministry", "soft", "Ministerium des Landes: Musterdorf")]


def test_an_equal_mail_domain_is_a_hint_and_a_shared_one_is_none(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED)
    User.objects.filter(email="boris@example.org").update(email="boris@musterdorf.example")
    round_.prepare_jury()
    karla = round_.seat("Karla")
    User.objects.filter(pk=karla.user_id).update(email="karla@Musterdorf.example")
    round_.open_reviewing()
    assert [row[:3] for row in found(karla)] == [(2, "mail_domain", "soft")]
    assert Conflict.objects.count() == 1


def test_one_row_a_pair_names_all_that_follows(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED)
    round_.prepare_jury()
    karla = round_.seat(
        "Karla", municipality=round_.applications[1].municipality, association="dstgb", state="BY"
    )
    round_.open_reviewing()
    second = next(row for row in found(karla) if row[0] == 2)
    assert second[1:3] == ("own_municipality", "hard")
    for words in ("Landkreis: Musterdorf", "Verband: Musterdorf", "Landes: Musterdorf"):
        assert words in second[3]


def test_a_hint_hides_the_text_until_it_is_waived(make_round: MakeRound) -> None:
    round_, karla = opened(make_round, state="BY")
    with refused("conflicted"):
        round_.declare(karla, round_.applications[1])


def test_correcting_the_ties_enters_what_follows_and_voids_a_score(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    juror, application = round_.jurors[1], round_.applications[1]
    public_id = application.public_id
    before = select(cases.case_of(round_.call))["valid_reviews"][public_id]
    jury.correct_ties(juror=juror, by=round_.dora, municipality=None, association="", state="BY")
    assert [row[:2] for row in found(juror)] == [(2, "ministry")]
    assert select(cases.case_of(round_.call))["valid_reviews"][public_id] == before - 1
    assert Review.objects.filter(jury_member=juror, application=application).exists()
    assert AuditEntry.objects.get(act="conflicts.derived").payload["juror"] == juror.pk


def test_deriving_again_changes_nothing_and_logs_nothing(make_round: MakeRound) -> None:
    _, karla = opened(make_round, state="BY")
    before = list(Conflict.objects.values())
    derive_for(juror=karla)
    assert list(Conflict.objects.values()) == before
    assert not AuditEntry.objects.filter(act="conflicts.derived").exists()


def test_the_sweep_enters_what_has_come_about(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    acting("Clara", round_.applications[0].municipality, Role.EDITOR)
    call_command("sweep")
    assert [row[:2] for row in found(round_.jurors[0])] == [(1, "own_municipality")]


def test_a_score_of_who_acts_for_the_town_by_now_is_void_when_scores_are_locked(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.SCORED)
    public_id = round_.applications[0].public_id
    acting("Clara", round_.applications[0].municipality, Role.EDITOR)
    round_.lock()
    assert select(cases.case_of(round_.call))["valid_reviews"][public_id] == 1


def test_what_comes_about_after_the_decision_is_told_to_the_office(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    acting("Clara", round_.applications[0].municipality, Role.EDITOR)
    catch_up()
    letters = Notice.objects.filter(kind="conflict_after_decision")
    assert {letter.recipient for letter in letters} == {round_.dora, round_.emil}


def test_once_announced_nothing_is_looked_for(make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    acting("Clara", round_.applications[0].municipality, Role.EDITOR)
    catch_up()
    assert not Conflict.objects.exists()
