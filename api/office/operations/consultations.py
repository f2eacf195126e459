"""Consultations: scope, body, answer and refusals of each operation of the office."""

from dataclasses import replace

from api.office import programme_examples as examples
from api.office.consultation_bodies import (
    ClosingReport,
    CommentRead,
    ConsultationChange,
    ConsultationDraft,
    ConsultationExtension,
    ConsultationRead,
    PublicAnswer,
    Withholding,
)
from api.office.scopes import DECIDE, READ, RUN
from api.office.serializers.consultations import (
    OfficeCommentSerializer,
    OfficeConsultationDetailSerializer,
    OfficeConsultationSerializer,
)
from api.operations import Operation

UNSOUND = (
    *("consultation_slug_invalid", "consultation_slug_taken", "period_reversed"),
    *("document_text_first", "document_too_many_sections", "too_long"),
    *("consultation_archived", "office_reads_only"),
)
LIST = Operation(
    "listOfficeConsultations",
    "The consultations of a call's funded years, drafts too, the one that ends last first",
    OfficeConsultationSerializer,
    examples.CONSULTATION,
    scope=READ,
    many=True,
)
READ_ONE = Operation(
    "readOfficeConsultation",
    "One consultation with its document",
    OfficeConsultationDetailSerializer,
    examples.CONSULTATION_DETAIL,
    scope=READ,
)
CREATE = Operation(
    "createConsultation",
    "Write a consultation; nobody outside the office sees it",
    OfficeConsultationDetailSerializer,
    examples.CONSULTATION_DETAIL,
    scope=RUN,
    status=201,
    body=ConsultationDraft,
    body_example=examples.DRAFT,
    refusals=UNSOUND,
)
CHANGE = replace(
    CREATE,
    name="changeConsultation",
    summary="Write the version that was read anew, as long as it is not published",
    status=200,
    body=ConsultationChange,
    body_example={**examples.DRAFT, "version": 1},
    refusals=(*UNSOUND, "version_conflict", "consultation_fixed"),
)
PUBLISH = replace(
    CREATE,
    name="publishConsultation",
    summary="Publish the version that was read; from then on its text is fixed",
    scope=DECIDE,
    kind="decide",
    status=200,
    body=ConsultationRead,
    body_example={"version": 1},
    refusals=(
        *("version_conflict", "consultation_programme_hidden", "document_without_sections"),
        *("consultation_over", "consultation_archived", "office_reads_only"),
    ),
)
EXTEND = replace(
    PUBLISH,
    name="extendConsultation",
    summary="A later end for everybody, while it runs",
    body=ConsultationExtension,
    body_example={"version": 2, "ends_at": "2029-10-31T00:00:00+01:00"},
    refusals=(
        *("version_conflict", "consultation_unpublished", "consultation_over"),
        *("consultation_end_earlier", "consultation_archived", "office_reads_only"),
    ),
)
CLOSE = replace(
    PUBLISH,
    name="closeConsultation",
    summary="Publish the closing report, once, when it is over and every comment is decided",
    body=ClosingReport,
    body_example={"report": "Drei Vorschläge sind aufgenommen."},
    refusals=(
        *("consultation_unpublished", "consultation_running", "comments_undecided"),
        *("consultation_reported", "consultation_archived", "office_reads_only"),
    ),
)
LIST_COMMENTS = Operation(
    "listOfficeComments",
    "Every confirmed comment, in the order of arrival; no addresses",
    OfficeCommentSerializer,
    examples.COMMENT,
    scope=READ,
    many=True,
)
SHOW = Operation(
    "showComment",
    "Publish the comment that was read; its writer is told",
    OfficeCommentSerializer,
    examples.COMMENT,
    scope=RUN,
    body=CommentRead,
    body_example=examples.READ,
    refusals=("comment_changed", "office_reads_only"),
)
WITHHOLD = replace(
    SHOW,
    name="withholdComment",
    summary="Do not publish the comment that was read, or take it down; its writer is told why",
    body=Withholding,
    body_example={**examples.READ, "reason": "Er nennt eine andere Person."},
)
ANSWER = replace(
    SHOW,
    name="answerComment",
    summary="Answer a published comment for everybody to read; a later answer replaces it",
    body=PublicAnswer,
    body_example={**examples.READ, "answer": "Das nehmen wir auf."},
    refusals=(*SHOW.refusals, "comment_not_shown"),
)
