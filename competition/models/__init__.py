from competition.models.amendment import Amendment
from competition.models.announcement import Announcement, Publication
from competition.models.application import (
    Answer,
    Application,
    ApplicationMove,
    ApplicationVersion,
    Participant,
)
from competition.models.attachment import Attachment
from competition.models.audit import Attempt, AuditEntry, AuditHead
from competition.models.availability import AvailabilityMinute
from competition.models.award import Award
from competition.models.barrier_report import BarrierReport
from competition.models.call import Call, Question
from competition.models.call_version import CallVersion
from competition.models.correction import Correction
from competition.models.disturbance import Disturbance
from competition.models.enquiry import Enquiry
from competition.models.erasure import Erasure
from competition.models.extension import Extension
from competition.models.invitation import Invitation
from competition.models.late_admission import LateAdmission
from competition.models.letter_text import LetterText
from competition.models.membership import Mailbox, Membership, MembershipRequest
from competition.models.municipality import Municipality, RegisterImport
from competition.models.notice import Heartbeat, Notice
from competition.models.people import OfficeMember, Rescue, User
from competition.models.receipt import Receipt
from competition.models.redacted_copy import RedactedCopy
from competition.models.retrieval import Retrieval
from competition.models.saved_view import SavedView
from competition.models.site_text import SiteText
from competition.models.standard_reason import StandardReason
from competition.models.trial_application import TrialApplication

__all__ = [
    "Amendment",
    "Announcement",
    "Answer",
    "Application",
    "ApplicationMove",
    "ApplicationVersion",
    "Attachment",
    "Attempt",
    "AuditEntry",
    "AuditHead",
    "AvailabilityMinute",
    "Award",
    "BarrierReport",
    "Call",
    "CallVersion",
    "Correction",
    "Disturbance",
    "Enquiry",
    "Erasure",
    "Extension",
    "Heartbeat",
    "Invitation",
    "LateAdmission",
    "LetterText",
    "Mailbox",
    "Membership",
    "MembershipRequest",
    "Municipality",
    "Notice",
    "OfficeMember",
    "Participant",
    "Publication",
    "Question",
    "Receipt",
    "RedactedCopy",
    "RegisterImport",
    "Rescue",
    "Retrieval",
    "SavedView",
    "SiteText",
    "StandardReason",
    "TrialApplication",
    "User",
]
