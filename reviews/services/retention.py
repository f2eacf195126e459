"""What the jury's rooms erase with an application: words, never points.

Points, conflicts with their grounds and instants, and the minutes with what was said and voted in
the session stay: they prove how the decision came about, and are frozen with a digest.
"""

from django.db.models import Exists, OuterRef, Q

from competition.models import Application, Call
from competition.retention.stubs import GONE
from reviews.models import (
    Assignment,
    Conflict,
    JuryMember,
    Review,
    ReviewSnapshot,
    Score,
)
from reviews.models.review import ReviewState


def erase(application: Application) -> None:
    """Erase what jurors, chair and office wrote about an application: comments, reasons, notes.

    Needs the transaction that erases the application (``competition.services.erasing``).
    """
    reviews = Review.objects.filter(application=application)
    reviews.update(comment="", comment_for_applicant="", private_note="")
    reviews.filter(state=ReviewState.ABSTAINED).update(abstention_reason=GONE)
    reviews.exclude(state=ReviewState.ABSTAINED).update(abstention_reason="")
    ReviewSnapshot.objects.filter(review__application=application).delete()
    Score.objects.filter(review__application=application).update(reason="")
    Assignment.objects.filter(application=application).exclude(end_reason="").update(
        end_reason=GONE
    )
    conflicts = Conflict.objects.filter(application=application)
    for field in ("note", "contest_reason", "settlement_reason"):
        conflicts.exclude(**{field: ""}).update(**{field: GONE})


def jurors_of(call: Call) -> Q:
    """Accounts that sit in the call's jury."""
    return Q(pk__in=JuryMember.objects.filter(call=call).values("user"))


def jurors_needed() -> Q:
    """Accounts with a seat in a round of which something is not erased yet, or that is empty."""
    mine = Application.objects.filter(call=OuterRef("call"))
    left = JuryMember.objects.filter(Exists(mine.filter(erased_at__isnull=True)) | ~Exists(mine))
    return Q(pk__in=left.values("user"))
