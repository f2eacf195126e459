"""Reviewing: saving scores as they are entered, finishing a review."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.db.models import F

from competition import answers, audit, clock, locks, wording
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, User
from reviews import queries
from reviews.models import Criterion, JuryMember, Review, Rubric, Score
from reviews.models.review import ReviewState

MAX_COMMENT_CHARS = 4_000


def save(
    *,
    juror: JuryMember,
    application: Application,
    by: User,
    scores: Mapping[str, str],
    comment: str,
    version: int,
) -> Review:
    """Save a review in progress, whole; returns it with its new version.

    ``scores``: criterion key → points as typed ("3.5", "3,5", or empty for none); ``version`` is
    the one it was typed over (0: none yet). Raises ``undeclared``, ``conflicted``,
    ``not_assigned``, ``scoring_closed``, ``review_final``, ``score_off_grid`` by criterion,
    ``version_conflict`` with what is stored.
    """
    with transaction.atomic():
        # Before the scores are locked or not at all, never while or after (see finalise).
        locks.share_call(juror.call_id)
        rubric, at = _require_reviewable(juror, application, by)
        steps = _steps(rubric, scores)
        text = answers.text(comment, field="comment", max_chars=MAX_COMMENT_CHARS)
        review = _next_version(juror, application, text, version, at)
        review.scores.all().delete()
        Score.objects.bulk_create(
            Score(review=review, criterion=criterion, steps=count)
            for criterion, count in steps.items()
        )
        return review


def _require_reviewable(
    juror: JuryMember, application: Application, by: User
) -> tuple[Rubric, datetime]:
    """The gate before content and scores: own seat, opened, not locked, no conflict, declared."""
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


def _steps(rubric: Rubric, scores: Mapping[str, str]) -> dict[Criterion, int]:
    criteria = {criterion.key: criterion for criterion in rubric.criteria.all()}
    refused, steps = [], {}
    for key, typed in scores.items():
        try:
            if key not in criteria:
                raise Refusal("unknown_field", field=key)
            if typed.strip():
                steps[criteria[key]] = steps_of(criteria[key], typed)
        except Refusal as refusal:
            refused.append(refusal)
    if refused:
        first = refused[0]
        raise Refusal(first.code, field=first.field, causes=tuple(refused), **first.details)
    return steps


def steps_of(criterion: Criterion, typed: str) -> int:
    """The integer steps of typed points. Raises ``score_off_grid``; nothing is rounded."""
    lowest, step = Fraction(criterion.minimum), Fraction(criterion.step)
    refusal = Refusal(
        "score_off_grid",
        field=criterion.key,
        minimum=wording.decimal(criterion.minimum),
        maximum=wording.decimal(criterion.maximum),
        step=wording.decimal(criterion.step),
    )
    plain = typed.strip().replace(",", ".")
    if not plain.isascii() or len(plain) > 20 or not plain.replace(".", "", 1).isdigit():
        raise refusal
    steps = (Fraction(plain) - lowest) / step
    if steps.denominator != 1 or steps < 0 or Fraction(plain) > Fraction(criterion.maximum):
        raise refusal
    return int(steps)


def _next_version(
    juror: JuryMember, application: Application, comment: str, version: int, at: datetime
) -> Review:
    mine = Review.objects.filter(jury_member=juror, application=application)
    if version:
        updated = mine.filter(version=version, state=ReviewState.DRAFT).update(
            version=F("version") + 1, comment=comment, saved_at=at
        )
        if updated:
            return mine.get()
    else:
        review, created = mine.get_or_create(
            jury_member=juror,
            application=application,
            defaults={"comment": comment, "saved_at": at},
        )
        if created:
            return review
    stored = mine.first()
    if stored and stored.state == ReviewState.FINAL:
        raise Refusal("review_final")
    raise Refusal(
        "version_conflict",
        version=stored.version if stored else 0,
        saved_at=stored.saved_at if stored else None,
        theirs=stored.comment if stored else "",
    )


def finalise(*, juror: JuryMember, application: Application, by: User, version: int) -> Review:
    """Finish a review: it counts from now on, and its juror gets a confirmation by mail.

    In or out of the locked set, never half: it shares the call's lock, which locking the scores
    takes exclusively. Finishing again changes nothing. Raises ``review_incomplete`` naming the
    criteria, ``version_conflict``, and what ``save`` raises.
    """
    with transaction.atomic():
        locks.share_call(juror.call_id)
        rubric, at = _require_reviewable(juror, application, by)
        review = (
            Review.objects.select_for_update()
            .filter(jury_member=juror, application=application)
            .first()
        )
        if review is None:
            raise Refusal("review_incomplete", names=_names(list(rubric.criteria.all())))
        if review.state == ReviewState.FINAL:
            return review
        if review.version != version:
            raise Refusal("version_conflict", version=review.version, theirs=review.comment)
        scored = set(review.scores.values_list("criterion_id", flat=True))
        missing = [c for c in rubric.criteria.all() if c.pk not in scored]
        if missing:
            raise Refusal("review_incomplete", field=missing[0].key, names=_names(missing))
        review.state, review.finalised_at = ReviewState.FINAL, at
        review.save(update_fields=["state", "finalised_at"])
        outbox.owe(
            outbox.written(
                kinds.REVIEW_FINAL,
                call=juror.call,
                application=application,
                recipient=juror.user,
                context={"finalised_at": at},
            )
        )
        audit.log(
            act="review.finalised",
            by=by,
            subject=application.public_id,
            payload={"juror": juror.pk, "version": review.version},
        )
        return review


def _names(criteria: list[Criterion]) -> str:
    return ", ".join(criterion.label for criterion in criteria)
