"""Conflicts: derived from the register, declared before content, late recusal included."""

from typing import Any

import pytest

from competition.errors import Refusal
from competition.models import AuditEntry, Municipality, Notice, User
from competition.models.membership import Role
from competition.services import applications, partners
from reviews import cases, queries
from reviews.models import Conflict, Declaration, Review
from reviews.selection import select
from reviews.services import conflicts, reviews, settlements
from tests.fixtures import as_read
from tests.fixtures.people import acting, place
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import ANSWERS, MakeRound, Round, Stage, answer, partner_of, submit

pytestmark = pytest.mark.django_db


# Derived from the register


@pytest.fixture
def screened(make_round: MakeRound) -> Round:
    return make_round(Stage.SCREENED, applications=3)


def derived(round_: Round, municipality: Municipality) -> dict[Any, str]:
    """What the register says about a juror from this municipality."""
    round_.prepare_jury()
    juror = round_.seat("Karla", municipality=municipality)
    round_.open_reviewing()
    assert set(Conflict.objects.values_list("jury_member", "source")) <= {(juror.pk, "register")}
    return {conflict.application: conflict.reason for conflict in juror.conflicts.all()}


def test_juror_is_conflicted_about_the_own_town(screened: Round) -> None:
    first = screened.applications[0]

    assert derived(screened, first.municipality) == {first: "own_municipality"}


def test_juror_of_a_county_is_conflicted_about_its_towns(screened: Round) -> None:
    county = place("99001000", "Landkreis Beispiel", kind="county")

    assert derived(screened, county) == {screened.applications[0]: "own_municipality"}


def test_juror_of_a_town_is_conflicted_about_its_county(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    county = place("99050000", "Landkreis Muster", kind="county")
    frida = acting("Frida", county, Role.SIGNATORY)
    application = applications.start(call=round_.call, municipality=county, by=frida)
    answer(application, frida, **ANSWERS)
    submit(application, frida)
    round_.applications.append(application)
    round_.wanted = 0
    round_.advance(Stage.SCREENED)

    town = place("99050001", "Beispielburg")
    assert derived(round_, town) == {application: "own_municipality"}


def test_juror_of_a_neighbour_town_is_free(screened: Round) -> None:
    assert derived(screened, place("99001002", "Nachbarbeispiel")) == {}


def test_juror_without_a_town_is_free(make_round: MakeRound) -> None:
    make_round(Stage.REVIEWING)

    assert Conflict.objects.count() == 0


def test_juror_of_a_partner_s_town_or_county_is_conflicted(
    make_round: MakeRound, berta: User
) -> None:
    round_ = make_round(Stage.OPEN)
    application = round_.draft(0)
    partner = place("99060001", "Partnerbeispiel")
    signatory = acting("Paul", partner, Role.SIGNATORY)
    partners.invite(application=application, municipality=partner, by=berta)
    partners.confirm(participant=partner_of(application, partner), by=signatory)
    submit(application, berta)
    round_.wanted = 0
    round_.advance(Stage.SCREENED)

    county = place("99060000", "Landkreis Partnerbeispiel", kind="county")
    assert derived(round_, county) == {application: "own_municipality"}


def test_juror_of_a_town_that_never_confirmed_is_free(make_round: MakeRound, berta: User) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    invited = place("99060001", "Partnerbeispiel")
    partners.invite(application=round_.applications[0], municipality=invited, by=berta)
    round_.advance(Stage.SCREENED)

    assert derived(round_, invited) == {}


def test_juror_who_acts_for_an_applicant_or_its_county_is_conflicted(screened: Round) -> None:
    first, second, _ = screened.applications
    screened.prepare_jury()
    karla, carl = screened.seat("Karla"), screened.seat("Carl")
    acting("Karla", second.municipality, Role.EDITOR)
    acting("Carl", place("99001000", "Landkreis Beispiel", kind="county"), Role.SIGNATORY)

    screened.open_reviewing()

    found = set(Conflict.objects.values_list("jury_member", "application", "source"))
    assert found == {(karla.pk, second.pk, "register"), (carl.pk, first.pk, "register")}


def test_excluded_application_needs_no_conflict(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=2)
    first = round_.applications[0]
    as_read.exclude(application=first, by=round_.dora, reason="Zu spät")
    round_.screen()

    assert derived(round_, first.municipality) == {}


# Declared


@pytest.fixture
def reviewing(make_round: MakeRound) -> Round:
    return make_round(Stage.REVIEWING)


def test_declare_all_in_one_sitting(reviewing: Round) -> None:
    clara = reviewing.jurors[0]
    first, second, third = (application.public_id for application in reviewing.applications)

    conflicts.declare(
        juror=clara,
        answers={first: "free", second: "kinship", third: "free"},
        by=clara.user,
        note="Meine Schwester arbeitet dort.",
    )

    free = Declaration.objects.filter(jury_member=clara)
    assert {row.application.public_id for row in free} == {first, third}
    conflict = Conflict.objects.get()
    assert (conflict.application.public_id, conflict.reason, conflict.source) == (
        second,
        "kinship",
        "juror",
    )
    assert (conflict.declared_by, conflict.note) == (clara.user, "Meine Schwester arbeitet dort.")
    assert AuditEntry.objects.filter(act="conflicts.declared").count() == 1


def test_declare_again_keeps_the_first_conflict(reviewing: Round) -> None:
    clara, application = reviewing.jurors[0], reviewing.applications[0]
    reviewing.declare(clara, application, answer="kinship")
    reviewing.declare(clara, application, answer="employment")

    assert Conflict.objects.get().reason == "kinship"


def test_conflict_is_never_taken_back_by_the_juror(reviewing: Round) -> None:
    clara, application = reviewing.jurors[0], reviewing.applications[0]
    reviewing.declare(clara, application, answer="kinship")

    with refused("conflicted") as caught:
        reviewing.declare(clara, application, answer="free")
    assert caught.field == application.public_id


def test_juror_who_acts_for_the_applicant_by_now_is_not_free(reviewing: Round) -> None:
    clara, application = reviewing.jurors[0], reviewing.applications[1]
    acting("Clara", application.municipality, Role.EDITOR)

    with pytest.raises(Refusal) as raised:
        reviewing.declare(clara, application)
    assert (raised.value.code, raised.value.field) == ("conflicted", application.public_id)
    # What the register says is entered, although the declaration is refused.
    assert Conflict.objects.get().source == "register"


@pytest.mark.parametrize("wrong", ["", "none", "FREE", "register"])
def test_declare_of_an_unknown_reason_changes_nothing_at_all(reviewing: Round, wrong: str) -> None:
    clara = reviewing.jurors[0]
    first, second = (application.public_id for application in reviewing.applications[:2])

    with refused("unknown_choice") as caught:
        conflicts.declare(juror=clara, answers={first: "kinship", second: wrong}, by=clara.user)
    assert caught.field == second


def test_declare_about_what_is_not_assigned_is_refused(
    reviewing: Round, make_round: MakeRound
) -> None:
    foreign = make_round(Stage.REVIEWING, fields={"slug": "zweite"}).applications[0]

    for public_id in (foreign.public_id, "00000000000000000000"):
        with refused("not_assigned"):
            conflicts.declare(
                juror=reviewing.jurors[0],
                answers={public_id: "free"},
                by=reviewing.jurors[0].user,
            )


def test_declare_for_another_juror_is_refused(reviewing: Round) -> None:
    clara, other = reviewing.jurors
    answers = {reviewing.applications[0].public_id: "free"}

    for person in (other.user, reviewing.dora):
        with refused("not_allowed"):
            conflicts.declare(juror=clara, answers=answers, by=person)


def test_declare_before_reviewing_opened_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)

    with refused("reviewing_closed"):
        round_.declare(round_.jurors[0], round_.applications[0])


# Late recusal


def test_late_recusal_voids_the_score_and_keeps_its_row(make_round: MakeRound) -> None:
    round_ = make_round(
        Stage.SCORED,
        points=lambda juror, _: {"idea": "1" if juror else "5", "breadth": "1" if juror else "5"},
    )
    clara, application = round_.jurors[0], round_.applications[0]
    assert select(cases.case_of(round_.call))["scores"][application.public_id] == "9"

    round_.declare(clara, application, answer="employment")

    result = select(cases.case_of(round_.call))
    assert result["scores"][application.public_id] == "3"
    assert result["valid_reviews"][application.public_id] == 1
    review = Review.objects.get(jury_member=clara, application=application)
    assert (review.state, review.scores.count()) == ("final", 2)


def test_late_recusal_of_the_only_juror_leaves_no_score(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED, jurors=1)
    application = round_.applications[0]
    round_.declare(round_.jurors[0], application, answer="other")

    result = select(cases.case_of(round_.call))
    assert result["gate"][application.public_id] == "quorum"
    assert application.public_id not in result["scores"]


@pytest.mark.parametrize("stage", [Stage.SCORED, Stage.LOCKED])
def test_late_recusal_confirms_that_the_own_score_becomes_void(
    make_round: MakeRound, stage: Stage
) -> None:
    round_ = make_round(stage)
    clara, (first, second, _) = round_.jurors[0], round_.applications
    answers = {first.public_id: "kinship", second.public_id: "other"}
    with refused("score_void_unconfirmed") as caught:
        conflicts.declare(juror=clara, answers=answers, by=clara.user, understood=[first.public_id])
    assert caught.refusal.field == f"understood-{second.public_id}"
    assert not Conflict.objects.exists()
    conflicts.declare(juror=clara, answers=answers, by=clara.user, understood=answers)
    assert Conflict.objects.count() == 2


def test_a_draft_is_a_score_and_another_s_score_is_none(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    clara, other = round_.jurors
    own = round_.applications[0]
    round_.declare(clara)
    reviews.save(juror=clara, application=own, by=clara.user, scores={"idea": "3"}, version=0)
    answers = {own.public_id: "kinship"}
    with refused("score_void_unconfirmed") as caught:
        conflicts.declare(juror=clara, answers=answers, by=clara.user)
    assert caught.refusal.field == f"understood-{own.public_id}"
    conflicts.declare(juror=other, answers=answers, by=other.user)


def test_late_recusal_may_come_after_the_lock(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    round_.declare(round_.jurors[0], round_.applications[0], answer="other")

    assert Conflict.objects.count() == 1


# With notes, contested, found by others


def test_each_conflict_has_its_own_note(reviewing: Round) -> None:
    clara = reviewing.jurors[0]
    first, second, _ = (application.public_id for application in reviewing.applications)
    conflicts.declare(
        juror=clara,
        answers={first: "kinship", second: "employment"},
        notes={first: "Bruder", second: "Gutachten"},
        by=clara.user,
    )
    assert dict(Conflict.objects.values_list("reason", "note")) == {
        "kinship": "Bruder",
        "employment": "Gutachten",
    }


@pytest.mark.parametrize(
    ("note", "code"), [("x" * 1001, "too_long"), ("\x00", "control_characters")]
)
def test_a_wrong_note_changes_nothing(reviewing: Round, note: str, code: str) -> None:
    clara, first = reviewing.jurors[0], reviewing.applications[0].public_id
    with refused(code) as caught:
        conflicts.declare(juror=clara, answers={first: "other"}, notes={first: note}, by=clara.user)
    assert caught.field == f"note-{first}"


@pytest.fixture
def kin(reviewing: Round) -> Conflict:
    """The second juror's, about the first application."""
    reviewing.declare(reviewing.jurors[1], reviewing.applications[0], answer="kinship")
    return Conflict.objects.get()


def contest(conflict: Conflict, reason: str = "Nur gleicher Name.") -> Conflict:
    return conflicts.contest(conflict=conflict, by=conflict.jury_member.user, reason=reason)


def test_a_contested_conflict_stands_and_the_chair_is_told(reviewing: Round, kin: Conflict) -> None:
    contest(kin)
    assert Conflict.objects.standing().get().contest_reason == "Nur gleicher Name."
    letter = Notice.objects.get(kind="conflict_contested")
    assert letter.recipient == reviewing.jurors[0].user
    assert "Nur gleicher Name." in letter.body
    assert "/jury/" in letter.body
    assert "Nur gleicher" not in str(AuditEntry.objects.latest("pk").payload)


def test_the_office_is_told_where_the_chair_is_concerned(reviewing: Round) -> None:
    clara = reviewing.jurors[0]
    reviewing.declare(clara, reviewing.applications[0], answer="kinship")
    contest(Conflict.objects.get())
    letters = Notice.objects.filter(kind="conflict_contested")
    assert {letter.recipient for letter in letters} == {reviewing.dora, reviewing.emil}
    assert all("/geschaeftsstelle/" in letter.body for letter in letters)


def test_a_conflict_is_contested_once_with_a_reason_by_its_juror(
    reviewing: Round, kin: Conflict
) -> None:
    for person in (reviewing.jurors[0].user, reviewing.dora):
        with refused("not_allowed"):
            conflicts.contest(conflict=kin, by=person, reason="Nein.")
    for wrong, code in (
        ("  ", "reason_required"),
        ("x" * 1001, "too_long"),
        ("\x00", "control_characters"),
    ):
        with refused(code):
            contest(kin, wrong)
    contest(kin)
    with refused("conflict_contested"):
        contest(kin)


def test_what_is_settled_is_not_contested(reviewing: Round, kin: Conflict) -> None:
    contest(kin)
    settlements.settle(
        call=reviewing.call,
        chosen=[kin.pk],
        settlement="upheld",
        reason="Bleibt.",
        by=reviewing.jurors[0].user,
    )
    with refused("conflict_settled"):
        contest(kin)


def record(round_: Round, by: User, juror: int = 1, **more: Any) -> Conflict:
    given = {
        "application": round_.applications[0],
        "reason": "employment",
        "note": "Gutachten 2024.",
        **more,
    }
    return conflicts.record(juror=round_.jurors[juror], by=by, **given)


def test_chair_and_office_record_a_conflict_of_another_juror(reviewing: Round) -> None:
    chair = reviewing.jurors[0].user
    found = record(reviewing, chair)
    assert (found.source, found.severity, found.declared_by) == ("chair", "hard", chair)
    letter = Notice.objects.get(kind="conflict_recorded")
    assert letter.recipient == reviewing.jurors[1].user
    assert "Gutachten 2024." in letter.body
    assert record(reviewing, reviewing.dora, juror=0).source == "office"


def test_a_record_outweighs_the_declaration_and_closes_the_text(reviewing: Round) -> None:
    juror, application = reviewing.jurors[1], reviewing.applications[0]
    reviewing.declare(juror)
    record(reviewing, reviewing.dora)
    assert queries.assigned(juror).get(pk=application.pk).is_conflicted
    # It stays as what was said.
    assert Declaration.objects.filter(jury_member=juror, application=application).exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reason": "envy"}, "unknown_choice"),
        ({"note": " "}, "reason_required"),
        ({"note": "x" * 1001}, "too_long"),
        ({"juror": 0}, "own_conflict"),
    ],
)
def test_a_wrong_record_is_refused(reviewing: Round, wrong: dict[str, Any], code: str) -> None:
    with refused(code):
        record(reviewing, reviewing.jurors[0].user, **wrong)


def test_a_record_is_for_chair_and_office_about_the_own_call_and_once(
    reviewing: Round, make_round: MakeRound
) -> None:
    with refused("not_allowed"):
        record(reviewing, reviewing.jurors[1].user, juror=0)
    other = make_round(Stage.READY, fields={"slug": "zweite"})
    with refused("not_found"):
        record(reviewing, reviewing.dora, application=other.applications[0])
    with refused("reviewing_closed"):
        record(other, other.dora)
    record(reviewing, reviewing.dora)
    with refused("conflict_standing"):
        record(reviewing, reviewing.dora, reason="mandate")


# After the decision


def test_a_recusal_after_the_decision_is_recorded_and_told_to_the_office(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.DECIDED)
    round_.declare(round_.jurors[1], round_.applications[0], answer="kinship")
    letters = Notice.objects.filter(kind="conflict_after_decision")
    assert {letter.recipient for letter in letters} == {round_.dora, round_.emil}
    assert round_.decision
    assert list(queries.late_conflicts(round_.decision)) == [Conflict.objects.get()]


def test_a_recusal_before_the_decision_is_no_late_one(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    round_.declare(round_.jurors[1], round_.applications[0], answer="kinship")
    round_.advance(Stage.DECIDED)
    assert round_.decision
    assert not queries.late_conflicts(round_.decision).exists()
    assert not Notice.objects.filter(kind="conflict_after_decision").exists()
