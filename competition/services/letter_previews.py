"""What one recipient would be told now, in the wording of the call or in one just typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from competition import clock, corrections, policies
from competition.letters import wordings
from competition.letters.vocabulary import RESULT_KINDS
from competition.models import Announcement, Application, Award, Call, Publication
from competition.models.announcement import PublicationKind
from competition.models.application import ApplicationState
from competition.models.award import AwardState
from competition.services import announcement

# What such a letter is about need not be sealed: that a draft exists is in every list.
UNSEALED_KINDS = ("reminder",)


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter that is owed to nobody. Without ``application`` its recipient is invented."""

    subject: str
    body: str
    application: Application | None = None


def invented(call: Call, kind: str, subject: str, body: str) -> Preview:
    """The wording with invented values."""
    return Preview(*wordings.invented(kind, subject, body, call))


def of(call: Call, kind: str, subject: str, body: str, application: Application) -> Preview:
    """The very text that ``application`` would be owed now. It comes from ``candidates``."""
    context = {"call": call, "application": application, **_context(call, kind, application)}
    return Preview(*wordings.filled(kind, subject, body, context), application)


def candidates(call: Call, kind: str) -> QuerySet[Application]:
    """Who would be owed a letter of this kind as things stand, by name of the municipality.

    Before the deadline nobody whose letter says what was submitted, and when.
    """
    rows = (
        Application.objects.filter(call=call, erased_at__isnull=True)
        .select_related("municipality", "contact", "valid_version__receipt")
        .select_related("valid_version__submitted_by")
        .order_by("municipality__name", "municipality__ags")
    )
    opened = policies.may_open_content(call, clock.now(call)).allowed
    if not opened and kind not in UNSEALED_KINDS:
        return rows.none()
    if kind == "reminder":
        return rows.filter(state=ApplicationState.DRAFT)
    if kind == "correction_request":
        return rows.filter(corrections__isnull=False).distinct()
    if kind in RESULT_KINDS:
        return _told(rows.sealed(), call, kind)
    return rows.sealed()


def _told(rows: QuerySet[Application], call: Call, kind: str) -> QuerySet[Application]:
    """Whose result is told by this kind, by the rule of ``announcement``."""
    if kind == "exclusion":
        return rows.filter(state=ApplicationState.EXCLUDED)
    awards = Award.objects.filter(application=OuterRef("pk"), state=AwardState.GRANTED)
    frozen = Publication.objects.filter(
        application=OuterRef("pk"), kind=PublicationKind.REASONS, amendment=None
    )
    decided = rows.filter(Exists(frozen))
    if kind == "award":
        return decided.filter(Exists(awards))
    rest = decided.exclude(Exists(awards)).exclude(state=ApplicationState.EXCLUDED)
    reserve = Exists(frozen.filter(content__reserve=True))
    if kind == "reserve":
        return rest.filter(reserve) if call.names_reserve else rest.none()
    return rest.exclude(reserve) if call.names_reserve else rest


def _context(call: Call, kind: str, application: Application) -> Mapping[str, Any]:
    version = application.valid_version
    if kind == "reminder":
        return {"deadline_at": call.deadline_at}
    if kind == "correction_request":
        correction = application.corrections.latest("asked_at", "pk")
        labels = [question.label for question in corrections.questions_of(correction)]
        return {"correction": correction, "labels": labels, "version": version}
    if kind == "receipt" and version:
        number = version.receipt.number
        return {"version": version, "number": number, "submitted_by": version.submitted_by}
    standing = Announcement.objects.filter(call=call).select_related("call").first()
    # As long as no instant is set, this one stands for it.
    standing = standing or Announcement(call=call, public_at=clock.now(call))
    (result,) = announcement.results_of(standing, [application])
    return result.context
