from competition.models.announcement import Announcement, Publication
from competition.models.application import (
    Answer,
    Application,
    ApplicationMove,
    ApplicationVersion,
    Participant,
)
from competition.models.audit import Attempt, AuditEntry, AuditHead
from competition.models.award import Award
from competition.models.call import Call, Question
from competition.models.municipality import Municipality, RegisterImport
from competition.models.notice import Heartbeat, Notice
from competition.models.people import Membership, OfficeMember, User
from competition.models.receipt import Receipt

__all__ = [
    "Announcement",
    "Answer",
    "Application",
    "ApplicationMove",
    "ApplicationVersion",
    "Attempt",
    "AuditEntry",
    "AuditHead",
    "Award",
    "Call",
    "Heartbeat",
    "Membership",
    "Municipality",
    "Notice",
    "OfficeMember",
    "Participant",
    "Publication",
    "Question",
    "Receipt",
    "RegisterImport",
    "User",
]
