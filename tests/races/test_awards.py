from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from competition import audit
from competition.errors import Refusal
from competition.letters import outbox
from competition.models import (
    Announcement,
    Application,
    AuditEntry,
    AuditHead,
    Award,
    Call,
    Notice,
    Publication,
    User,
)
from competition.models.notice import NoticeState
from competition.services import announcement, awards, notices
from reviews import cases
from reviews.models import Decision, JuryMember, Review, SelectionRun
from reviews.models.decision import DecisionState
from reviews.models.review import ReviewState
from reviews.services import decision, reviews, rubric, selection
from tests.fixtures.announcing import confirm_as_read
from tests.fixtures.people import office_member
from tests.fixtures.rounds import CRITERIA, DEADLINE_AT, PUBLIC_AT, MakeRound, Round, Stage
from tests.races.hands import alone, at_once, insisting, refusals, successes
from tests.races.holds import held, wait_for_waiting, waiting_count
from tools.processes import wait_until

NINE_PLACES = {"places_count": 9, "award_cents": 50_000_00, "budget_cents": 9 * 50_000_00}


def test_t15_t16_twelve_hands_on_nine_places_give_nine_awards_within_the_budget(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.SCREENED, applications=12, fields=NINE_PLACES)

    def granting(*applications: Application) -> Callable[[], list[Award]]:
        return lambda: awards.grant(call=round_.call, applications=applications, by=round_.dora)

    outcomes = at_once([insisting(granting(each)) for each in round_.applications])
    assert len(successes(outcomes)) == 9
    assert refusals(outcomes) == ["no_places_left"] * 3
    amounts = list(Award.objects.values_list("amount_cents", flat=True))
    assert amounts == [50_000_00] * 9
    assert sum(amounts) <= round_.call.budget_cents


def test_t15_hands_that_grant_several_at_once_grant_all_of_theirs_or_none(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.SCREENED, applications=12, fields=NINE_PLACES)
    fours = [round_.applications[start : start + 4] for start in (0, 4, 8)]

    def granting(applications: list[Application]) -> Callable[[], list[Award]]:
        return lambda: awards.grant(call=round_.call, applications=applications, by=round_.dora)

    outcomes = at_once([insisting(granting(each)) for each in fours])
    assert [len(each) for each in successes(outcomes)] == [4, 4]
    assert Award.objects.count() == 8


def test_ten_hands_on_one_application_give_one_award(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED, applications=1)

    def grant() -> list[Award]:
        return awards.grant(call=round_.call, applications=round_.applications, by=round_.dora)

    outcomes = at_once([insisting(grant)] * 10)
    assert refusals(outcomes) == ["unknown_move"] * 9
    assert Award.objects.count() == 1


def by_each(office: Iterable[User], act: Callable[[User], object]) -> list[Callable[[], object]]:
    """The act by each person, twice: a double click of everybody at once."""
    people = list(office)
    return [lambda who=who: act(who) for who in people * 2]  # type: ignore[misc]  # bound early


def test_a_decision_confirmed_by_many_at_once_is_confirmed_once(make_round: MakeRound) -> None:
    round_ = make_round(Stage.PROPOSED)
    proposal = round_.decision
    assert proposal
    office = [round_.dora, round_.emil, office_member("Fanny"), office_member("Gustav")]
    outcomes = at_once(
        [
            insisting(act)
            for act in by_each(
                office,
                lambda who: decision.confirm(decision=proposal, read=proposal.digest, by=who),
            )
        ]
    )
    stored = Decision.objects.get()
    assert stored.state == DecisionState.CONFIRMED
    assert len(successes(outcomes)) == 2
    assert stored.confirmed_by_id != stored.proposed_by_id
    assert refusals(outcomes).count("decision_settled") >= 4
    assert Award.objects.count() == 2
    assert Publication.objects.filter(kind="decision").count() == 1
    assert acts("decision.confirmed") == 1


def test_confirming_and_rejecting_a_decision_at_once_does_one_of_them(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.PROPOSED)
    proposal = round_.decision
    assert proposal
    outcomes = at_once(
        [
            lambda: decision.confirm(decision=proposal, read=proposal.digest, by=round_.emil),
            lambda: decision.reject(
                decision=proposal, read=proposal.digest, by=round_.dora, reason="Nein."
            ),
        ]
    )
    assert refusals(outcomes) == ["decision_settled"]
    granted = Decision.objects.get().state == DecisionState.CONFIRMED
    assert Award.objects.count() == (2 if granted else 0)


def test_proposing_a_run_many_times_at_once_gives_one_decision(make_round: MakeRound) -> None:
    round_ = make_round(Stage.COMPUTED)
    run = round_.run
    assert run
    outcomes = at_once([insisting(lambda: decision.propose(run=run, by=round_.dora))] * 6)
    assert refusals(outcomes) == ["decision_standing"] * 5
    assert Decision.objects.count() == 1


def test_t17_an_announcement_confirmed_by_many_at_once_owes_every_letter_once(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.PREPARED)
    office = [round_.dora, round_.emil, office_member("Fanny"), office_member("Gustav")]
    outcomes = at_once(
        [insisting(act) for act in by_each(office, lambda who: confirm_as_read(round_.call, who))]
    )
    assert len(successes(outcomes)) == 2
    stored = Announcement.objects.get()
    assert stored.confirmed_by_id != stored.prepared_by_id
    letters = Notice.objects.filter(occasion="announcement")
    assert letters.count() == 3
    assert set(letters.values_list("application", flat=True)) == {
        each.pk for each in round_.applications
    }
    assert acts("announcement.confirmed") == 1


def test_t17_moving_and_confirming_an_announcement_at_once_never_disagree(
    make_round: MakeRound,
) -> None:
    """Whichever comes first: letters leave at the very instant that is stored."""
    round_ = make_round(Stage.PREPARED)
    later = PUBLIC_AT + timedelta(days=1)
    at_once(
        [
            lambda: confirm_as_read(round_.call, round_.emil),
            lambda: announcement.prepare(
                call=round_.call, public_at=later, over=PUBLIC_AT, by=round_.dora
            ),
        ]
    )
    confirm_as_read(round_.call, round_.emil)
    stored = Announcement.objects.get()
    due = set(Notice.objects.filter(occasion="announcement").values_list("due_at", flat=True))
    assert due == {stored.public_at - round_.call.clock_shift}


def acts(name: str) -> int:
    return AuditEntry.objects.filter(act=name).count()


@pytest.fixture
def scored(make_round: MakeRound) -> tuple[Round, list[Review]]:
    """A round in which every review is saved and none is finished."""
    round_ = make_round(Stage.REVIEWING, applications=4, jurors=4)
    saved = []
    for juror in round_.jurors:
        round_.declare(juror)
        saved += [saved_review(juror, each, "3.5", version=0) for each in round_.applications]
    return round_, saved


def saved_review(
    juror: JuryMember, application: Application, points: str, *, version: int
) -> Review:
    return reviews.save(
        juror=juror,
        application=application,
        by=juror.user,
        scores={criterion["key"]: points for criterion in CRITERIA},
        comment="",
        version=version,
    )


def test_t18_a_review_finished_while_scores_are_locked_is_in_the_case_or_refused(
    scored: tuple[Round, list[Review]],
) -> None:
    round_, saved = scored

    def finishing(review: Review) -> Callable[[], object]:
        juror = review.jury_member
        return lambda: reviews.finalise(
            juror=juror, application=review.application, by=juror.user, version=review.version
        )

    def lock() -> object:
        rubric.lock_scores(call=round_.call, by=round_.dora)
        return None

    finish = [insisting(finishing(each)) for each in saved]
    outcomes = at_once([*finish[:6], insisting(lock), *finish[6:]], hands=17)
    finished = {each.pk for each in successes(outcomes) if isinstance(each, Review)}
    assert set(refusals(outcomes)) <= {"scoring_closed"}
    assert set(Review.objects.filter(state=ReviewState.FINAL).values_list("pk", flat=True)) == (
        finished
    )
    run = selection.request(call=round_.call, by=round_.dora)
    counted = [each for each in run.input["reviews"] if each["status"] == "submitted"]
    assert len(counted) == len(finished)


def test_t18_a_score_under_way_is_saved_before_the_scores_are_locked(
    scored: tuple[Round, list[Review]],
) -> None:
    round_, saved = scored
    review = saved[0]

    def lock_and_read() -> object:
        rubric.lock_scores(call=round_.call, by=round_.dora)
        return cases.case_of(round_.call)

    def save() -> object:
        return saved_review(review.jury_member, review.application, "1", version=review.version)

    with (
        ThreadPoolExecutor(2) as pool,
        held("SELECT 1 FROM reviews_review WHERE id = %s FOR UPDATE", review.pk) as let_go,
    ):
        saving = pool.submit(alone(save))
        wait_for_waiting(1)
        locking = pool.submit(alone(lock_and_read))
        wait_until(lambda: locking.done() or waiting_count() == 2, seconds=30, what="lock")
        let_go.set()
        outcomes = [saving.result(), locking.result()]
    assert refusals(outcomes) == []
    assert outcomes[1] == cases.case_of(round_.call)


def test_of_many_workers_on_one_run_one_computes_it(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED, applications=5)
    run = selection.request(call=round_.call, by=round_.dora)
    outcomes = at_once([lambda: selection.compute(run_id=run.pk)] * 8)
    assert [each for each in outcomes if each is not None] == [run]
    assert acts("selection.computed") == 1


def test_a_run_requested_many_times_at_once_is_queued_once(make_round: MakeRound) -> None:
    round_ = make_round(Stage.LOCKED)
    request = insisting(lambda: selection.request(call=round_.call, by=round_.dora))
    assert len({each.pk for each in successes(at_once([request] * 10))}) == 1
    assert SelectionRun.objects.count() == 1


def test_of_many_sweeps_each_letter_is_sent_by_one(make_round: MakeRound) -> None:
    make_round(Stage.SUBMITTED, applications=30)
    owed = sorted(Notice.objects.values_list("message_id", flat=True))
    sent = successes(at_once([outbox.deliver_due] * 8))
    assert sum(sent) == len(owed) == 30
    assert sorted(message.extra_headers["Message-ID"] for message in mail.outbox) == owed
    assert not Notice.objects.exclude(state=NoticeState.SENT).exists()


def test_of_many_reminders_at_once_each_draft_holder_gets_one(open_round: Round) -> None:
    for number in range(2, 7):
        open_round.draft(number)
    open_round.at(DEADLINE_AT - timedelta(hours=2))
    reminded = successes(at_once([notices.remind_draft_holders] * 8))
    assert max(reminded) == 5
    assert Notice.objects.filter(kind="reminder").count() == 5
    assert notices.remind_draft_holders() == 0


def test_64_writers_make_one_whole_internal_log() -> None:
    def log() -> object:
        with transaction.atomic():
            return audit.log(act="test.written", by=None, subject="many")

    at_once([insisting(log)] * 640)
    head = AuditHead.objects.get(call=None)
    assert head.sequence == 640
    assert audit.first_break(head) is None


def test_64_writers_that_begin_a_calls_chain_at_once_make_one(call: Call) -> None:
    def log() -> object:
        with transaction.atomic():
            return audit.log(act="test.written", by=None, subject="many", chain=call)

    at_once([insisting(log)] * 64)
    head = AuditHead.objects.get(call=call)
    assert head.sequence == 64
    assert audit.first_break(head) is None


def test_an_act_that_is_rolled_back_leaves_no_gap_in_the_log() -> None:
    def log_and_fail() -> object:
        with transaction.atomic():
            audit.log(act="test.undone", by=None, subject="many")
            raise Refusal("unknown_move")

    def log() -> object:
        with transaction.atomic():
            return audit.log(act="test.written", by=None, subject="many")

    at_once([insisting(log), insisting(log_and_fail)] * 32)
    assert set(AuditEntry.objects.values_list("act", flat=True)) == {"test.written"}
    assert AuditHead.objects.get(call=None).sequence == 32
