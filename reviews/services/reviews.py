"""Reviewing: saving scores and texts as they are entered, finishing a review."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Unpack

from django.db import transaction

from competition import audit, clock, locks
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, User
from reviews import queries
from reviews.models import Criterion, JuryMember, Reading, Review, ReviewSnapshot, Rubric, Score
from reviews.models.review import ReviewState
from reviews.review import entries
from reviews.review.entries import Content, Entered

if TYPE_CHECKING:
    from reviews.queries import KeptReview


@dataclass(frozen=True, slots=True)
class Saved:
    """A review after a save, its content, and why some fields were left as they were stored."""

    review: Review
    content: Content
    refused: list[Refusal]


def save(
    *,
    juror: JuryMember,
    application: Application,
    by: User,
    version: int,
    **typed: Unpack[Entered],
) -> Review:
    """Save a review in progress, all that was typed or nothing; returns it with its new version.

    ``version`` is the one it was typed over (0: none yet). What is not among the typed stays as it
    is stored; each new version leaves a snapshot, its author's own history. What is stored already
    is not saved again, and is in conflict with nothing: a save that is sent twice is one save.

    Raises ``undeclared``, ``conflicted``, ``not_assigned``, ``scoring_closed``; ``score_off_grid``,
    ``too_long`` and the like by field; ``version_conflict``, ``review_final`` and
    ``review_abstained``, each with ``version``, ``saved_at`` and what is ``stored``.
    """
    with transaction.atomic():
        opened = _open(juror, application, by)
        wanted, refused = entries.merged(opened.stored, typed, opened.criteria)
        if refused:
            raise _all(refused)
        return _keep(opened, wanted, version)


def save_sound(
    *,
    juror: JuryMember,
    application: Application,
    by: User,
    version: int,
    **typed: Unpack[Entered],
) -> Saved:
    """Save while it is typed: a field that is wrong yet holds up no other, and is named.

    As ``save`` otherwise.
    """
    with transaction.atomic():
        opened = _open(juror, application, by)
        wanted, refused = entries.merged(opened.stored, typed, opened.criteria)
        return Saved(_keep(opened, wanted, version), wanted, refused)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The juror's review, locked, and what judges it."""

    review: "KeptReview"
    stored: Content
    criteria: list[Criterion]
    at: datetime


def _open(juror: JuryMember, application: Application, by: User) -> _Opened:
    # Before the scores are locked or not at all, never while or after (see finalise).
    locks.share_call(juror.call_id)
    rubric, at = require_reviewable(juror, application, by)
    review = own_locked(juror, application, at)
    return _Opened(review, entries.content_of(review), list(rubric.criteria.all()), at)


def require_reviewable(
    juror: JuryMember, application: Application, by: User
) -> tuple[Rubric, datetime]:
    """The gate before content and scores: own seat, opened, not locked, no conflict, declared.

    Raises ``not_allowed``, ``reviewing_closed``, ``not_assigned``, ``conflicted``, ``undeclared``,
    ``scoring_closed``.
    """
    if juror.user_id != by.pk:
        raise Refusal("not_allowed")
    at = clock.now(juror.call)
    rubric = Rubric.objects.filter(call=juror.call_id, frozen_at__lte=at).first()
    if rubric is None:
        raise Refusal("reviewing_closed")
    row = queries.assigned(juror).filter(pk=application.pk).first()
    if row is None:
        raise Refusal("not_assigned")
    if row.is_conflicted:
        raise Refusal("conflicted")
    if not row.is_declared:
        raise Refusal("undeclared")
    if rubric.locked_at:
        raise Refusal("scoring_closed")
    return rubric, at


def own_locked(juror: JuryMember, application: Application, at: datetime) -> "KeptReview":
    """The juror's review, its row locked until the end of the transaction.

    Version 0 where there was none: the new row goes with a refusal, like everything else.
    """
    mine = {"jury_member": juror, "application": application}
    Review.objects.get_or_create(**mine, defaults={"version": 0, "saved_at": at})
    return queries.own_reviews(juror, application).select_for_update().get()


def require_version(review: Review, content: Content, version: int) -> None:
    """Raises what must be told before something is written over: who wrote since, and what."""
    told: dict[str, Any] = {
        "version": review.version,
        "saved_at": review.saved_at,
        "stored": content,
    }
    if review.state == ReviewState.FINAL:
        raise Refusal("review_final", **told)
    if review.state == ReviewState.ABSTAINED:
        raise Refusal("review_abstained", **told)
    if review.version != version:
        raise Refusal("version_conflict", **told)


def _keep(opened: _Opened, wanted: Content, version: int) -> Review:
    review = opened.review
    if review.version and wanted == opened.stored:
        return review
    require_version(review, opened.stored, version)
    for name in entries.TEXTS:
        setattr(review, name, wanted[name])
    _write_scores(review, wanted, opened.criteria)
    if review.version == 0:  # who writes about an application has read it
        Reading.objects.get_or_create(
            jury_member=review.jury_member,
            application=review.application,
            defaults={"opened_at": opened.at},
        )
    return next_version(review, wanted, opened.at)


def next_version(review: Review, content: Content, at: datetime) -> Review:
    """Write the review as its next version, with the snapshot of it."""
    review.version += 1
    review.saved_at = at
    review.save()
    ReviewSnapshot.objects.create(
        review=review,
        version=review.version,
        saved_at=at,
        content={
            **content,
            "state": review.state,
            "abstention_reason": review.abstention_reason,
        },
    )
    return review


def _write_scores(review: Review, content: Content, criteria: list[Criterion]) -> None:
    review.scores.all().delete()
    Score.objects.bulk_create(
        Score(
            review=review,
            criterion=criterion,
            steps=entries.steps_of(criterion, content["scores"][criterion.key]),
            reason=content["reasons"].get(criterion.key, ""),
        )
        for criterion in criteria
        if criterion.key in content["scores"]
    )


def _all(refused: list[Refusal]) -> Refusal:
    """One refusal that carries them all, under the first one's name."""
    first = refused[0]
    return Refusal(first.code, field=first.field, causes=tuple(refused), **first.details)


def finalise(*, juror: JuryMember, application: Application, by: User, version: int) -> Review:
    """Finish a review: it counts from now on, and its juror gets a confirmation by mail.

    In or out of the locked set, never half: it shares the call's lock, which locking the scores
    takes exclusively. Finishing again changes nothing. Raises ``review_incomplete`` with a cause
    per gap, ``review_abstained``, ``version_conflict``, and what ``save`` raises.
    """
    with transaction.atomic():
        opened = _open(juror, application, by)
        review = opened.review
        if review.state == ReviewState.FINAL:
            return review
        require_version(review, opened.stored, version)
        if gaps := entries.missing(opened.stored, opened.criteria):
            raise _incomplete(gaps)
        review.state, review.finalised_at = ReviewState.FINAL, opened.at
        review.save(update_fields=["state", "finalised_at"])
        _confirm(review, opened.at)
        audit.log(
            act="review.finalised",
            by=by,
            subject=application.public_id,
            payload={"juror": juror.pk, "version": review.version},
        )
        return review


def _incomplete(gaps: list[Refusal]) -> Refusal:
    names = ", ".join(gap.details["names"] for gap in gaps)
    return Refusal("review_incomplete", field=gaps[0].field, names=names, causes=tuple(gaps))


def _confirm(review: Review, at: datetime) -> None:
    juror = review.jury_member
    outbox.owe(
        outbox.written(
            kinds.REVIEW_FINAL,
            call=juror.call,
            application=review.application,
            recipient=juror.user,
            context={"finalised_at": at},
        )
    )
