"""Settling conflicts: who may, what may, what follows."""

from typing import Any

import pytest

from competition.models import AuditEntry, Notice
from reviews import bundles, cases, progress, queries
from reviews.models import Conflict, JuryMember, Review
from reviews.selection import select
from reviews.services import conflicts, settlements
from reviews.services import decision as decisions
from reviews.services.settlements import Planned
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import MakeRound, Round, Stage
from tests.fixtures.sessions import Sitting

pytestmark = pytest.mark.django_db
WHY = "Das Amt ruht seit 2019."


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.REVIEWING)


def declared(round_: Round, reason: str, *, juror: int = 1, number: int = 0) -> Conflict:
    """A conflict that a juror (not the chair) declared."""
    round_.declare(round_.jurors[juror], round_.applications[number], answer=reason)
    return Conflict.objects.get(
        jury_member=round_.jurors[juror], application=round_.applications[number]
    )


def contested(round_: Round, reason: str, **more: int) -> Conflict:
    conflict = declared(round_, reason, **more)
    return conflicts.contest(
        conflict=conflict, by=conflict.jury_member.user, reason="Ein Versehen."
    )


def settle(
    round_: Round, *chosen: Conflict, by: JuryMember | None = None, **more: Any
) -> list[Planned]:
    given: dict[str, Any] = {"settlement": "waived", "reason": WHY} | more
    return settlements.settle(
        call=round_.call,
        chosen=[each.pk for each in chosen],
        by=(by or round_.jurors[0]).user,
        **given,
    )


# Who


def test_the_chair_settles_with_a_reason_and_the_juror_gets_a_letter(round_: Round) -> None:
    conflict = declared(round_, "mandate")
    settle(round_, conflict)
    conflict.refresh_from_db()
    clara = round_.jurors[0].user
    assert (conflict.settlement, conflict.settled_by) == ("waived", clara)
    assert conflict.settlement_reason == WHY
    letter = Notice.objects.get(kind="conflict_settled")
    assert letter.recipient == round_.jurors[1].user
    assert WHY in letter.body
    assert "Vorhaben 1" in letter.body
    entry = AuditEntry.objects.get(act="conflicts.settled")
    assert entry.payload["conflicts"] == [conflict.pk]
    assert WHY not in str(entry.payload)


def test_nobody_else_settles(round_: Round) -> None:
    conflict = declared(round_, "mandate")
    for person in (round_.jurors[1], round_.jurors[1]):
        with refused("not_allowed"):
            settle(round_, conflict, by=person)
    with refused("not_allowed"):
        settlements.plan(
            call=round_.call,
            chosen=[conflict.pk],
            settlement="waived",
            by=round_.applications[0].contact,
        )


def test_the_chair_settles_no_own_conflict(round_: Round) -> None:
    own = declared(round_, "mandate", juror=0)
    with refused("own_conflict"):
        settle(round_, own)


def test_nor_another_s_about_an_application_that_is_closed_to_the_chair(round_: Round) -> None:
    declared(round_, "kinship", juror=0)
    other = declared(round_, "mandate")
    with refused("own_conflict"):
        settle(round_, other)
    settlements.settle(
        call=round_.call, chosen=[other.pk], settlement="waived", reason=WHY, by=round_.dora
    )
    other.refresh_from_db()
    assert other.settled_by == round_.dora


def test_nor_one_that_the_chair_has_found(round_: Round) -> None:
    clara, second = round_.jurors[:2]
    found = conflicts.record(
        juror=second,
        application=round_.applications[0],
        reason="kinship",
        note="Verschwägert.",
        by=clara.user,
    )
    conflicts.contest(conflict=found, by=second.user, reason="Nicht verwandt.")
    told = Notice.objects.filter(kind="conflict_contested").values_list("recipient", flat=True)
    assert set(told) == {round_.dora.pk, round_.emil.pk}
    for settlement in ("upheld", "dismissed"):
        with refused("own_conflict"):
            settle(round_, found, settlement=settlement)
    settlements.settle(
        call=round_.call, chosen=[found.pk], settlement="dismissed", reason=WHY, by=round_.dora
    )
    found.refresh_from_db()
    assert found.settled_by == round_.dora


def test_the_office_leaves_it_to_the_chair_unless_the_chair_is_unable(round_: Round) -> None:
    conflict = declared(round_, "mandate")
    given: dict[str, Any] = {"call": round_.call, "chosen": [conflict.pk], "by": round_.dora}
    with refused("chair_decides"):
        settlements.settle(**given, settlement="waived", reason=WHY)
    settlements.settle(**given, settlement="waived", reason=WHY, stands_in=True)
    assert AuditEntry.objects.get(act="conflicts.settled").payload["stands_in"] is True


def test_the_office_settles_where_the_jury_has_no_chair(round_: Round) -> None:
    conflict = declared(round_, "mandate")
    JuryMember.objects.update(is_chair=False)
    given: dict[str, Any] = {
        "call": round_.call,
        "chosen": [conflict.pk],
        "settlement": "waived",
        "reason": WHY,
    }
    with refused("not_allowed"):
        settlements.settle(**given, by=round_.jurors[0].user)
    settlements.settle(**given, by=round_.dora)
    assert Conflict.objects.get().settlement == "waived"


# What


@pytest.mark.parametrize(
    ("reason", "is_contested", "settlement", "refusal"),
    [
        ("mandate", False, "waived", ""),
        ("mandate", False, "dismissed", ""),
        ("mandate", False, "upheld", ""),
        ("mandate", True, "waived", ""),
        ("kinship", False, "waived", "hard_conflict"),
        ("kinship", False, "dismissed", "not_contested"),
        ("kinship", False, "upheld", "not_contested"),
        ("kinship", True, "waived", "hard_conflict"),
        ("kinship", True, "dismissed", ""),
        ("kinship", True, "upheld", ""),
    ],
)
def test_a_hint_may_be_waived_and_an_exclusion_only_be_found_mistaken(
    round_: Round, reason: str, is_contested: bool, settlement: str, refusal: str
) -> None:
    conflict = contested(round_, reason) if is_contested else declared(round_, reason)
    if refusal:
        with refused(refusal):
            settle(round_, conflict, settlement=settlement)
        return
    settle(round_, conflict, settlement=settlement)
    conflict.refresh_from_db()
    assert conflict.settlement == settlement


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reason": " "}, "reason_required"),
        ({"reason": "x" * 2001}, "too_long"),
        ({"reason": "\x00"}, "control_characters"),
        ({"settlement": ""}, "unknown_choice"),
        ({"settlement": "gone"}, "unknown_choice"),
    ],
)
def test_a_settlement_needs_a_way_and_a_reason(
    round_: Round, wrong: dict[str, Any], code: str
) -> None:
    conflict = declared(round_, "mandate")
    with refused(code):
        settle(round_, conflict, **wrong)


def test_settled_once(round_: Round) -> None:
    conflict = declared(round_, "mandate")
    settle(round_, conflict, settlement="upheld")
    with refused("conflict_settled"):
        settle(round_, conflict)


def test_nothing_chosen_and_another_call_s_conflict(round_: Round, make_round: MakeRound) -> None:
    other = make_round(Stage.REVIEWING, fields={"slug": "zweite"})
    foreign = declared(other, "mandate")
    with refused("nothing_chosen"):
        settle(round_)
    with refused("nothing_chosen"):
        settle(round_, foreign)


def test_of_several_those_are_done_that_may_be(round_: Round) -> None:
    soft, hard = declared(round_, "mandate"), declared(round_, "kinship", number=1)
    with unchanged():
        planned = settlements.plan(
            call=round_.call,
            chosen=[soft.pk, hard.pk],
            settlement="waived",
            by=round_.jurors[0].user,
        )
    expected = [(soft, None), (hard, "hard_conflict")]
    assert [(each.conflict, each.refusal and each.refusal.code) for each in planned] == expected
    done = settle(round_, soft, hard)
    assert [(each.conflict, each.refusal and each.refusal.code) for each in done] == expected
    assert set(Conflict.objects.exclude(settlement="")) == {soft}
    assert Notice.objects.filter(kind="conflict_settled").count() == 1


# What follows


def test_after_a_waiver_the_juror_declares_first(round_: Round) -> None:
    juror, application = round_.jurors[1], round_.applications[0]
    round_.declare(juror, application)
    conflict = declared(round_, "mandate")
    settle(round_, conflict)
    row = queries.assigned(juror).get(pk=application.pk)
    assert (row.is_conflicted, row.is_declared) == (False, False)
    assert progress.members_of(round_.call).get(pk=juror.pk).undeclared_count == 3
    with refused("undeclared"):
        round_.review(juror, application, {"idea": "3", "breadth": "3"})
    round_.declare(juror, application)
    assert round_.review(juror, application, {"idea": "3", "breadth": "3"})


@pytest.mark.parametrize("settlement", ["", "upheld"])
def test_what_is_not_lifted_stays_closed(round_: Round, settlement: str) -> None:
    conflict = declared(round_, "mandate")
    if settlement:
        settle(round_, conflict, settlement=settlement)
    with refused("conflicted"):
        round_.declare(round_.jurors[1], round_.applications[0])


def test_a_dismissed_recusal_brings_the_score_back(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    public_id = round_.applications[0].public_id
    before = select(cases.case_of(round_.call))["valid_reviews"][public_id]
    conflict = contested(round_, "kinship")
    assert select(cases.case_of(round_.call))["valid_reviews"][public_id] == before - 1
    settle(round_, conflict, settlement="dismissed")
    assert select(cases.case_of(round_.call))["valid_reviews"][public_id] == before
    assert Review.objects.count() == 6


def test_a_conflict_changes_the_case_and_makes_a_run_stale(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    assert round_.run
    declared(round_, "mandate")
    assert bundles.case_digest(cases.case_of(round_.call)) != round_.run.input_digest
    with refused("run_stale"):
        decisions.propose(run=round_.run, by=round_.dora)


def test_a_proposal_made_before_a_recusal_is_not_confirmed(make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    declared(round_, "mandate")
    assert round_.decision
    with refused("run_stale"):
        decisions.confirm(decision=round_.decision, read=round_.decision.digest, by=round_.emil)


def test_after_the_decision_nothing_is_lifted_any_more(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    conflict = declared(round_, "mandate")
    for settlement in ("waived", "dismissed"):
        with refused("decision_confirmed"):
            settle(round_, conflict, settlement=settlement)
    settle(round_, conflict, settlement="upheld")


# Declared again: the row begins anew, and what stood there is kept


def test_a_conflict_declared_after_a_waiver_opens_the_row_again(round_: Round) -> None:
    conflict = contested(round_, "mandate")
    settle(round_, conflict)
    round_.declare(round_.jurors[1], round_.applications[0])
    again = declared(round_, "kinship")
    assert again.pk == conflict.pk
    assert (again.reason, again.severity, again.source) == ("kinship", "hard", "juror")
    assert (again.settlement, again.contested_at, again.settled_by) == ("", None, None)
    for words in ("Mandat oder Amt", "Widerspruch: Ein Versehen.", f"aufgehoben: {WHY}"):
        assert words in again.note
    before = AuditEntry.objects.filter(act="conflicts.declared").latest("pk").payload["before"]
    assert [(row["reason"], row["settlement"]) for row in before] == [("mandate", "waived")]
    assert len(before[0]["sha256"]) == 64


def test_a_row_may_be_contested_and_settled_once_more_and_each_has_its_letter(
    round_: Round,
) -> None:
    settle(round_, contested(round_, "mandate"))
    settle(round_, contested(round_, "ministry"), settlement="upheld")
    assert Notice.objects.filter(kind="conflict_contested").count() == 2
    assert Notice.objects.filter(kind="conflict_settled").count() == 2


def test_hard_beats_soft_and_soft_never_hard(round_: Round) -> None:
    soft = declared(round_, "mandate")
    hard = declared(round_, "employment")
    assert (hard.pk, hard.reason, hard.severity) == (soft.pk, "employment", "hard")
    assert "Zuvor" in hard.note
    assert declared(round_, "mandate").reason == "employment"


def test_who_of_the_office_found_a_conflict_does_not_judge_the_objection(round_: Round) -> None:
    juror, application = round_.jurors[1], round_.applications[0]
    found = conflicts.record(
        juror=juror, application=application, reason="employment", note="Gutachten.", by=round_.dora
    )
    conflicts.contest(conflict=found, by=juror.user, reason="Das war ein anderer.")
    way: dict[str, Any] = {"settlement": "dismissed", "reason": WHY, "stands_in": True}
    with refused("same_person"):
        settlements.settle(call=round_.call, chosen=[found.pk], by=round_.dora, **way)

    settlements.settle(call=round_.call, chosen=[found.pk], by=round_.emil, **way)

    assert Conflict.objects.get(pk=found.pk).settled_by == round_.emil


def test_nobody_comes_back_while_the_application_is_discussed(sitting: Sitting) -> None:
    conflict = sitting.second.conflicts.get()
    conflicts.contest(conflict=conflict, by=sitting.second.user, reason="Ein Versehen.")
    given: dict[str, Any] = {"call": sitting.round.call, "chosen": [conflict.pk], "reason": WHY}
    given |= {"settlement": "dismissed", "by": sitting.clara.user}
    sitting.call(1)
    with refused("item_open"):
        settlements.settle(**given)
    sitting.end(1)

    settlements.settle(**given)

    assert not Conflict.objects.standing().filter(pk=conflict.pk).exists()
