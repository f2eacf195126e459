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
from competition.models.award import Award
from competition.models.call import Call, Question
from competition.models.correction import Correction
from competition.models.disturbance import Disturbance
from competition.models.enquiry import Enquiry
from competition.models.extension import Extension
from competition.models.invitation import Invitation
from competition.models.late_admission import LateAdmission
from competition.models.membership import Mailbox, Membership, MembershipRequest
from competition.models.municipality import Municipality, RegisterImport
from competition.models.notice import Heartbeat, Notice
from competition.models.people import OfficeMember, Rescue, User
from competition.models.receipt import Receipt

__all__ = [
    "Announcement",
    "Answer",
    "Application",
    "ApplicationMove",
    "ApplicationVersion",
    "Attachment",
    "Attempt",
    "AuditEntry",
    "AuditHead",
    "Award",
    "Call",
    "Correction",
    "Disturbance",
    "Enquiry",
    "Extension",
    "Heartbeat",
    "Invitation",
    "LateAdmission",
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
    "RegisterImport",
    "Rescue",
    "User",
]
