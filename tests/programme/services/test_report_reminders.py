"""Reminders of reports: each distance once, by the call's clock, and anew after a later date."""

from datetime import timedelta

import pytest

from competition.models import Notice
from competition.receipts import digest
from competition.services import awards
from programme.models import Report
from programme.reports.contents import asked, document
from programme.services import reports
from programme.services.report_reminders import remind
from tests.fixtures.programmes import BEGUN_AT, MakeYears, Years, signatory_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


def kinds_of(report: Report) -> list[str]:
    """The reminders of one report, in the order in which they were owed."""
    owed = Notice.objects.filter(
        occasion__startswith=f"report-{report.pk}-", kind__in=("report_reminder", "report_overdue")
    ).order_by("pk")
    return [f"{each.kind} {each.occasion.rpartition('-')[2]}" for each in owed]


def test_each_distance_is_owed_once(years: Years) -> None:
    report = years.reports[0]
    for left, owed in ((29, 0), (28, 2), (8, 0), (7, 2), (1, 0), (0, 2), (-30, 0)):
        years.round.at(report.due_at - left * DAY)
        assert remind() == owed
        assert remind() == 0
    assert kinds_of(report) == [
        "report_reminder 28d",
        "report_reminder 7d",
        "report_overdue overdue",
    ]


def test_only_the_nearest_is_owed(years: Years) -> None:
    report = years.reports[0]
    years.round.at(report.due_at + DAY)
    assert remind() == 2
    assert kinds_of(report) == ["report_overdue overdue"]
    body = Notice.objects.filter(kind="report_overdue").first()
    assert body
    assert "noch NICHT eingereicht" in body.body


def test_a_later_date_counts_anew(years: Years) -> None:
    report = years.reports[0]
    years.round.at(report.due_at - DAY)
    remind()
    later = report.due_at + 14 * DAY
    reports.extend(report=report, by=years.dora, due_at=later, reason="Wahl des Rates.")
    assert remind() == 1
    assert kinds_of(report) == ["report_reminder 7d", "report_reminder 28d"]


def test_nobody_is_reminded_of_what_is_filed_or_no_longer_funded(years: Years) -> None:
    report = years.reports[0]
    sections = dict.fromkeys((each["key"] for each in asked(report.requirement)), "Steht.")
    reports.save(report=report, by=years.anna, read=0, sections=sections)
    content = document(Report.objects.get(pk=report.pk), 0)
    reports.file(report=report, by=years.berta, received_at=BEGUN_AT, read=digest(content))
    awards.decline(award=years.awards[1], by=signatory_of(years.awards[1]), reason="Kein Personal.")
    years.round.at(report.due_at + DAY)
    assert remind() == 0
