"""The funded period of a call."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from competition import queries
from competition.due import Due
from competition.models import Award, Call, User
from competition.models.award import AwardState
from programme.models import Agreement, Comment, PaymentRequest, Programme, Report
from programme.models.consultation import CommentState
from programme.models.report import ReportState


def of(call: Call) -> Programme | None:
    """The call's programme, if it is set up."""
    return Programme.objects.filter(call=call).select_related("call").first()


def waiting(calls: Collection[Call], at: datetime, user: User) -> dict[int, list[Due]]:
    """One line per round in whose funded years ``user`` can do something now: the rest says the
    round's own list. One query, however many rounds. ``at``: the database's instant."""
    told = {each.call_id: _told(each) for each in _flagged(user)}
    found = {}
    for call in calls:
        words = told.get(call.pk, [_("Einrichtung")] if _is_announced(call, at) else [])
        if words:
            text = _("Umsetzung: %(things)s") % {"things": ", ".join(words)}
            found[call.pk] = [Due(text, "office-programme")]
    return found


def _is_announced(call: Call, at: datetime) -> bool:
    announced = queries.confirmed_announcement(call)
    return announced is not None and announced.public_at <= at + call.clock_shift


def _told(programme: Any) -> list[str]:
    words = {
        "has_agreements": _("Vereinbarungen"),
        "has_payments": _("Mittelanforderungen"),
        "has_reports": _("Berichte"),
        "has_comments": _("Kommentare"),
    }
    return [word for name, word in words.items() if getattr(programme, name)]


def _flagged(user: User) -> "QuerySet[Any]":
    """Every programme with what waits for the person in it."""
    proposed = Agreement.objects.filter(
        programme=OuterRef("pk"), confirmed_at__isnull=True, rejected_at__isnull=True
    ).exclude(proposed_by=user)
    agreed = Agreement.objects.filter(award=OuterRef("pk"), rejected_at__isnull=True)
    unagreed = Award.objects.filter(call=OuterRef("call"), state=AwardState.GRANTED).exclude(
        Exists(agreed)
    )
    unpaid = PaymentRequest.objects.standing().filter(
        agreement__programme=OuterRef("pk"), paid_on__isnull=True
    )
    own = Q(checked_by=user, approved_at__isnull=True)
    filed = Report.objects.filter(agreement__programme=OuterRef("pk"), state=ReportState.SUBMITTED)
    comments = Comment.objects.filter(
        section__consultation__programme=OuterRef("pk"), state=CommentState.WAITING
    )
    return Programme.objects.annotate(
        has_agreements=Exists(proposed) | Exists(unagreed),
        has_payments=Exists(unpaid.exclude(own)),
        has_reports=Exists(filed),
        has_comments=Exists(comments),
    )
