"""Whether a run still says something about its round, and what it leaves to people."""

from typing import Any

from competition.errors import Refusal
from competition.models import Announcement, Award, Call
from competition.models.award import AwardState
from reviews import bundles, cases
from reviews.models import Decision, SelectionRun
from reviews.models.decision import DecisionState
from reviews.models.selection_run import RunState

DECIDED = {"unique", "tie_broken"}
# What people may decide otherwise, or must decide at all: a set can be held against the rules.
OPEN_TO_PEOPLE = DECIDED | {"tie", "infeasible"}


def require_computed(run: SelectionRun) -> dict[str, Any]:
    """The result of a run that may be decided upon.

    Raises ``run_is_scenario``, ``run_unfinished``, ``run_failed``.
    """
    if run.is_scenario:
        raise Refusal("run_is_scenario")
    if run.state == RunState.QUEUED:
        raise Refusal("run_unfinished")
    if run.state == RunState.FAILED or run.result is None:
        raise Refusal("run_failed")
    result: dict[str, Any] = run.result
    return result


def require_decided(run: SelectionRun, result: dict[str, Any]) -> None:
    """The run selected somebody; else its own status is raised (``infeasible``, ``tie`` …)."""
    status = result["status"]
    if status in DECIDED:
        return
    if status == "infeasible":
        raise Refusal("infeasible", conflict=" + ".join(result["conflict"]))
    if status == "too_few_eligible":
        reached = set(result["gate"].values()) - {"ineligible", "withdrawn"}
        if reached == {"quorum"}:
            raise Refusal("quorum_missing", quorum=run.input["round"]["quorum"])
        raise Refusal("too_few_eligible", eligible=result["eligible"])
    raise Refusal(status)


def is_unchanged(run: SelectionRun, call: Call) -> bool:
    """Whether the round is still the one that the run computed.

    Who has declined since counts as before: that is what a successor is for.
    """
    case, gone = cases.case_of(call), declined(call)
    before = {row["id"]: row["status"] for row in run.input["applications"]}
    for row in case["applications"]:
        if row["id"] in gone:
            row["status"] = before.get(row["id"], row["status"])
    return bundles.case_digest(case) == run.input_digest


def is_announced(call: Call) -> bool:
    """Whether the announcement is confirmed: its letters are written, its instant is set."""
    return Announcement.objects.filter(call=call, confirmed_at__isnull=False).exists()


def declined(call: Call) -> set[str]:
    """Public ids of the applications whose award was declined."""
    return _applications(call, AwardState.DECLINED)


def standing(call: Call) -> set[str]:
    """Public ids of the applications that hold an award."""
    return _applications(call, AwardState.GRANTED)


def _applications(call: Call, state: AwardState) -> set[str]:
    rows = Award.objects.filter(call=call, state=state, application__isnull=False)
    return set(rows.values_list("application__public_id", flat=True))


def in_force(call: Call) -> Decision | None:
    """The latest confirmed decision of a call, or None."""
    confirmed = Decision.objects.filter(call=call, state=DecisionState.CONFIRMED)
    return confirmed.select_related("run", "call").order_by("-number").first()
