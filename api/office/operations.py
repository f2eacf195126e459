"""What the office can do by API: scope, body, answer and refusals of each operation."""

from dataclasses import replace

from api.bodies import Nothing
from api.models import Scope
from api.office import examples
from api.office.bodies import Confirmation, Moment, Proposal, Read, Reason
from api.office.serializers import (
    AnnouncementSerializer,
    ApplicationDetailSerializer,
    ApplicationSerializer,
    DecisionSerializer,
    NoticeSerializer,
    OfficeCallSerializer,
    RunDetailSerializer,
    RunSerializer,
)
from api.operations import Operation

READ, RUN, DECIDE, ANNOUNCE = (scope.value for scope in Scope)

LIST_CALLS = Operation(
    "listOfficeCalls",
    "All calls, drafts included, with what is counted of them",
    OfficeCallSerializer,
    examples.CALL,
    scope=READ,
    many=True,
)
READ_CALL = Operation("readOfficeCall", "One call", OfficeCallSerializer, examples.CALL, scope=READ)
OPEN_REVIEWING = Operation(
    "openReviewing",
    "Freeze and publish rubric and rules, derive conflicts, assign the jury",
    OfficeCallSerializer,
    examples.CALL,
    scope=RUN,
    body=Nothing,
    refusals=(
        *("call_not_closed", "frozen", "rubric_invalid", "screening_unfinished"),
        *("nothing_admitted", "jury_missing", "roles_collide"),
    ),
)
LOCK_SCORES = Operation(
    "lockScores",
    "Lock the scores: from now on the selection may run",
    OfficeCallSerializer,
    examples.CALL,
    scope=RUN,
    body=Nothing,
    refusals=("reviewing_closed", "scoring_closed"),
)

LIST_APPLICATIONS = Operation(
    "listApplications",
    "The applications of a call; titles only after the deadline",
    ApplicationSerializer,
    examples.APPLICATION,
    scope=READ,
    many=True,
)
READ_APPLICATION = Operation(
    "readApplication",
    "One application; its content only after the deadline",
    ApplicationDetailSerializer,
    examples.APPLICATION_DETAIL,
    scope=READ,
)
ADMIT = Operation(
    "admitApplication",
    "Formally admit an application",
    ApplicationDetailSerializer,
    examples.APPLICATION_DETAIL,
    scope=RUN,
    body=Nothing,
    refusals=("call_not_closed", "reviewing_open", "unknown_move"),
)
EXCLUDE = Operation(
    "excludeApplication",
    "Formally exclude an application; the reason goes into its letter",
    ApplicationDetailSerializer,
    {
        **examples.APPLICATION_DETAIL,
        "state": "excluded",
        "screening_reason": examples.REASON["reason"],
        "available_moves": ["admit"],
    },
    scope=RUN,
    body=Reason,
    body_example=examples.REASON,
    refusals=(
        *("required", "too_long", "control_characters"),
        *("call_not_closed", "reviewing_open", "unknown_move"),
    ),
)

LIST_RUNS = Operation(
    "listSelectionRuns",
    "The selection runs of a call, the latest first",
    RunSerializer,
    examples.RUN,
    scope=READ,
    many=True,
)
START_RUN = Operation(
    "startSelectionRun",
    "Queue a selection run; poll the address in Location until it is no longer queued",
    RunDetailSerializer,
    {**examples.RUN, "result": None},
    scope=RUN,
    body=Nothing,
    status=202,
    refusals=("scores_unlocked", "lot_value_missing"),
)
READ_RUN = Operation(
    "readSelectionRun",
    "One selection run with its whole result",
    RunDetailSerializer,
    examples.RUN_DETAIL,
    scope=READ,
)

LIST_DECISIONS = Operation(
    "listDecisions",
    "The decisions of a call, the latest first",
    DecisionSerializer,
    examples.DECISION,
    scope=READ,
    many=True,
)
PROPOSE = Operation(
    "proposeDecision",
    "Propose what a run has selected",
    DecisionSerializer,
    examples.DECISION,
    scope=DECIDE,
    body=Proposal,
    body_example=examples.PROPOSAL,
    status=201,
    refusals=(
        *("required", "too_long", "control_characters", "unknown_choice", "run_unfinished"),
        *("run_failed", "infeasible", "too_few_eligible", "quorum_missing", "tie", "not_proven"),
        *("run_stale", "decision_standing", "run_is_scenario", "session_open"),
    ),
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
    body=Read,
    body_example={"sha256": examples.SHA256},
    refusals=(
        *("same_person", "decision_settled", "run_stale", "no_places_left", "budget_exceeded"),
        *("unknown_move", "decision_changed", "decision_overtaken", "session_open"),
        *("not_announced", "public_at_past", "amendment_order", "award_ended", "award_declined"),
        *("too_long", "control_characters"),
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
    body=Reason,
    body_example={"reason": "Die Jury hat anders entschieden."},
    refusals=("required", "too_long", "control_characters", "decision_settled"),
)

READ_ANNOUNCEMENT = Operation(
    "readAnnouncement",
    "The announcement as it is prepared, with what it will announce",
    AnnouncementSerializer,
    examples.ANNOUNCEMENT,
    scope=READ,
)
PREPARE = replace(
    READ_ANNOUNCEMENT,
    name="prepareAnnouncement",
    summary="Set the instant at which the results become public; may be repeated until confirmed",
    scope=ANNOUNCE,
    body=Moment,
    body_example=examples.MOMENT,
    refusals=(
        *("required", "offset_required", "instant_invalid", "decision_missing"),
        *("public_at_past", "announcement_standing"),
    ),
)
CONFIRM_ANNOUNCEMENT = replace(
    READ_ANNOUNCEMENT,
    name="confirmAnnouncement",
    summary="Confirm as the second person: every applicant is owed the own letter",
    example={
        **examples.ANNOUNCEMENT,
        "confirmed_at": "2027-05-17T09:30:00+02:00",
        "confirmed_by": "Emil Beispiel",
    },
    scope=ANNOUNCE,
    body=Confirmation,
    body_example=examples.MOMENT,
    refusals=(
        *("required", "offset_required", "instant_invalid", "announcement_missing"),
        *("same_person", "public_at_past", "announcement_moved", "announcement_changed"),
        "announcement_standing",
    ),
)
LIST_NOTICES = Operation(
    "listNotices",
    "The letters of a call with their state",
    NoticeSerializer,
    examples.NOTICE,
    scope=READ,
    many=True,
)
