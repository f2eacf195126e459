"""Changed points: one score of a juror who is in the room, with a reason. Both values stay."""

from django.db import transaction

from competition import answers, clock
from competition.errors import Refusal
from competition.models import User
from reviews import policies, queries
from reviews.models import Criterion, JuryMember, Revision, Rubric, Score, Session, SessionItem
from reviews.models.session import EntryKind
from reviews.review.entries import steps_of
from reviews.services.deliberation import MAX_TEXT_CHARS, require_open, spread_of
from reviews.services.minutes import log, require_runner, running, write
from reviews.session import minutes, room
from reviews.spread import Spread


def revise(
    *, item: SessionItem, juror: JuryMember, criterion: str, points: str, reason: str, by: User
) -> Revision:
    """Change one score of a juror who is in the room, with a reason; both values stay.

    By the juror, or by who runs the session on the juror's behalf (the minutes name both).
    ``criterion``: its key, ``points`` as typed. The selection reads the new value: a run that was
    requested before is stale. Raises ``not_allowed``, ``not_present``, ``conflicted``,
    ``undeclared`` (after a conflict was lifted), ``item_not_open``, ``review_not_counting``
    (unfinished, abstained, not assigned), ``score_off_grid``, ``score_unchanged``,
    ``reason_required``, ``decision_standing``, ``session_closed``.
    """
    words = answers.text(reason, field="reason", max_chars=MAX_TEXT_CHARS)
    if not words:
        raise Refusal("reason_required", field="reason")
    with transaction.atomic():
        session = running(item.session)
        _require_reviser(session, item, juror, by)
        policies.require_undecided(session.call)
        item = require_open(session, item)
        rubric = Rubric.objects.get(call=session.call_id)
        score, before = _counting(rubric, item, juror, criterion)
        steps = _typed(score.criterion, points)
        if steps == score.steps:
            raise Refusal("score_unchanged", field="points")
        revision = Revision.objects.create(
            item=item,
            score=score,
            steps_before=score.steps,
            steps_after=steps,
            reason=words,
            made_at=clock.now(session.call),
            made_by=by,
        )
        score.steps = steps
        score.save(update_fields=["steps"])
        text = minutes.revised(revision, (before, spread_of(rubric, item)))
        entry = write(session, EntryKind.REVISED, by, item=item, member=juror, text=text)
        log("session.revised", session, by, [entry])
        return revision


def _require_reviser(session: Session, item: SessionItem, juror: JuryMember, by: User) -> None:
    """The juror's own act, or one of who runs the session; a juror who is in the room."""
    if juror.call_id != session.call_id:
        raise Refusal("not_found")
    if juror.user_id != by.pk:
        require_runner(session, by, item)
    if room.is_out(item, juror):
        raise Refusal("conflicted")
    if item.application_id in queries.undeclared_by(juror):
        raise Refusal("undeclared")
    if juror.pk not in {member.pk for member in room.present(session)}:
        raise Refusal("not_present")


def _counting(
    rubric: Rubric, item: SessionItem, juror: JuryMember, criterion: str
) -> tuple[Score, Spread]:
    """The juror's score of a review that counts, and the application as it stands before."""
    spread = spread_of(rubric, item)
    review = next((each.review for each in spread.given if each.juror == juror.pk), None)
    if review is None:
        raise Refusal("review_not_counting")
    score = (
        Score.objects.filter(review=review, criterion__key=criterion)
        .select_related("criterion")
        .first()
    )
    if score is None:
        raise Refusal("unknown_field", field="criterion")
    return score, spread


def _typed(criterion: Criterion, points: str) -> int:
    try:
        return steps_of(criterion, answers.text(points, field="points"))
    except Refusal as refusal:
        raise Refusal(refusal.code, field="points", **refusal.details) from refusal
