"""A call copied with its rubric, its rules and a lot of its own."""

from datetime import timedelta

import pytest

from competition.models import Call, User
from reviews.models import Rubric
from reviews.services import call_copies, rubric
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import DEADLINE_AT, OPENS_AT, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
RULE = {"key": "small", "label": "Kleine", "attribute": "kind", "value": "town", "minimum": 1}
LOT = {"quorum": 1, "tie_break": ["criterion:idea", "lot"], "lot_source": "Ziehung vom 6.5.2017"}


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.OPEN, rubric_fields=LOT, rules=[RULE])


def copy(call: Call, by: User, slug: str = "naechste-runde") -> Call:
    year = timedelta(days=364)
    return call_copies.copy(
        call=call,
        slug=slug,
        title="Nächste Runde",
        opens_at=OPENS_AT + year,
        deadline_at=DEADLINE_AT + year,
        by=by,
    )


def test_rubric_and_rules_come_along_and_the_secret_does_not(round_: Round) -> None:
    before = Rubric.objects.get()

    made = Rubric.objects.get(call=copy(round_.call, round_.emil))

    assert (made.quorum, made.tie_break) == (before.quorum, before.tie_break)
    assert made.lot_source == before.lot_source
    assert len(made.lot_nonce_hex) == 64
    assert made.lot_nonce_hex != before.lot_nonce_hex
    assert (made.digest, made.frozen_at, made.locked_at, made.lot_public_value) == (
        *("", None, None),
        "",
    )
    names = ("key", "label", "weight", "minimum", "maximum", "step", "levels")
    assert list(made.criteria.values(*names)) == list(before.criteria.values(*names))
    assert list(made.diversity_rules.values("key", "attribute", "value", "minimum")) == [
        {"key": "small", "attribute": "kind", "value": "town", "minimum": 1}
    ]


def test_the_copy_can_be_published_as_it_is(round_: Round) -> None:
    made = copy(round_.call, round_.emil)

    rubric.publish(call=made, by=round_.emil)

    made.refresh_from_db()
    assert made.published_at


def test_a_round_without_a_rubric_is_copied_too(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)

    assert not Rubric.objects.filter(call=copy(round_.call, round_.dora)).exists()


def test_nothing_is_left_behind_where_the_copy_is_refused(round_: Round) -> None:
    with refused("call_invalid"):
        copy(round_.call, round_.emil, slug="beispielrunde")


def test_copying_is_for_the_office(round_: Round, clara: User) -> None:
    with refused("not_allowed"):
        copy(round_.call, clara)
