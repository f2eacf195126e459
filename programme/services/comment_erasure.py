"""What is kept of commenters no longer than it is needed.

A comment that nobody confirmed goes altogether once its link has lapsed. 180 days after the end of
a consultation the addresses of all who commented are erased, also from the letters to them, and the
names of those whose comment was not published. What was published stays, with the name chosen for
it.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from competition import audit, clock
from competition.letters import kinds
from competition.models import Notice
from competition.models.notice import NoticeState
from competition.services import brakes
from programme import locks
from programme.models import Comment, Consultation
from programme.models.consultation import CommentState
from programme.models.programme import round_time

KEPT = timedelta(days=180)
BATCH = 200
KINDS = tuple(
    letter.kind
    for letter in (kinds.COMMENT_CONFIRMATION, kinds.COMMENT_DECIDED, kinds.COMMENT_ANSWER)
)


def erase_due() -> None:
    """Erase what has fallen due, some at a time; the sweep comes again."""
    at = clock.now()
    for comment in lapsed(at)[:BATCH]:
        _drop(comment)
    for consultation in due(at)[:BATCH]:
        _erase(consultation)
    brakes.forget()


def lapsed(at: datetime) -> "QuerySet[Comment]":
    """Comments that can no longer be confirmed."""
    return (
        Comment.objects.alias(now=round_time(at, "section__consultation__programme__call"))
        .filter(state=CommentState.UNCONFIRMED, confirm_until_at__lte=F("now"))
        .select_related("section")
        .order_by("confirm_until_at", "pk")
    )


def due(at: datetime) -> "QuerySet[Consultation]":
    """Consultations whose commenters' addresses have been kept as long as they may be."""
    return (
        Consultation.objects.alias(now=round_time(at, "programme__call"))
        .filter(
            erased_at__isnull=True,
            published_at__isnull=False,
            programme__call__is_archive=False,
            ends_at__lte=F("now") - KEPT,
        )
        .order_by("ends_at", "pk")
    )


def _drop(comment: Comment) -> None:
    with transaction.atomic():
        locks.own_consultation(comment.section.consultation_id)
        gone, _each = Comment.objects.filter(pk=comment.pk, state=CommentState.UNCONFIRMED).delete()
        if gone:
            _forget_letters(Q(occasion__startswith=comment.number))


def _erase(consultation: Consultation) -> None:
    with transaction.atomic():
        consultation = locks.own_consultation(consultation.pk)
        if consultation.erased_at:
            return
        written = Comment.objects.filter(section__consultation=consultation)
        for number in written.exclude(address="").values_list("number", flat=True):
            _forget_letters(Q(occasion__startswith=number))
        written.filter(state=CommentState.WITHHELD).update(name="", organisation="")
        written.update(address="", origin_digest="")
        consultation.erased_at = clock.now(consultation.programme.call)
        consultation.save(update_fields=["erased_at"])
        audit.log(
            act="consultation.erased",
            by=None,
            subject=consultation.programme.call.slug,
            payload={"consultation": consultation.slug},
        )


def _forget_letters(which: Q) -> None:
    """That a letter went out stays on record, not to whom; one still waiting never leaves."""
    letters = Notice.objects.filter(which, kind__in=KINDS, recipient__isnull=True)
    letters.filter(state=NoticeState.WAITING).update(
        state=NoticeState.FAILED, failed_at=clock.now(), body="", secret=""
    )
    letters.update(address="", last_error="")
