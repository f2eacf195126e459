from programme.models.agreement import Agreement
from programme.models.consultation import Comment, Consultation, Section
from programme.models.event import AgendaItem, Event, Registration
from programme.models.profile import Profile, ProfileVersion
from programme.models.programme import Programme
from programme.models.report import Report, ReportVersion, Requirement
from programme.models.tranche import PaymentRequest, Tranche
from programme.models.workshop import Attendance, Workshop

__all__ = [
    "AgendaItem",
    "Agreement",
    "Attendance",
    "Comment",
    "Consultation",
    "Event",
    "PaymentRequest",
    "Profile",
    "ProfileVersion",
    "Programme",
    "Registration",
    "Report",
    "ReportVersion",
    "Requirement",
    "Section",
    "Tranche",
    "Workshop",
]
