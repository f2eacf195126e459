"""Reminders of reports: 28 and 7 days before a report is due, and once when it is overdue."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from competition import clock
from competition.letters import kinds, outbox
from competition.letters.kinds import Letter
from competition.models import Notice
from programme.models import Agreement, Report
from programme.models.programme import round_time
from programme.queries.reports import WRITABLE
from programme.services.report_letters import written

# Distance to the due instant → the reminder's name, nearest first. Past it, the overdue letter.
DISTANCES = (
    (timedelta(0), "overdue"),
    (timedelta(days=7), "7d"),
    (timedelta(days=28), "28d"),
)
FIRST = DISTANCES[-1][0]


def remind() -> int:
    """Owe the contact of each report that is not filed the letter of its distance.

    Each distance once, and once more for every later date that the office gives: the unique key
    of the outbox holds it. Only the nearest is owed: whoever accepts late gets one letter, not
    three. Returns how many letters were owed.
    """
    with transaction.atomic():
        at = clock.now()
        near = _near(at)
        owed = {each: _letter_of(each, at) for each in near}
        told = _told(near)
        letters = [
            written(letter, report, occasion=occasion, written_at=at)
            for report, (letter, occasion) in owed.items()
            if (letter.kind, f"report-{report.pk}-{occasion}") not in told
        ]
        if letters:
            outbox.owe(*letters)
        return len(letters)


def _near(at: datetime) -> list[Report]:
    """Reports to be filed, due within four weeks or past it, of awards that stand."""
    return list(
        Report.objects.alias(time=round_time(at, "agreement__award__call"))
        .filter(
            state__in=WRITABLE,
            due_at__lte=F("time") + FIRST,
            agreement__in=Agreement.objects.in_force(),
            agreement__award__application__isnull=False,
            agreement__award__application__erased_at__isnull=True,
        )
        .select_related(
            "requirement",
            "agreement__award__call",
            "agreement__award__application__contact",
            "agreement__award__application__municipality",
        )
        .defer("content", "agreement__content", "requirement__outline")
        .order_by("pk")
    )


def _letter_of(report: Report, at: datetime) -> tuple[Letter, str]:
    """The letter of a report's distance. ``at`` is by the database's clock."""
    left = report.due_at - (at + report.agreement.award.call.clock_shift)
    name = next(name for distance, name in DISTANCES if left <= distance)
    letter = kinds.REPORT_OVERDUE if name == "overdue" else kinds.REPORT_REMINDER
    return letter, f"{report.due_at:%Y%m%dT%H%M}-{name}"


def _told(reports: list[Report]) -> set[tuple[str, str]]:
    """Kind and occasion of the letters about these reports that are owed already."""
    applications = {each.agreement.award.application_id for each in reports}
    found = Notice.objects.filter(
        application__in=applications,
        kind__in=(kinds.REPORT_OVERDUE.kind, kinds.REPORT_REMINDER.kind),
    )
    return set(found.values_list("kind", "occasion"))
