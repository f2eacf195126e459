from reviews.models.decision import Decision
from reviews.models.jury import Assignment, Conflict, Declaration, JuryMember
from reviews.models.review import Review, Score
from reviews.models.rubric import Criterion, DiversityRule, Rubric
from reviews.models.selection_run import SelectionRun

__all__ = [
    "Assignment",
    "Conflict",
    "Criterion",
    "Decision",
    "Declaration",
    "DiversityRule",
    "JuryMember",
    "Review",
    "Rubric",
    "Score",
    "SelectionRun",
]
