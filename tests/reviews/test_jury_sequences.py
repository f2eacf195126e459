"""Whatever three jurors do in whatever order: no text is lost, and nothing unfit counts.

200 random sequences of acts on one round, each undone afterwards, against a model in a few lines:
what was accepted is kept, what was refused changes nothing, and exactly those reviews count that
are final, assigned and free of conflict.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from competition.errors import Refusal
from reviews import cases, queries
from reviews.assignments import assignment_plan, workload
from reviews.assignments.assignment_plan import Act, Wish
from reviews.models import Review
from reviews.selection.parsing import parse_case
from reviews.services import abstentions, assignments, conflicts, reviews
from tests.fixtures.rounds import MakeRound, Round, Stage

JURORS = st.integers(0, 2)
APPLICATIONS = st.integers(0, 1)
POINTS = st.sampled_from(["0", "2,5", "3", "3,5", "4", "4.5", "5", "1", "2", "", "5.5", "eins"])
TEXTS = st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=12)
LAG = st.sampled_from([0, 0, 0, 1])
"""How many versions somebody is behind: a second window that was not reloaded."""

WANTED = ("saved", "stale", "finished", "voided", "withdrawn")

Pair = tuple[int, int]


class JuryRoom(RuleBasedStateMachine):
    """Three jurors over two applications. ``round_`` is bound by the test."""

    round_: Round
    happened: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.undoing = transaction.atomic()
        self.undoing.__enter__()
        self.version: dict[Pair, int] = defaultdict(int)
        self.kept: dict[Pair, list[str]] = defaultdict(list)
        self.given: dict[Pair, dict[str, str]] = {}
        self.declared: set[Pair] = set()
        self.conflicted: set[Pair] = set()
        self.ended: set[Pair] = set()
        self.final: set[Pair] = set()
        self.abstained: set[Pair] = set()

    def teardown(self) -> None:
        self.no_text_is_lost()
        self.exactly_the_fit_reviews_count()
        transaction.set_rollback(True)
        self.undoing.__exit__(None, None, None)

    def act(self, pair: Pair, service: Callable[..., Any], **given: Any) -> Any:
        """What the service answers, None if it refuses."""
        juror = self.round_.jurors[pair[0]]
        try:
            return service(
                juror=juror, application=self.round_.applications[pair[1]], by=juror.user, **given
            )
        except Refusal:
            return None

    def may_write(self, pair: Pair) -> bool:
        return pair in self.declared and pair not in self.conflicted | self.ended

    def is_open(self, pair: Pair) -> bool:
        return self.may_write(pair) and pair not in self.final | self.abstained

    @initialize()
    def most_have_begun(self) -> None:
        for juror, application in ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0)):
            self.declare(juror, application, "free")
        for juror in (0, 1):
            self.save(juror, 0, "3", "4", f"Begonnen von {juror}", 0)
        self.finish(0, 0, 0)

    @rule(juror=JURORS, application=APPLICATIONS, answer=st.sampled_from(["free", "kinship"]))
    def declare(self, juror: int, application: int, answer: str) -> None:
        pair = (juror, application)
        member = self.round_.jurors[juror]
        answers = {self.round_.applications[application].public_id: answer}
        try:
            conflicts.declare(juror=member, answers=answers, by=member.user, understood=answers)
        except Refusal:
            assert pair in self.ended or (answer == "free" and pair in self.conflicted)
            return
        (self.declared if answer == "free" else self.conflicted).add(pair)
        self.happened["voided"] += pair in self.final and answer != "free"

    @rule(juror=JURORS, application=APPLICATIONS, idea=POINTS, breadth=POINTS, text=TEXTS, lag=LAG)
    def save(
        self, juror: int, application: int, idea: str, breadth: str, text: str, lag: int
    ) -> None:
        pair = (juror, application)
        points = {"idea": idea, "breadth": breadth}
        is_stale = lag > 0 and self.version[pair] > 0
        version = max(0, self.version[pair] - lag)
        before = self.stored(pair)
        saved = self.act(pair, reviews.save, scores=points, comment=text, version=version)
        if saved is None:
            self.happened["stale"] += is_stale
            assert self.stored(pair) == before
            assert (
                not self.is_open(pair)
                or is_stale
                or any(each in ("5.5", "eins") for each in points.values())
            )
            return
        assert self.is_open(pair)
        assert not is_stale or self.stored(pair) == before
        self.happened["saved"] += 1
        self.version[pair] = saved.version
        self.kept[pair].append(saved.comment)
        self.given[pair] = {key: value.replace(",", ".") for key, value in points.items()}

    @rule(juror=JURORS, application=APPLICATIONS, lag=LAG)
    def finish(self, juror: int, application: int, lag: int) -> None:
        pair = (juror, application)
        version = max(0, self.version[pair] - lag)
        done = self.act(pair, reviews.finalise, version=version)
        if done is None:
            return
        assert self.may_write(pair)
        assert all(self.given[pair].values())
        self.final.add(pair)
        self.happened["finished"] += 1

    @rule(juror=JURORS, application=APPLICATIONS)
    def abstain(self, juror: int, application: int) -> None:
        pair = (juror, application)
        done = self.act(pair, abstentions.abstain, reason="Fachfremd", version=self.version[pair])
        assert (done is not None) == (self.may_write(pair) and pair not in self.final)
        if done is not None:
            self.version[pair] = done.version
            self.abstained.add(pair)

    @rule(juror=JURORS, application=APPLICATIONS)
    def resume(self, juror: int, application: int) -> None:
        pair = (juror, application)
        done = self.act(pair, abstentions.resume)
        if done is not None:
            self.version[pair] = done.version
            self.abstained.discard(pair)

    @rule(juror=JURORS, application=APPLICATIONS, act=st.sampled_from(list(Act)))
    def reassign(self, juror: int, application: int, act: Act) -> None:
        pair = (juror, application)
        keys = (self.round_.applications[application].pk, self.round_.jurors[juror].pk)
        wish = Wish(keys, act, "Verhindert")
        plan = assignment_plan.planned(workload.of(self.round_.call), [wish])
        try:
            assignments.change(
                call=self.round_.call, wishes=[wish], digest=plan.digest, by=self.round_.dora
            )
        except Refusal:
            return
        if plan.steps:
            self.happened["withdrawn"] += pair in self.final and act == Act.END
            (self.ended.add if act == Act.END else self.ended.discard)(pair)

    def stored(self, pair: Pair) -> tuple[Any, ...] | None:
        row = self.review(pair)
        return (row.version, row.state, row.comment, *self.steps(row)) if row else None

    def review(self, pair: Pair) -> Review | None:
        return Review.objects.filter(
            jury_member=self.round_.jurors[pair[0]], application=self.round_.applications[pair[1]]
        ).first()

    def steps(self, review: Review) -> list[tuple[str, int]]:
        return list(review.scores.order_by("pk").values_list("criterion__key", "steps"))

    def no_text_is_lost(self) -> None:
        for pair, texts in self.kept.items():
            review = self.review(pair)
            assert review is not None
            snapshots = review.snapshots.order_by("version").values_list("content", flat=True)
            held = {content["comment"] for content in snapshots} | {review.comment}
            assert set(texts) <= held
            assert review.comment == texts[-1]

    def exactly_the_fit_reviews_count(self) -> None:
        case = parse_case(cases.case_of(self.round_.call))
        names = {
            name: juror.pk for name, juror in queries.numbered(self.round_.call.jury_members.all())
        }
        counting = {(names[each.juror], each.application) for each in case.valid_reviews}
        wanted = {
            (self.round_.jurors[juror].pk, self.round_.applications[application].public_id)
            for juror, application in self.final - self.conflicted - self.ended
        }
        assert counting == wanted


@pytest.mark.django_db
def test_no_text_is_lost_and_nothing_unfit_counts(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, applications=2, jurors=3)
    happened: Counter[str] = Counter()
    room = type("BoundJuryRoom", (JuryRoom,), {"round_": round_, "happened": happened})

    run_state_machine_as_test(
        room,
        settings=settings(
            max_examples=200,
            stateful_step_count=10,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # The sequences are worth something only if they come to what could go wrong.
    assert min(happened[each] for each in WANTED) >= 5, happened
