"""What the office does with a comment: publish it, withhold it with a reason, answer it.

Whoever wrote it is told each time, as long as the address is kept.
"""

from django.db import transaction

from competition import answers, audit, clock, policies, receipts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import User
from programme import locks
from programme.models import Comment, Consultation
from programme.models.consultation import CommentState

MAX_REASON, MAX_ANSWER = 2_000, 8_000


def read_of(comment: Comment) -> str:
    """The digest of what was read of a comment, for whoever decides over it."""
    return receipts.digest(
        {
            "number": comment.number,
            "state": comment.state,
            "reason": comment.withheld_reason,
            "answer": comment.answer,
        }
    )


def show(*, comment: Comment, by: User, read: str) -> Comment:
    """Publish a comment with the name that its writer chose. Also one that was withheld before.

    Repeating it changes nothing. Raises ``not_allowed``, ``not_found`` (its address was never
    confirmed), ``comment_changed`` (something else was read).
    """
    policies.require_office(by)
    return _decide(comment, by, read, (CommentState.SHOWN, ""), "comment.shown")


def withhold(*, comment: Comment, by: User, read: str, reason: str) -> Comment:
    """Do not publish a comment, or take it down again; the reason goes to its writer alone.

    Repeating it changes nothing. Raises as ``show`` does, ``reason_required`` and the refusals of
    ``answers.text``.
    """
    policies.require_office(by)
    text = answers.text(reason, field="reason", max_chars=MAX_REASON)
    if not text:
        raise Refusal("reason_required", field="reason")
    return _decide(comment, by, read, (CommentState.WITHHELD, text), "comment.withheld")


def answer(*, comment: Comment, by: User, read: str, text: str) -> Comment:
    """Answer a published comment, for everybody to read below it; a later answer replaces it.

    Raises ``not_allowed``, ``not_found``, ``comment_changed``, ``comment_not_shown``, ``required``
    and the refusals of ``answers.text``.
    """
    policies.require_office(by)
    written = answers.text(text, field="answer", max_chars=MAX_ANSWER)
    if not written:
        raise Refusal("required", field="answer")
    with transaction.atomic():
        comment, consultation = _held(comment)
        if comment.state == CommentState.SHOWN and comment.answer == written:
            return comment
        _require_read(comment, read)
        if comment.state != CommentState.SHOWN:
            raise Refusal("comment_not_shown")
        comment.answer, comment.answered_by = written, by
        comment.answered_at = clock.now(consultation.programme.call)
        comment.save(update_fields=["answer", "answered_at", "answered_by"])
        _owe(comment, consultation, kinds.COMMENT_ANSWER, f"answer {read_of(comment)[:8]}")
        _log(comment, consultation, "comment.answered", by)
        return comment


def _decide(
    comment: Comment, by: User, read: str, wanted: tuple[CommentState, str], act: str
) -> Comment:
    """``wanted``: the state and the reason for it."""
    with transaction.atomic():
        comment, consultation = _held(comment)
        if (comment.state, comment.withheld_reason) == wanted:
            return comment
        _require_read(comment, read)
        comment.state, comment.withheld_reason = wanted
        comment.decided_by = by
        comment.decided_at = clock.now(consultation.programme.call)
        comment.save(update_fields=["state", "withheld_reason", "decided_at", "decided_by"])
        _owe(comment, consultation, kinds.COMMENT_DECIDED, audit.instant(comment.decided_at))
        _log(comment, consultation, act, by)
        return comment


def _held(comment: Comment) -> tuple[Comment, Consultation]:
    """The comment as it stands, and its consultation, locked. Raises ``not_found``."""
    consultation = locks.own_consultation(comment.section.consultation_id)
    current = (
        Comment.objects.select_related("section")
        .exclude(state=CommentState.UNCONFIRMED)
        .filter(pk=comment.pk)
        .first()
    )
    if current is None:
        raise Refusal("not_found")
    return current, consultation


def _require_read(comment: Comment, read: str) -> None:
    if read_of(comment) != read:
        raise Refusal("comment_changed")


def _owe(comment: Comment, consultation: Consultation, letter: kinds.Letter, what: str) -> None:
    """A letter to whoever wrote it; nobody where the address is erased."""
    if not comment.address:
        return
    outbox.owe(
        outbox.written(
            letter,
            call=consultation.programme.call,
            recipient=None,
            address=comment.address,
            occasion=f"{comment.number} {what}",
            context={
                "comment": comment,
                "section": comment.section,
                "consultation": consultation,
                "is_shown": comment.state == CommentState.SHOWN,
            },
        )
    )


def _log(comment: Comment, consultation: Consultation, act: str, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=consultation.programme.call.slug,
        payload={"consultation": consultation.slug, "comment": comment.number},
    )
