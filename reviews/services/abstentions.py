"""Abstaining: a juror gives no points, with a reason. It counts nowhere and can be undone."""

from django.db import transaction

from competition import answers, audit, locks
from competition.errors import Refusal
from competition.models import Application, User
from reviews.models import JuryMember, Review
from reviews.models.review import ReviewState
from reviews.review import entries
from reviews.services import reviews

MAX_REASON_CHARS = 2_000


def abstain(
    *, juror: JuryMember, application: Application, by: User, reason: str, version: int
) -> Review:
    """Abstain from one application; what was typed before stays, and counts nowhere.

    Abstaining again with the same reason changes nothing. Raises ``abstention_not_allowed`` where
    the rubric knows none, ``required`` and the like at ``abstention_reason``, ``review_final``,
    ``version_conflict``, and what the gate of ``reviews.save`` raises.
    """
    reason = answers.text(reason, field="abstention_reason", max_chars=MAX_REASON_CHARS)
    with transaction.atomic():
        locks.share_call(juror.call_id)
        rubric, at = reviews.require_reviewable(juror, application, by)
        if not rubric.abstention_allowed:
            raise Refusal("abstention_not_allowed")
        if not reason:
            raise Refusal("required", field="abstention_reason")
        review = reviews.own_locked(juror, application, at)
        if review.state == ReviewState.ABSTAINED and review.abstention_reason == reason:
            return review
        content = entries.content_of(review)
        reviews.require_version(review, content, version)
        review.state, review.finalised_at = ReviewState.ABSTAINED, at
        review.abstention_reason = reason
        reviews.next_version(review, content, at)
        _log("review.abstained", review, by)
        return review


def resume(*, juror: JuryMember, application: Application, by: User) -> Review:
    """Take an abstention back, until the scores are locked: the review is a draft again.

    Resuming what is a draft changes nothing. Raises ``not_found`` without a review,
    ``review_final``, and what the gate of ``reviews.save`` raises.
    """
    with transaction.atomic():
        locks.share_call(juror.call_id)
        _rubric, at = reviews.require_reviewable(juror, application, by)
        review = reviews.own_locked(juror, application, at)
        if review.version == 0:
            raise Refusal("not_found")
        if review.state == ReviewState.FINAL:
            raise Refusal("review_final")
        if review.state == ReviewState.DRAFT:
            return review
        review.state, review.finalised_at = ReviewState.DRAFT, None
        reviews.next_version(review, entries.content_of(review), at)
        _log("review.resumed", review, by)
        return review


def _log(act: str, review: Review, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=review.application.public_id,
        payload={"juror": review.jury_member_id, "version": review.version},
    )
