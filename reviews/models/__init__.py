from reviews.models.decision import Decision, Deviation
from reviews.models.jury import Assignment, Conflict, Declaration, JuryMember
from reviews.models.review import Reading, Review, ReviewSnapshot, Score
from reviews.models.rubric import Criterion, DiversityRule, Rubric
from reviews.models.selection_run import SelectionRun
from reviews.models.session import Attendance, MinutesEntry, Revision, Session, SessionItem

__all__ = [
    "Assignment",
    "Attendance",
    "Conflict",
    "Criterion",
    "Decision",
    "Declaration",
    "Deviation",
    "DiversityRule",
    "JuryMember",
    "MinutesEntry",
    "Reading",
    "Review",
    "ReviewSnapshot",
    "Revision",
    "Rubric",
    "Score",
    "SelectionRun",
    "Session",
    "SessionItem",
]
