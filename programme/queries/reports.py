"""Reports as the office and the municipalities read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Sum,
)
from django.utils.translation import gettext as _

from competition.due import Due, Who
from competition.models import Call, Notice, User
from programme.models import Agreement, PaymentRequest, Programme, Report, ReportVersion
from programme.models.report import ReportState

# What is still to be filed, for the first time or again.
WRITABLE = (ReportState.OPEN, ReportState.RETURNED)


def received_cents(agreement: Agreement) -> int:
    """What was ordered to be paid of an award so far."""
    ordered = PaymentRequest.objects.filter(agreement=agreement, approved_at__isnull=False)
    return ordered.aggregate(cents=Sum("amount_cents"))["cents"] or 0


def _owed() -> "QuerySet[Report]":
    """The reports under agreements in force, without what is written in them."""
    return (
        Report.objects.filter(agreement__in=Agreement.objects.in_force())
        .select_related("agreement__award__municipality", "requirement", "latest")
        .defer("content", "latest__content", "agreement__content", "requirement__outline")
    )


def overdue(at: datetime) -> Q:
    """What should have been filed by now, for the first time or again. ``at``: the call's clock."""
    return Q(state__in=WRITABLE, due_at__lte=at)


def owed_in(call: Call, at: datetime) -> "QuerySet[Any]":
    """Every report that is owed in a call's funded years, the earliest due first; ``is_late`` says
    whether it is overdue. ``at`` is by the call's clock."""
    return (
        _owed()
        .filter(agreement__programme__call=call)
        .annotate(is_late=ExpressionWrapper(overdue(at), output_field=BooleanField()))
        .order_by("due_at", "agreement__award__municipality__ags", "requirement__key")
    )


def reports_of(programme: Programme) -> "QuerySet[Report]":
    """The reports that are owed under agreements in force: what waits for the office first, then
    the earliest due."""
    return (
        _owed()
        .filter(agreement__programme=programme)
        .alias(waits=Q(state=ReportState.SUBMITTED))
        .annotate(came_late=_came_late())
        .order_by("-waits", "due_at", "agreement__award__municipality__name", "pk")
    )


def _came_late() -> Exists:
    """Whether a report's first version came late (``services.reports.is_late``, for a list)."""
    late = Q(number=1, submitted_at__gte=OuterRef("due_at"))
    return Exists(ReportVersion.objects.filter(late, report=OuterRef("pk")))


def report_of(programme: Programme, pk: int) -> Report | None:
    """One report of a programme, for the office."""
    return (
        Report.objects.filter(agreement__programme=programme, pk=pk)
        .select_related(
            *("agreement__award__municipality", "agreement__award__call", "requirement"),
            *("agreement__award__application__municipality", "latest"),
        )
        .defer("content", "agreement__content")
        .first()
    )


def letters_of(report: Report) -> "QuerySet[Notice]":
    """The letters about one report to its contact, the latest first."""
    return (
        Notice.objects.filter(
            application=report.agreement.award.application_id,
            recipient__isnull=False,
            occasion__startswith=f"report-{report.pk}-",
        )
        .defer("body")
        .order_by("-due_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports of a programme wait for the office, are late, or were returned."""

    waiting: int
    late: int
    returned: int
    accepted: int
    total: int


def counts(programme: Programme, at: datetime) -> Counts:
    """Counted in one query. ``at`` is by the call's clock."""
    found = reports_of(programme).aggregate(
        waiting=Count("pk", filter=Q(state=ReportState.SUBMITTED)),
        late=Count("pk", filter=Q(state=ReportState.OPEN, due_at__lte=at)),
        returned=Count("pk", filter=Q(state=ReportState.RETURNED)),
        accepted=Count("pk", filter=Q(state=ReportState.ACCEPTED)),
        total=Count("pk"),
    )
    return Counts(**found)


def due(programme: Programme, at: datetime, _user: User) -> Iterator[Due]:
    """Reports to be judged, and those that are late. ``at`` is by the call's clock."""
    waiting = Q(state=ReportState.SUBMITTED)
    late = overdue(at)
    kept = Q(agreement__award__application__erased_at__isnull=True)
    for each in reports_of(programme).filter(waiting | late, kept):
        named = {"name": each.agreement.award.municipality.name, "title": each.requirement.title}
        if each.state == ReportState.SUBMITTED:
            text, who = _("%(name)s: %(title)s prüfen"), Who.OFFICE
        else:
            text, who = _("%(name)s: %(title)s ist überfällig"), Who.APPLICANTS
        yield Due(text % named, "office-report", who, public_id=str(each.pk))


def own_report(agreement: Agreement, key: str) -> Report | None:
    """An agreement's report by its requirement's key, with all that filing needs."""
    return (
        Report.objects.filter(agreement=agreement, requirement__key=key)
        .select_related(
            "agreement__award__application__municipality",
            "agreement__award__municipality",
            "agreement__award__call",
            "requirement",
            "latest",
        )
        .first()
    )


def reports_under(agreement: Agreement) -> "QuerySet[Report]":
    """The reports that one municipality owes, the earliest due first."""
    return (
        Report.objects.filter(agreement=agreement)
        .select_related("requirement", "latest")
        .defer("content", "latest__content", "requirement__outline")
        .order_by("due_at", "pk")
    )


def versions_of(report: Report) -> "QuerySet[ReportVersion]":
    """What was filed, the latest first."""
    return (
        ReportVersion.objects.filter(report=report)
        .select_related("submitted_by", "judged_by")
        .order_by("-number")
    )


def version_of(report: Report, number: int) -> ReportVersion | None:
    """One filed version with all that a document of it names."""
    return (
        ReportVersion.objects.filter(report=report, number=number)
        .select_related(
            "report__requirement",
            "report__agreement__award__call",
            "report__agreement__award__municipality",
            "report__agreement__award__application",
            "submitted_by",
        )
        .first()
    )
