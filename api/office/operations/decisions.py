"""What the office can do with decisions."""

from api.examples import SHA256
from api.office import examples
from api.office.bodies import Proposal, Read, Rejection, Wished
from api.office.scopes import DECIDE, READ
from api.office.serializers.decisions import DecisionSerializer, PlanSerializer
from api.operations import Operation

LIST_DECISIONS = Operation(
    "listDecisions",
    "The decisions of a call, the latest first",
    DecisionSerializer,
    examples.DECISION,
    scope=READ,
    many=True,
)
WISHED = (
    *("required", "too_long", "control_characters", "unknown_choice", "run_unfinished"),
    *("run_failed", "infeasible", "too_few_eligible", "quorum_missing", "tie", "not_proven"),
    *("run_stale", "decision_standing", "run_is_scenario", "session_open"),
    *("deviation_not_eligible", "deviation_size", "deviation_none", "reason_required"),
    *("decision_missing", "decision_unchanged", "award_not_declined", "no_successor"),
    *("not_announced", "public_at_required", "public_at_past", "amendment_order"),
)
PLAN = Operation(
    "planDecision",
    "What proposing this comes to, to be read first: the set, its price, the rules that it breaks",
    PlanSerializer,
    examples.PLAN,
    scope=DECIDE,
    kind="decide",
    body=Wished,
    body_example=examples.WISH,
    refusals=WISHED,
)
PROPOSE = Operation(
    "proposeDecision",
    "Propose what a run has selected or, by the digest of its plan, another set or a later one",
    DecisionSerializer,
    examples.DECISION,
    scope=DECIDE,
    kind="decide",
    body=Proposal,
    body_example=examples.PROPOSAL,
    status=201,
    refusals=(*WISHED, "precondition_required", "decision_changed"),
)
READ_DECISION = Operation(
    "readDecision", "One decision", DecisionSerializer, examples.DECISION, scope=READ
)
CONFIRM_DECISION = Operation(
    "confirmDecision",
    "Confirm as the second person: the awards are granted, still hidden",
    DecisionSerializer,
    {
        **examples.DECISION,
        "state": "confirmed",
        "confirmed_at": "2027-05-16T15:00:00+02:00",
        "confirmed_by": "Emil Beispiel",
    },
    scope=DECIDE,
    kind="decide",
    body=Read,
    body_example={"sha256": SHA256},
    refusals=(
        *("same_person", "decision_settled", "run_stale", "no_places_left", "budget_exceeded"),
        *("unknown_move", "decision_changed", "decision_overtaken", "session_open"),
        *("not_announced", "public_at_past", "amendment_order", "award_ended", "award_declined"),
        "precondition_required",
    ),
)
REJECT_DECISION = Operation(
    "rejectDecision",
    "Discard a proposal",
    DecisionSerializer,
    {
        **examples.DECISION,
        "state": "rejected",
        "rejected_at": "2027-05-16T15:00:00+02:00",
        "rejected_by": "Emil Beispiel",
        "rejection_reason": "Die Jury hat anders entschieden.",
    },
    scope=DECIDE,
    kind="decide",
    body=Rejection,
    body_example={"sha256": SHA256, "reason": "Die Jury hat anders entschieden."},
    refusals=(
        *("required", "too_long", "control_characters", "decision_settled"),
        *("precondition_required", "decision_changed"),
    ),
)
