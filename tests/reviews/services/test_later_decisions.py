"""Decisions otherwise than computed, corrections and successors: by two persons, at a price."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from competition.letters import kinds
from competition.models import (
    Announcement,
    AuditEntry,
    Award,
    Notice,
    OfficeMember,
    Publication,
)
from competition.services import announcement, awards, office_members
from reviews.decisions.proposal import Wish, successor_of
from reviews.models import Decision
from reviews.models.decision import DecisionKind
from reviews.services import decision, selection
from tests.fixtures.announcing import confirm_as_read
from tests.fixtures.people import office_member
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import PUBLIC_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
LATER = PUBLIC_AT + timedelta(days=10)


def ids(round_: Round, *numbers: int) -> list[str]:
    return sorted(round_.applications[number].public_id for number in numbers)


def level(_juror: int, _application: int) -> dict[str, str]:
    return {"idea": "3", "breadth": "3"}


def rule(value: str, minimum: int) -> dict[str, Any]:
    return {
        "key": f"{value}-min",
        "label": "Regel",
        "attribute": "state",
        "value": value,
        "minimum": minimum,
    }


def propose(round_: Round, wish: Wish, run: Any = None) -> Decision:
    """Read the plan, then propose exactly that."""
    run = run or round_.run
    plan = decision.plan_of(run=run, by=round_.dora, wish=wish)
    return decision.propose(run=run, by=round_.dora, wish=wish, read=plan.digest)


def confirm(round_: Round, made: Decision) -> Decision:
    return decision.confirm(decision=made, read=made.digest, by=round_.emil)


def other(round_: Round, *numbers: int, reason: str = "Der Verbund zählt mehr.") -> Wish:
    return Wish(selected=ids(round_, *numbers), deviation_reason=reason)


def correction(round_: Round, *numbers: int, **fields: Any) -> Wish:
    return Wish(
        kind=DecisionKind.CORRECTION,
        selected=ids(round_, *numbers),
        deviation_reason="Der Verbund zählt mehr.",
        reason="Eine Bewertung war falsch übertragen.",
        **fields,
    )


def succession(round_: Round, number: int, **fields: Any) -> Wish:
    wanted = {"reason": "Eine Kommune hat verzichtet.", "public_at": LATER, **fields}
    declined = round_.applications[number].public_id
    return Wish(kind=DecisionKind.SUCCESSION, declined=declined, **wanted)


def decline(round_: Round, number: int) -> None:
    award = Award.objects.get(application=round_.applications[number])
    awards.decline(award=award, reason="Der Rat will nicht.", by=round_.dora, evidence="Brief")


def holders(round_: Round) -> set[str]:
    rows = Award.objects.filter(call=round_.call, state="granted")
    return set(rows.values_list("application__public_id", flat=True))


# Deviation


def test_deviation_has_its_exact_price(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    made = propose(round_, other(round_, 0, 2))

    assert made.selected == ids(round_, 0, 2)
    assert made.deviation.enters == ids(round_, 2)
    assert made.deviation.leaves == ids(round_, 1)
    # The third has half a point less than the second, on weights of two and one.
    assert Fraction(made.deviation.price) == Fraction(3, 2)
    assert made.deviation.broken == []
    assert made.reserve == ids(round_, 1)


def test_a_set_is_said_as_a_difference_too(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    difference = Wish(
        enters=ids(round_, 2), leaves=ids(round_, 1), deviation_reason="Der Verbund zählt mehr."
    )
    assert round_.run
    plans = [
        decision.plan_of(run=round_.run, by=round_.dora, wish=wish)
        for wish in (difference, other(round_, 0, 2))
    ]
    assert plans[0].digest == plans[1].digest
    with refused("decision_changed"):
        decision.propose(run=round_.run, by=round_.dora, wish=difference)


@pytest.mark.parametrize(
    ("enters", "leaves", "field"),
    [((0,), (1,), "enters"), ((2,), (2,), "leaves"), ((1,), (1,), "enters")],
)
def test_a_difference_is_one_from_what_was_computed(
    make_round: MakeRound, enters: tuple[int, ...], leaves: tuple[int, ...], field: str
) -> None:
    round_ = make_round(Stage.COMPUTED)
    wish = Wish(enters=ids(round_, *enters), leaves=ids(round_, *leaves), deviation_reason="Weil.")
    with refused("unknown_choice") as caught:
        propose(round_, wish)
    assert caught.field == field


def test_what_was_read_is_named_for_the_plain_selection_too(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    assert round_.run
    with refused("decision_changed"):
        decision.propose(run=round_.run, by=round_.dora, read="0" * 64)


def test_deviation_is_confirmed_with_its_award_and_says_so_in_public(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    confirm(round_, propose(round_, other(round_, 0, 2)))

    assert holders(round_) == set(ids(round_, 0, 2))
    content = Publication.objects.get(kind="decision").content
    assert content["difference"] == {
        "enters": ids(round_, 2),
        "leaves": ids(round_, 1),
        "price": "3/2",
        "broken": [],
    }
    assert "Verbund" not in str(content)


def test_deviation_names_the_rule_that_it_breaks(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED, rules=[rule("HE", 1)])
    assert round_.run
    assert round_.run.result
    assert round_.run.result["selected"] == ids(round_, 0, 2)
    made = propose(round_, other(round_, 0, 1))

    assert made.deviation.broken == ["HE-min"]
    assert Fraction(made.deviation.price) == Fraction(-3, 2)


@pytest.mark.parametrize(
    ("numbers", "reason", "code"),
    [
        ((0,), "Weil.", "deviation_size"),
        ((0, 1, 2), "Weil.", "deviation_size"),
        ((), "Weil.", "deviation_size"),
        ((0, 1), "Weil.", "deviation_none"),
        ((0, 2), " \n", "reason_required"),
        ((0, 2), "x" * 4_001, "too_long"),
        ((0, 2), "a\x00b", "control_characters"),
    ],
)
def test_deviation_that_cannot_be_is_refused(
    make_round: MakeRound, numbers: tuple[int, ...], reason: str, code: str
) -> None:
    round_ = make_round(Stage.COMPUTED)
    with refused(code):
        propose(round_, other(round_, *numbers, reason=reason))


def test_deviation_to_a_stranger_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    with refused("unknown_choice") as caught:
        propose(round_, Wish(selected=["x", "y"], deviation_reason="Weil."))
    assert caught.field == "selected"


def test_deviation_to_one_below_the_least_points_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED, rubric_fields={"overall_threshold": "13"})
    with refused("deviation_not_eligible"):
        propose(round_, other(round_, 0, 2))


def test_at_most_lets_people_choose_fewer(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED, rubric_fields={"seats_mode": "at_most"})
    made = propose(round_, other(round_, 0))
    assert made.selected == ids(round_, 0)
    assert made.reserve == ids(round_, 1)


def test_deviation_that_was_not_read_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    assert round_.run
    for read in ("", "0" * 64):
        with refused("decision_changed"):
            decision.propose(run=round_.run, by=round_.dora, wish=other(round_, 0, 2), read=read)


def test_what_was_changed_past_the_services_is_not_confirmed(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    made = propose(round_, other(round_, 0, 2))
    made.deviation.price = "0"
    made.deviation.save()
    with refused("decision_changed"):
        confirm(round_, made)


def test_plan_is_for_the_office(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    assert round_.run
    with refused("not_allowed"):
        decision.plan_of(run=round_.run, by=round_.jurors[0].user, wish=other(round_, 0, 2))


# A tie that the rules leave, and rules that cannot be kept


@pytest.fixture
def tied(make_round: MakeRound) -> Round:
    return make_round(Stage.COMPUTED, points=level, rubric_fields={"tie_break": []})


def test_choice_among_the_tied_costs_nothing(tied: Round) -> None:
    assert tied.run
    wish = other(tied, 0, 2, reason="So hat die Jury beschlossen.")
    plan = decision.plan_of(run=tied.run, by=tied.dora, wish=wish)
    assert plan.is_among_tied
    difference = Wish(leaves=ids(tied, 1), deviation_reason=wish.deviation_reason)
    assert decision.plan_of(run=tied.run, by=tied.dora, wish=difference).digest == plan.digest
    made = propose(tied, wish)

    assert (made.deviation.price, made.deviation.broken) == ("0", [])
    assert made.deviation.enters == ids(tied, 0, 2)
    assert made.deviation.leaves == ids(tied, 1)
    confirm(tied, made)
    assert holders(tied) == set(ids(tied, 0, 2))


def test_nobody_follows_where_several_stand_equal(make_round: MakeRound) -> None:
    round_ = make_round(
        Stage.COMPUTED, points=level, applications=4, rubric_fields={"tie_break": []}
    )
    assert propose(round_, other(round_, 0, 2)).reserve == []


def test_infeasible_rules_are_left_on_record(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED, rules=[rule("HE", 1), rule("SH", 1)])
    made = propose(round_, other(round_, 0, 2))
    assert (made.deviation.price, made.deviation.broken) == ("", ["SH-min"])


def test_public_page_of_a_choice_by_people_says_so(make_round: MakeRound, client: Client) -> None:
    for slug, options in (
        ("gleich", {"points": level, "rubric_fields": {"tie_break": []}}),
        ("unerfuellbar", {"rules": [rule("HE", 1), rule("SH", 1)]}),
        ("anders", {}),
    ):
        round_ = make_round(Stage.COMPUTED, fields={"slug": slug}, **options)
        round_.decision = confirm(round_, propose(round_, other(round_, 0, 2)))
        round_.stage = Stage.DECIDED
        round_.advance(Stage.ANNOUNCED)
        page = client.get(reverse("decision", args=[slug]))
        assert page.status_code == 200
        assert "Verbund" not in page.content.decode()


def test_reasons_tell_the_reserve_where_the_call_names_it(make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED, applications=4)
    assert round_.decision
    type(round_.call).objects.filter(pk=round_.call.pk).update(names_reserve=True)
    confirm(round_, round_.decision)
    told = {
        each.application: each.content["reserve"]
        for each in Publication.objects.filter(kind="reasons")
    }
    assert [told[each] for each in round_.applications] == [False, False, True, False]


def reasons_of(round_: Round) -> list[dict[str, Any]]:
    """What each applicant reads, in the order of the applications."""
    found = {each.application: each.content for each in Publication.objects.filter(kind="reasons")}
    return [found[each] for each in round_.applications]


def test_whom_a_deviation_cost_the_place_reads_why(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    confirm(round_, propose(round_, other(round_, 0, 2)))
    told = reasons_of(round_)
    assert [each.get("deviates") for each in told] == [True, True, True]
    assert [each.get("deviation_reason") for each in told] == [
        None,
        "Der Verbund zählt mehr.",
        None,
    ]
    letter = kinds.REJECTION.render(letter_context(round_, 1))[1]
    assert "Nach der Berechnung wäre sie darunter gewesen." in letter
    assert "Der Verbund zählt mehr." in letter
    assert "höchste Punktsumme" not in letter
    assert "höchste Punktsumme" not in kinds.AWARD.render(letter_context(round_, 0))[1]


def test_whom_a_rule_cost_the_place_reads_which(make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED, rules=[rule("HE", 1)])
    assert round_.decision
    confirm(round_, round_.decision)
    told = reasons_of(round_)
    label = round_.call.rubric.diversity_rules.get().label
    assert [each.get("displaced_by") for each in told] == [None, [label], None]
    letter = kinds.REJECTION.render(letter_context(round_, 1))[1]
    assert f"Den Platz gekostet hat diese Regel: {label}." in letter


def letter_context(round_: Round, number: int) -> dict[str, Any]:
    application = round_.applications[number]
    return {
        "call": round_.call,
        "application": application,
        "announcement": Announcement(public_at=LATER),
        "award": Award.objects.filter(application=application).first(),
        "reasons": reasons_of(round_)[number],
    }


# Corrections


def test_correction_before_the_announcement_replaces_without_a_trace_outside(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.DECIDED)
    first = Publication.objects.get(kind="decision")
    made = confirm(round_, propose(round_, correction(round_, 0, 2)))

    assert (made.number, made.kind, made.public_at) == (2, "correction", None)
    assert made.replaces == round_.decision
    assert holders(round_) == set(ids(round_, 0, 2))
    assert Award.objects.count() == 2
    again = Publication.objects.get(kind="decision")
    assert again.amendment is None
    assert again.digest != first.digest
    assert Publication.objects.filter(kind="reasons").count() == 3
    logged = AuditEntry.objects.get(act="awards.withdrawn").payload
    assert logged["applications"] == ids(round_, 1)
    assert first.digest in logged["documents"]


def test_what_somebody_proposed_who_has_left_the_office_is_confirmed(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    gerd = office_member("Gerd")
    decline(round_, 1)
    made = propose(round_, succession(round_, 1))
    office_members.remove(member=OfficeMember.objects.get(user=round_.dora), by=gerd)
    confirm(round_, made)
    assert holders(round_) == set(ids(round_, 0, 2))


def test_correction_after_a_prepared_announcement_asks_for_a_new_one(make_round: MakeRound) -> None:
    round_ = make_round(Stage.PREPARED)
    confirm(round_, propose(round_, correction(round_, 0, 2)))
    with refused("announcement_changed"):
        confirm_as_read(round_.call, round_.emil)


def test_correction_with_the_same_awards_asks_for_a_new_announcement_too(
    make_round: MakeRound,
) -> None:
    """Its reasons and letters may be others than whoever prepared it, or read it, has seen."""
    round_ = make_round(Stage.PREPARED)
    wish = Wish(kind=DecisionKind.CORRECTION, reason="Die Begründungen waren vertauscht.")
    confirm(round_, propose(round_, wish))
    with refused("announcement_changed"):
        confirm_as_read(round_.call, round_.emil)
    announcement.prepare(call=round_.call, public_at=PUBLIC_AT, by=round_.dora)
    confirm_as_read(round_.call, round_.emil)


def test_correction_without_a_reason_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    wish = Wish(kind=DecisionKind.CORRECTION)
    with refused("reason_required") as caught:
        propose(round_, wish)
    assert caught.field == "reason"


def test_second_selection_and_first_correction_are_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    with refused("decision_missing"):
        propose(round_, correction(round_, 0, 2))
    round_.advance(Stage.DECIDED)
    with refused("decision_standing"):
        propose(round_, other(round_, 0, 2))


def test_correction_while_the_letters_wait_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CONFIRMED)
    with refused("not_announced"):
        propose(round_, correction(round_, 0, 2, public_at=LATER))


def test_correction_overtaken_by_the_announcement_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    made = propose(round_, correction(round_, 0, 2))
    round_.advance(Stage.CONFIRMED)
    with refused("decision_overtaken"):
        confirm(round_, made)


def test_correction_after_the_announcement_has_its_own_instant_and_letters(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    made = confirm(round_, propose(round_, correction(round_, 0, 2, public_at=LATER)))

    amendment = round_.call.amendments.get()
    assert (amendment.reason, amendment.public_at) == (made.reason, LATER)
    assert (amendment.proposed_by, amendment.confirmed_by) == (round_.dora, round_.emil)
    seen = Award.objects.public(timezone.now()).values_list("application__public_id", flat=True)
    assert sorted(seen) == ids(round_, 0, 1)
    document = Publication.objects.get(kind="decision", amendment=amendment)
    assert sorted(row["id"] for row in document.content["awards"]) == ids(round_, 0, 2)
    told = Publication.objects.filter(kind="reasons", amendment=amendment)
    assert {each.application for each in told} == {round_.applications[1], round_.applications[2]}
    letters = Notice.objects.filter(due_at=LATER - round_.call.clock_shift)
    assert {each.application for each in letters} == {
        round_.applications[1],
        round_.applications[2],
    }
    round_.at(LATER)
    seen = Award.objects.public(timezone.now()).values_list("application__public_id", flat=True)
    assert sorted(seen) == ids(round_, 0, 2)


@pytest.mark.parametrize(
    ("public_at", "code"),
    [(None, "public_at_required"), (PUBLIC_AT, "public_at_past")],
)
def test_correction_needs_an_instant_ahead(
    make_round: MakeRound, public_at: Any, code: str
) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    with refused(code) as caught:
        propose(round_, correction(round_, 0, 2, public_at=public_at))
    assert caught.field == "public_at"


def test_later_change_after_the_instant_of_the_one_before(make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    confirm(round_, propose(round_, correction(round_, 0, 2, public_at=LATER)))
    with refused("amendment_order"):
        propose(round_, correction(round_, 1, 2, public_at=LATER))


def test_correction_that_changes_nobody_after_the_announcement_is_refused(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    wish = Wish(kind=DecisionKind.CORRECTION, reason="Nichts.", public_at=LATER)
    with refused("decision_unchanged"):
        propose(round_, wish)


def test_proposer_of_a_correction_cannot_confirm_it(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DECIDED)
    made = propose(round_, correction(round_, 0, 2))
    with refused("same_person"):
        decision.confirm(decision=made, read=made.digest, by=round_.dora)


# Successors


def test_successor_is_whom_the_run_names(make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED, applications=4)
    assert round_.run
    assert round_.run.result
    decline(round_, 0)
    gone = round_.applications[0].public_id
    assert successor_of(round_.call, gone) == round_.run.result["successor"][gone]
    made = confirm(round_, propose(round_, succession(round_, 0)))

    assert (made.kind, made.number) == ("succession", 2)
    assert made.selected == ids(round_, 1, 2)
    assert holders(round_) == set(ids(round_, 1, 2))
    assert made.reserve == ids(round_, 3)
    assert Publication.objects.filter(kind="reasons", amendment__isnull=False).count() == 1


def test_two_who_declined_are_followed_one_after_the_other(make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED, applications=4)
    decline(round_, 0)
    decline(round_, 1)
    confirm(round_, propose(round_, succession(round_, 0)))
    assert holders(round_) == set(ids(round_, 2))
    later = LATER + timedelta(days=1)
    made = confirm(round_, propose(round_, succession(round_, 1, public_at=later)))

    assert made.selected == ids(round_, 2, 3)
    assert holders(round_) == set(ids(round_, 2, 3))


def test_nobody_follows_who_keeps_a_place(make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    for number in (1, 5):
        wish = Wish(
            kind=DecisionKind.SUCCESSION,
            declined=round_.applications[1].public_id if number == 1 else "x",
            reason="Verzicht.",
            public_at=LATER,
        )
        with refused("award_not_declined"):
            propose(round_, wish)


def test_without_a_successor_a_new_run_leaves_out_who_declined(make_round: MakeRound) -> None:
    round_ = make_round(Stage.ANNOUNCED, applications=4, rules=[rule("BY", 1)])
    decline(round_, 1)
    with refused("no_successor"):
        propose(round_, succession(round_, 1))
    again = selection.request(call=round_.call, by=round_.dora)
    selection.compute(run_id=again.pk)
    again.refresh_from_db()
    assert again.result
    assert again.result["gate"][round_.applications[1].public_id] == "withdrawn"
