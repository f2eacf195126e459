"""Several of the office at one rubric at once: one is stored, all others are told."""

from collections.abc import Callable
from typing import Any

from reviews import bundles
from reviews.models import Rubric
from reviews.services import rubric
from tests.fixtures.rounds import MakeRound, Stage
from tests.races.hands import at_once, insisting, refusals, successes

FIELDS = {
    "quorum": "1",
    "panel_size": "",
    "overall_threshold": "",
    "aggregate": "mean",
    "disclosure": "session",
    "abstention_allowed": True,
}
ROW: dict[str, Any] = {
    "key": "",
    "description": "",
    "weight": "1",
    "minimum": "0",
    "maximum": "5",
    "step": "0,5",
    "threshold": "",
    "levels": "",
    "reason_required": False,
}


def test_of_many_who_edit_over_the_same_rubric_one_is_stored(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)
    round_.define()
    over = bundles.rubric_digest(Rubric.objects.select_related("call").get())

    def editing(label: str) -> Callable[[], Rubric]:
        return lambda: rubric.edit(
            call=round_.call, fields=FIELDS, criteria=[ROW | {"label": label}], over=over, by=dora
        )

    dora = round_.dora
    outcomes = at_once([insisting(editing(f"Von {number}")) for number in range(4)])

    assert len(successes(outcomes)) == 1
    assert refusals(outcomes) == ["version_conflict"] * 3
    assert Rubric.objects.get().criteria.count() == 1


def test_publishing_and_editing_at_once_never_disagree(make_round: MakeRound) -> None:
    round_ = make_round(Stage.DRAFTED)
    round_.define()
    over = bundles.rubric_digest(Rubric.objects.select_related("call").get())

    def edit() -> object:
        return rubric.edit(
            call=round_.call,
            fields=FIELDS,
            criteria=[ROW | {"label": "Anders"}],
            over=over,
            by=round_.dora,
        )

    def publish() -> object:
        rubric.publish(call=round_.call, by=round_.emil)
        return None

    outcomes = at_once([insisting(edit), insisting(publish)])

    assert refusals(outcomes) in ([], ["frozen"])
    published = Rubric.objects.select_related("call").get()
    assert published.digest == bundles.rubric_digest(published)
