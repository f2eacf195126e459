"""A report that many hands write and file at once: one draft, one version."""

from collections.abc import Callable

from competition import clock
from competition.receipts import digest
from programme.models import Report, ReportVersion
from programme.reports.contents import asked, document
from programme.services import reports
from tests.fixtures.programmes import MakeYears, Years
from tests.races.hands import at_once, insisting, refusals, successes

HANDS = 8


def saving(years: Years, report: Report, text: str) -> Callable[[], int]:
    sections = {each["key"]: text for each in asked(report.requirement)}
    return insisting(lambda: reports.save(report=report, by=years.anna, read=0, sections=sections))


def filing(years: Years, report: Report) -> Callable[[], ReportVersion]:
    read = digest(document(Report.objects.get(pk=report.pk), 0))
    at = clock.now(years.call)
    return insisting(lambda: reports.file(report=report, by=years.berta, received_at=at, read=read))


def test_many_clicks_save_once_and_file_one_version(make_years: MakeYears) -> None:
    years = make_years()
    report = years.reports[1]
    saved = at_once([saving(years, report, "Steht.")] * HANDS, hands=HANDS)
    assert set(successes(saved)) == {1}
    assert refusals(saved) == []
    filed = at_once([filing(years, report)] * HANDS, hands=HANDS)
    assert refusals(filed) == []
    assert ReportVersion.objects.filter(report=report).count() == 1


def test_of_different_texts_one_stands_and_the_others_are_told(make_years: MakeYears) -> None:
    years = make_years()
    report = years.reports[1]
    outcomes = at_once([saving(years, report, f"Text {n}") for n in range(HANDS)], hands=HANDS)
    assert successes(outcomes) == [1]
    assert refusals(outcomes) == ["version_conflict"] * (HANDS - 1)
