"""A scenario beside the round as it is: who would enter, who would leave, at how many points."""

from dataclasses import dataclass
from fractions import Fraction

from competition.models import Application
from reviews import queries
from reviews.decisions import scenario
from reviews.models import JuryMember, SelectionRun
from reviews.models.selection_run import RunState
from reviews.outcome import Outcome


@dataclass(frozen=True)
class Comparison:
    """``real`` None: nothing real is computed yet; lists None: one of both selected nobody."""

    supposed: list[str]
    real: SelectionRun | None
    real_total: Fraction | None
    enters: list[Application] | None
    leaves: list[Application] | None


def compared(outcome: Outcome) -> Comparison:
    """A finished scenario against the last run of the round that is none."""
    run = outcome.run
    real = (
        SelectionRun.objects.filter(call=run.call_id, is_scenario=False, state=RunState.DONE)
        .defer("input")
        .first()
    )
    result = (real.result if real else None) or {}
    mine, theirs = outcome.result["selected"], result.get("selected")
    return Comparison(
        supposed=told(outcome),
        real=real,
        real_total=Fraction(result["total"]) if "total" in result else None,
        enters=_beyond(outcome, mine, theirs),
        leaves=_beyond(outcome, theirs, mine),
    )


def _beyond(
    outcome: Outcome, these: list[str] | None, those: list[str] | None
) -> list[Application] | None:
    if these is None or those is None:
        return None
    return outcome.named(sorted(set(these) - set(those)))


def told(outcome: Outcome) -> list[str]:
    """What the scenario supposes, in sentences with names."""
    change = outcome.run.scenario
    members: list[tuple[str, JuryMember]] = []
    if "juror" in change:
        seats = JuryMember.objects.filter(call=outcome.run.call_id)
        members = queries.numbered(seats.select_related("user"))
    return scenario.told(
        change,
        rules=outcome.rule_labels,
        names={
            row.application.public_id: row.application.municipality.name for row in outcome.rows
        },
        jurors={name: member.user.name for name, member in members},
    )
