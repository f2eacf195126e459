"""What a juror can do by API: scope, body, answer and refusals of each operation."""

from api.bodies import Nothing
from api.jury import examples
from api.jury.bodies import Declarations, ReviewAbstain, ReviewFinalise, ReviewSave, ReviewsFinalise
from api.jury.serializers.applications import AssignedApplicationSerializer, ReadingSerializer
from api.jury.serializers.assignments import AssignmentSerializer
from api.jury.serializers.declarations import DeclarationSerializer, DeclaredSerializer
from api.jury.serializers.reviews import (
    FinishedManySerializer,
    OthersSerializer,
    OwnReviewDetailSerializer,
)
from api.jury.serializers.seat import SeatSerializer
from api.models import JuryScope
from api.operations import Operation

READ, DECLARE, REVIEW = (scope.value for scope in JuryScope)
# The gate before every act on a review.
GATE = ("reviewing_closed", "conflicted", "undeclared", "scoring_closed")
VERSION = ("precondition_required", "out_of_range", "version_conflict")

READ_SEAT = Operation(
    "readSeat",
    "The own seat: the call, its rubric once the reviewing has opened, and what is still to do",
    SeatSerializer,
    examples.SEAT,
    scope=READ,
)
LIST_DECLARATIONS = Operation(
    "listDeclarations",
    "All applications about which the juror declares, with the own conflicts on record",
    DeclarationSerializer,
    examples.DECLARATION,
    scope=READ,
    many=True,
)
DECLARE_CONFLICTS = Operation(
    "declareConflicts",
    "Declare to be free or in conflict, and contest what is on record, in one sitting; all or none",
    DeclaredSerializer,
    examples.DECLARED,
    scope=DECLARE,
    body=Declarations,
    body_example=examples.DECLARATIONS,
    refusals=(
        *("required", "out_of_range", "unknown_choice", "too_long", "control_characters"),
        *("reviewing_closed", "not_assigned", "conflicted", "reason_required"),
        *("conflict_settled", "conflict_contested", "score_void_unconfirmed"),
    ),
)
LIST_ASSIGNMENTS = Operation(
    "listAssignments",
    "The applications assigned to the juror; of a conflicted one title and municipality alone",
    AssignmentSerializer,
    examples.ASSIGNMENT,
    scope=READ,
    many=True,
    expands=("application", "review"),
)
READ_APPLICATION = Operation(
    "readAssignedApplication",
    "One application whose text is open to the juror",
    AssignedApplicationSerializer,
    examples.APPLICATION,
    scope=READ,
)
DOWNLOAD = Operation(
    "downloadAssignedAttachment",
    "One file of an application whose text is open to the juror, whole, as it was sent",
    None,
    None,
    scope=READ,
    produces="*/*",
)
NOTE_READING = Operation(
    "noteReading",
    "Note that the application has been read; reading it by API notes nothing",
    ReadingSerializer,
    examples.READING,
    scope=REVIEW,
    body=Nothing,
)
READ_REVIEW = Operation(
    "readReview",
    "The own review with its version; 0 where none has been begun",
    OwnReviewDetailSerializer,
    examples.REVIEW,
    scope=READ,
)
SAVE_REVIEW = Operation(
    "saveReview",
    "Save what is given over the version that was read, all or none; what is left out stays",
    OwnReviewDetailSerializer,
    examples.REVIEW,
    scope=REVIEW,
    body=ReviewSave,
    body_example=examples.SAVE,
    refusals=(
        *("required", "score_off_grid", "too_long", "control_characters"),
        *("review_final", "review_abstained", *VERSION, *GATE),
    ),
)
FINALISE_REVIEW = Operation(
    "finaliseReview",
    "Finish the review as it was read: it counts from now on",
    OwnReviewDetailSerializer,
    examples.FINAL_REVIEW,
    scope=REVIEW,
    body=ReviewFinalise,
    body_example=examples.VERSION,
    refusals=("review_incomplete", "review_abstained", *VERSION, *GATE),
)
ABSTAIN = Operation(
    "abstainFromReview",
    "Give no points, with a reason; it counts nowhere and can be taken back",
    OwnReviewDetailSerializer,
    examples.ABSTAINED_REVIEW,
    scope=REVIEW,
    body=ReviewAbstain,
    body_example=examples.ABSTAIN,
    refusals=(
        *("required", "too_long", "control_characters", "abstention_not_allowed"),
        *("review_final", "review_abstained", *VERSION, *GATE),
    ),
)
RESUME_REVIEW = Operation(
    "resumeReview",
    "Take the abstention back: the review is a draft again",
    OwnReviewDetailSerializer,
    examples.REVIEW,
    scope=REVIEW,
    body=Nothing,
    refusals=("review_final", *GATE),
)
READ_OTHERS = Operation(
    "readOthersReviews",
    "The counting reviews of others, once they are disclosed; before, there is nothing here",
    OthersSerializer,
    examples.OTHERS,
    scope=READ,
)
FINALISE_REVIEWS = Operation(
    "finaliseReviews",
    "Finish several reviews, each as it was read; one that is refused holds up no other",
    FinishedManySerializer,
    examples.FINISHED,
    scope=REVIEW,
    body=ReviewsFinalise,
    body_example=examples.FINISH,
    refusals=("required", "precondition_required", "out_of_range"),
)
