"""Reports as they are read: in order, counted, and what is due for whom."""

from datetime import timedelta

import pytest

from competition import clock
from competition.due import Who
from programme.queries import reports
from programme.services import tranches
from tests.fixtures.programmes import MakeYears, Years, accept_report, file_report, send_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


def told(years: Years) -> list[tuple[str, Who]]:
    at = clock.now(years.call)
    return [(each.text, each.who) for each in reports.due(years.programme, at, years.dora)]


def test_what_waits_comes_first_then_the_earliest(years: Years) -> None:
    file_report(years, years.reports[2])
    listed = [
        (each.agreement.award.municipality.name, each.requirement.key)
        for each in reports.reports_of(years.programme)
    ]
    assert listed[:3] == [
        ("Beispielstadt", "abschlussbericht"),
        ("Beispielstadt", "sachstand"),
        ("Musterdorf", "sachstand"),
    ]
    assert len(listed) == 8


def test_reports_are_counted_by_where_they_stand(years: Years) -> None:
    for report in years.reports[:3]:
        file_report(years, report)
    send_back(years, years.reports[0])
    accept_report(years, years.reports[1])
    late = clock.now(years.call) + timedelta(days=365)
    assert reports.counts(years.programme, late) == reports.Counts(
        waiting=1, late=2, returned=1, accepted=1, total=8
    )


def test_the_office_judges_and_the_municipality_is_late(years: Years) -> None:
    assert told(years) == []
    file_report(years, years.reports[0])
    years.round.at(years.reports[0].due_at + timedelta(days=1))
    assert told(years) == [
        ("Beispielstadt: Sachstand und Konzept prüfen", Who.OFFICE),
        ("Musterdorf: Sachstand und Konzept ist überfällig", Who.APPLICANTS),
    ]


def test_received_is_what_two_of_the_office_have_ordered(years: Years) -> None:
    agreement = years.agreements[0]
    request = tranches.ask(
        agreement=agreement,
        tranche=years.programme.tranches.get(number=1),
        by=years.berta,
        purpose="Für die Plattform.",
        iban="DE02120300000000202051",
    )
    tranches.certify(request=request, by=years.dora, read=request.digest)
    assert reports.received_cents(agreement) == 0
    tranches.order(request=request, by=years.emil, read=request.digest)
    assert reports.received_cents(agreement) == 20_000_00
