"""What the jury's rooms keep about one of their members, for that member alone (Art. 15 DSGVO)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Expression, F

from competition.models import User
from competition.services.own_data import rows
from reviews.conflicts import gate
from reviews.models import Conflict, Declaration, JuryMember, Review, Score

WHERE = {"call": "jury_member__call__slug", "application": "application__public_id"}


def seats(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """The person's seats, with the ties that were noted."""
    return rows(
        JuryMember.objects.filter(user=person),
        call="call__slug",
        is_chair="is_chair",
        is_deputy_chair="is_deputy_chair",
        bench="bench",
        municipality="municipality__ags",
        association="association",
        state="state",
    )


def declarations(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """Where the person declared to be free."""
    mine = Declaration.objects.filter(jury_member__user=person)
    return rows(mine, **WHERE, declared_at="declared_at")


def conflicts(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """What is noted about the person's conflicts, and how it was settled."""
    return rows(
        Conflict.objects.filter(jury_member__user=person),
        **WHERE,
        reason="reason",
        severity="severity",
        note="note",
        declared_at="declared_at",
        contest_reason="contest_reason",
        settlement="settlement",
        settlement_reason="settlement_reason",
        settled_at="settled_at",
    )


def _open(person: User, prefix: str) -> Expression:
    """Reviews that are not closed to the person by a conflict: those stay in the file alone."""
    return ~gate.is_conflicted(
        person=person.pk,
        juror=F(f"{prefix}jury_member"),
        application=F(f"{prefix}application"),
    )


def reviews(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """The own reviews, private notes included."""
    return rows(
        Review.objects.filter(_open(person, ""), jury_member__user=person),
        **WHERE,
        state="state",
        comment="comment",
        comment_for_applicant="comment_for_applicant",
        private_note="private_note",
        abstention_reason="abstention_reason",
        saved_at="saved_at",
        finalised_at="finalised_at",
    )


def scores(person: User, _at: datetime) -> Iterator[dict[str, Any]]:
    """The own points, as steps above the criterion's minimum, with their reasons."""
    return rows(
        Score.objects.filter(_open(person, "review__"), review__jury_member__user=person),
        call="review__jury_member__call__slug",
        application="review__application__public_id",
        criterion="criterion__key",
        steps="steps",
        reason="reason",
    )


SECTIONS = [
    ("jury_seats", seats),
    ("jury_declarations", declarations),
    ("jury_conflicts", conflicts),
    ("jury_reviews", reviews),
    ("jury_scores", scores),
]
