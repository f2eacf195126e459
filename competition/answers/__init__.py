"""Answers: from what was typed to what is stored. Plain rules by the question's kind."""

from competition.answers.conditions import asked, is_asked
from competition.answers.gaps import Gap, gaps
from competition.answers.kinds import clean, empty, is_empty, is_missing
from competition.answers.written import day, separators, text

__all__ = [
    "Gap",
    "asked",
    "clean",
    "day",
    "empty",
    "gaps",
    "is_asked",
    "is_empty",
    "is_missing",
    "separators",
    "text",
]
