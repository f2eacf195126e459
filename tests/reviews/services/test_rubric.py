"""The rubric: computable from the start, fixed with the call, closed with the scores."""

from typing import Any

import pytest

from competition import clock, receipts
from competition.models import AuditEntry, Publication, User
from reviews import bundles
from reviews.models import Rubric
from reviews.selection import lot
from reviews.services import rubric
from tests.fixtures import as_read
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import CRITERIA, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db

LOT = {"tie_break": ["lot"], "lot_source": "6 aus 49 vom 5. Dezember 2026"}
RULE = {"key": "towns", "label": "Eine Stadt", "attribute": "kind", "value": "town", "minimum": 1}


def define(round_: Round, **options: Any) -> Rubric:
    return rubric.define(
        call=round_.call,
        fields={"quorum": 1, **options.get("fields", {})},
        criteria=options.get("criteria", CRITERIA),
        rules=options.get("rules", ()),
        by=options.get("by", round_.dora),
    )


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    """A round whose call is not published yet."""
    return make_round(Stage.DRAFTED)


# Defining


def test_define_replaces_what_was_there(round_: Round) -> None:
    define(round_, rules=[RULE])
    made = define(round_, criteria=CRITERIA[:1], fields={"quorum": 2})

    assert Rubric.objects.get().quorum == 2
    assert [criterion.key for criterion in made.criteria.all()] == ["idea"]
    assert list(made.diversity_rules.all()) == []


def test_define_without_a_tie_order_is_allowed(round_: Round) -> None:
    assert define(round_, fields={"tie_break": []}).tie_break == []


def test_define_draws_a_secret_where_a_lot_is_part_of_the_rules(round_: Round) -> None:
    first = define(round_, fields=LOT).lot_nonce_hex
    again = define(round_, fields=LOT).lot_nonce_hex

    assert len(first) == 64
    assert again == first
    assert first not in str(list(AuditEntry.objects.values_list("payload", flat=True)))


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"fields": {"quorum": -1}}, "quorum"),
        ({"fields": {"aggregate": "maximum"}}, "aggregate"),
        ({"fields": {"tie_break": ["criterion:unknown"]}}, ""),
        ({"fields": {"tie_break": ["dice"]}}, ""),
        ({"fields": {"overall_threshold": "viel"}}, "overall_threshold"),
        ({"criteria": [{**CRITERIA[0], "weight": "zwei"}]}, "criteria.0.weight"),
        ({"criteria": [{**CRITERIA[0], "weight": "1,5"}]}, "criteria.0.weight"),
        ({"criteria": [{**CRITERIA[0], "step": "0"}]}, "criteria.0.step"),
        (
            {"criteria": [{**CRITERIA[0], "minimum": "5", "maximum": "0"}]},
            "criteria.0.maximum",
        ),
        ({"criteria": [{**CRITERIA[0], "threshold": "x"}]}, "criteria.0.threshold"),
        ({"criteria": [{**CRITERIA[0], "key": "zwei Wörter"}]}, "key"),
        ({"criteria": [CRITERIA[0], CRITERIA[0]]}, "criteria.1.label"),
        ({"criteria": [CRITERIA[0], {**CRITERIA[0], "label": "Anders"}]}, "__all__"),
        ({"criteria": []}, ""),
        ({"rules": [{**RULE, "minimum": None}]}, "__all__"),
        ({"rules": [{**RULE, "maximum": 0}]}, "__all__"),
        ({"rules": [{**RULE, "attribute": "colour"}]}, "attribute"),
    ],
)
def test_define_of_what_cannot_be_computed_is_refused(
    round_: Round, options: dict[str, Any], field: str
) -> None:
    define(round_, rules=[RULE])  # stays as it is

    with refused("rubric_invalid") as caught:
        define(round_, **options)
    assert caught.field == field


def test_define_is_for_the_office(round_: Round, clara: User) -> None:
    with refused("not_allowed"):
        define(round_, by=clara)


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.REVIEWING, Stage.LOCKED, Stage.DECIDED])
def test_define_after_the_call_is_published_is_refused(make_round: MakeRound, stage: Stage) -> None:
    round_ = make_round(stage)

    with refused("frozen"):
        define(round_, fields={"quorum": 0})


def test_define_with_a_key_that_a_review_needs_itself_is_refused(round_: Round) -> None:
    with refused("rubric_invalid") as caught:
        define(round_, criteria=[{"key": "comment", "label": "Idee"}])
    assert "Diesen Schlüssel braucht" in caught.sentence


# Editing: as the office types it

TYPED = {
    "quorum": "2",
    "panel_size": "",
    "overall_threshold": "4,5",
    "aggregate": "median",
    "disclosure": "own_final",
    "abstention_allowed": False,
}


def row(label: str, key: str = "", **parts: Any) -> dict[str, Any]:
    """A criterion as it is typed."""
    numbers = {"weight": "1", "minimum": "0", "maximum": "5", "step": "0,5", "threshold": ""}
    texts = {"description": "", "levels": "", "reason_required": False}
    return {"key": key, "label": label, **numbers, **texts, **parts}


def edit(round_: Round, *rows: dict[str, Any], **options: Any) -> Rubric:
    stored = Rubric.objects.select_related("call").filter(call=round_.call).first()
    return rubric.edit(
        call=round_.call,
        fields=TYPED | options.get("fields", {}),
        criteria=rows,
        over=options.get("over", bundles.rubric_digest(stored)),
        by=options.get("by", round_.dora),
    )


def test_edit_reads_what_is_written_by_hand(round_: Round) -> None:
    made = edit(round_, row("Maß", weight="1,50", levels="0 – nichts\n4,5 – viel"), row("Maß 2"))

    assert (made.quorum, made.panel_size, made.overall_threshold) == (2, None, "4.5")
    first, second = made.criteria.all()
    assert (first.key, second.key, first.weight) == ("mass", "mass-2", "1.5")
    assert first.levels == [
        {"score": "4.5", "meaning": "viel"},
        {"score": "0", "meaning": "nichts"},
    ]
    assert AuditEntry.objects.filter(act="rubric.defined", subject=round_.call.slug).count() == 1


def test_edit_knows_a_criterion_by_its_key_and_believes_no_other(round_: Round) -> None:
    edit(round_, row("Idee"), row("Reichweite"))

    made = edit(
        round_, row("Reichweite!", "reichweite"), row("Neu", "idee"), row("Drei", "criterion:x")
    )
    assert [each.key for each in made.criteria.all()] == ["reichweite", "idee", "drei"]
    twice = edit(round_, row("Eins", "idee"), row("Zwei", "idee"))
    assert [each.key for each in twice.criteria.all()] == ["idee", "zwei"]


def test_edit_gives_what_it_did_not_show_back_unchanged(round_: Round) -> None:
    define(round_, rules=[RULE], fields=LOT | {"seats_mode": "at_most"})
    before = Rubric.objects.get()

    after = edit(round_, *(row(each["label"], each["key"]) for each in CRITERIA))

    for name in ("tie_break", "lot_source", "lot_nonce_hex", "seats_mode"):
        assert getattr(after, name) == getattr(before, name)
    assert after.diversity_rules.values(*RULE).get() == RULE


def test_edit_over_something_else_is_refused(round_: Round) -> None:
    edit(round_, row("Idee"))
    for over in ("", "0" * 64):
        with refused("version_conflict"):
            edit(round_, row("Anders"), over=over)


def test_edit_names_every_fault_at_once(round_: Round) -> None:
    with refused("rubric_invalid") as caught:
        edit(round_, row("", weight="x"), row("Zwei", step="0"), fields={"quorum": "vier"})

    assert [(cause.code, cause.field) for cause in caught.refusal.causes] == [
        ("rubric_invalid", "quorum"),
        ("criterion_invalid", "criteria.0.label"),
        ("criterion_invalid", "criteria.0.weight"),
        ("criterion_invalid", "criteria.1.step"),
    ]
    assert caught.refusal.causes[3].sentence.startswith("Zu Kriterium 2 („Zwei“): ")


def test_edit_demands_no_more_reviews_than_are_written(round_: Round) -> None:
    with refused("rubric_invalid") as caught:
        edit(round_, row("Idee"), fields={"quorum": "3", "panel_size": "2"})
    assert caught.field == "panel_size"


def test_edit_is_for_the_office_and_ends_with_publishing(round_: Round, clara: User) -> None:
    with refused("not_allowed"):
        edit(round_, row("Idee"), by=clara)
    edit(round_, row("Idee"))
    rubric.publish(call=round_.call, by=round_.dora)
    with refused("frozen"):
        edit(round_, row("Idee"))


# Publishing


def test_publish_shows_rubric_and_rules_with_the_call(round_: Round) -> None:
    define(round_, rules=[RULE])

    rubric.publish(call=round_.call, by=round_.emil)

    documents = {p.kind: p.content for p in Publication.objects.public(clock.now())}
    assert set(documents) == {"rubric", "rules"}
    published = Rubric.objects.select_related("call").get()
    assert published.digest == receipts.digest(documents)
    assert published.call.published_by == round_.emil
    assert AuditEntry.objects.get(act="rubric.published").payload == {"sha256": published.digest}


def test_publish_without_a_rubric_is_refused(round_: Round) -> None:
    with refused("rubric_invalid"):
        rubric.publish(call=round_.call, by=round_.dora)


def test_publish_twice_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    with refused("call_published"):
        rubric.publish(call=round_.call, by=round_.emil)


def test_publish_is_for_the_office(round_: Round, clara: User) -> None:
    define(round_)
    with refused("not_allowed"):
        rubric.publish(call=round_.call, by=clara)


# Opening


def test_open_closes_the_screening_on_what_was_published(make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY, rules=[RULE])

    rubric.open_reviewing(call=round_.call, by=round_.emil)

    frozen = Rubric.objects.select_related("call").get()
    assert (frozen.frozen_by, frozen.call.screening_closed_by) == (round_.emil, round_.emil)
    assert AuditEntry.objects.get(act="reviewing.opened").payload == {"sha256": frozen.digest}


def test_open_on_another_rubric_than_was_published_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.READY)
    Rubric.objects.update(quorum=0)  # past the services

    with refused("rubric_invalid"):
        rubric.open_reviewing(call=round_.call, by=round_.emil)


def test_publish_shows_the_commitment_of_the_lot_and_never_its_secret(
    make_round: MakeRound,
) -> None:
    make_round(Stage.OPEN, rubric_fields=LOT)

    nonce = Rubric.objects.get().lot_nonce_hex
    rules = Publication.objects.get(kind="rules").content
    assert rules["lot"] == {
        "commitment": lot.commitment(nonce),
        "source": "6 aus 49 vom 5. Dezember 2026",
    }
    assert nonce not in str(list(Publication.objects.values_list("content", flat=True)))


def test_open_twice_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)

    with refused("frozen"):
        rubric.open_reviewing(call=round_.call, by=round_.emil)


def test_open_before_the_deadline_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED)
    round_.prepare_jury()

    with refused("call_not_closed"):
        rubric.open_reviewing(call=round_.call, by=round_.dora)


def test_open_with_unscreened_applications_is_refused_with_their_number(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.CLOSED, applications=3)
    round_.prepare_jury()
    as_read.admit(application=round_.applications[0], by=round_.dora)

    with refused("screening_unfinished") as caught:
        rubric.open_reviewing(call=round_.call, by=round_.dora)
    assert caught.details == {"count": 2}


def test_open_without_an_admitted_application_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.CLOSED, applications=1)
    as_read.exclude(application=round_.applications[0], by=round_.dora, reason="Zu spät")
    round_.prepare_jury()

    with refused("nothing_admitted"):
        rubric.open_reviewing(call=round_.call, by=round_.dora)


def test_open_without_a_rubric_is_refused(round_: Round) -> None:
    with refused("rubric_invalid"):
        rubric.open_reviewing(call=round_.call, by=round_.dora)


def test_open_without_a_jury_is_refused(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCREENED)
    with refused("jury_missing"):
        rubric.open_reviewing(call=round_.call, by=round_.dora)


def test_opening_and_locking_are_for_the_office(make_round: MakeRound) -> None:
    ready, reviewing = make_round(Stage.READY), make_round(Stage.SCORED, fields={"slug": "zwei"})
    clara = ready.jurors[0].user

    for act, call in (
        (rubric.open_reviewing, ready.call),
        (rubric.lock_scores, reviewing.call),
    ):
        with refused("not_allowed"):
            act(call=call, by=clara)
    with refused("not_allowed"):
        rubric.reveal_lot(call=reviewing.call, public_value="1", by=clara)


# Locking, and the lot


def test_lock_keeps_who_and_when(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)

    rubric.lock_scores(call=round_.call, by=round_.emil)

    locked = Rubric.objects.get()
    assert locked.locked_by == round_.emil
    assert locked.locked_at
    assert locked.frozen_at
    assert locked.locked_at >= locked.frozen_at


def test_lock_before_reviewing_opened_or_twice_is_refused(make_round: MakeRound) -> None:
    ready, locked = make_round(Stage.READY), make_round(Stage.LOCKED, fields={"slug": "zwei"})

    with refused("reviewing_closed"):
        rubric.lock_scores(call=ready.call, by=ready.dora)
    with refused("scoring_closed"):
        rubric.lock_scores(call=locked.call, by=locked.dora)


def test_lot_is_revealed_once_after_the_lock(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED, rubric_fields=LOT)

    with refused("scores_unlocked"):
        rubric.reveal_lot(call=round_.call, public_value="03 11 19", by=round_.dora)
    round_.lock()
    rubric.reveal_lot(call=round_.call, public_value=" 03 11 19 ", by=round_.dora)
    assert Rubric.objects.get().lot_public_value == "03 11 19"
    with refused("frozen"):
        rubric.reveal_lot(call=round_.call, public_value="04 12 20", by=round_.dora)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),
        (" \n", "required"),
        ("1\x00", "control_characters"),
        ("7" * 301, "too_long"),
    ],
)
def test_lot_value_that_says_nothing_is_refused(
    make_round: MakeRound, typed: str, code: str
) -> None:
    round_ = make_round(Stage.LOCKED, rubric_fields=LOT)

    with refused(code) as caught:
        rubric.reveal_lot(call=round_.call, public_value=typed, by=round_.dora)
    assert caught.field == "public_value"
