"""Reports: saved over what was read, filed once, judged as read, extended later only."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from competition import receipts
from competition.models import Notice, User
from programme.models import Report, ReportVersion
from programme.queries.reports import received_cents
from programme.reports import contents
from programme.services import reports
from tests.fixtures.people import account
from tests.fixtures.programmes import BEGUN_AT, MakeYears, Years, signatory_of
from tests.fixtures.refusals import refused, unchanged

pytestmark = pytest.mark.django_db
TEXTS = {"s1": "Gut.", "s2": "Alles umgesetzt.", "s3": "Keine.", "s4": "Viel.", "s5": "Weiter."}
STATED: dict[str, Any] = {
    "expenses": [{"label": "Plattform", "cents": "1.500,00"}],
    "income": [{"label": "Eigenmittel", "cents": "1.500,00"}],
    "grant_cents": "0",
}
COMPLETE = {"s1": "Für die Plattform.", "s2": "Notwendig war alles."}


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


@pytest.fixture
def report(years: Years) -> Report:
    return years.reports[1]


def read_of(report: Report) -> str:
    found = Report.objects.get(pk=report.pk)
    return receipts.digest(contents.document(found, received_cents(found.agreement)))


def save(report: Report, by: User, read: int = 0, **given: Any) -> int:
    given.setdefault("sections", TEXTS)
    return reports.save(report=report, by=by, read=read, **given)


def filed(
    report: Report, years: Years, at: datetime = BEGUN_AT, read: int = 0, **given: Any
) -> ReportVersion:
    save(report, years.anna, read=read, **given)
    read_now = read_of(report)
    return reports.file(report=report, by=years.berta, received_at=at, read=read_now)


def judge(report: Report, version: ReportVersion, by: User, **given: Any) -> ReportVersion:
    given = {"read": version.digest, "is_accepted": True, **given}
    return reports.judge(report=report, by=by, **given)


def test_what_is_saved_stands_and_what_is_the_same_saves_nothing(
    years: Years, report: Report
) -> None:
    assert save(report, years.anna) == 1
    with unchanged():
        assert save(report, years.anna, read=0) == 1
    report.refresh_from_db()
    assert report.content == {"sections": TEXTS, "money": None}


def test_two_who_write_at_once_are_told(years: Years, report: Report) -> None:
    save(report, years.anna)
    with refused("version_conflict") as caught:
        save(report, years.berta, sections={"s1": "Schlecht."})
    assert caught.details["version"] == 1
    assert caught.details["theirs"]["sections"]["s1"] == "Gut."


def test_saving_is_for_people_of_the_municipality(years: Years, report: Report) -> None:
    with refused("not_found"):
        save(report, signatory_of(years.awards[1]))


def test_unknown_sections_and_wrong_texts_are_all_told(years: Years, report: Report) -> None:
    with refused("unknown_section") as caught:
        save(report, years.anna, sections={"s9": "x", "s1": "a" * 6_001, "s2": 7}, money=STATED)
    codes = [each.code for each in caught.refusal.causes]
    assert codes == ["unknown_section", "too_long", "malformed", "unknown_section"]


def test_a_report_is_filed_and_its_receipt_owed(years: Years, report: Report) -> None:
    version = filed(report, years)
    report.refresh_from_db()
    assert (report.state, report.latest, version.number) == ("submitted", version, 1)
    assert version.digest == receipts.digest(version.content)
    letter = Notice.objects.get(kind="report_received")
    assert version.digest in letter.body
    assert "verspätet" not in letter.body


def test_filing_again_gives_the_same_version(years: Years, report: Report) -> None:
    version = filed(report, years)
    with unchanged():
        again = reports.file(
            report=report, by=years.berta, received_at=BEGUN_AT, read=version.digest
        )
    assert again == version


def test_a_late_report_is_taken_and_noted(years: Years, report: Report) -> None:
    filed(report, years, at=report.due_at)
    assert "verspätet" in Notice.objects.get(kind="report_received").body


def test_a_signatory_files_what_was_read(years: Years, report: Report) -> None:
    save(report, years.anna)
    given: dict[str, Any] = {"report": report, "received_at": BEGUN_AT, "read": read_of(report)}
    with refused("not_allowed"):
        reports.file(by=years.anna, **given)
    with refused("not_found"):
        reports.file(by=signatory_of(years.awards[1]), **given)
    save(report, years.anna, read=1, sections={"s1": "Anders."})
    with refused("draft_changed"):
        reports.file(by=years.berta, **given)


def test_nothing_incomplete_is_filed(years: Years, report: Report) -> None:
    save(report, years.anna, sections={"s1": "Gut."})
    with refused("report_incomplete") as caught:
        reports.file(report=report, by=years.berta, received_at=BEGUN_AT, read=read_of(report))
    assert [each.field for each in caught.refusal.causes] == ["s2", "s3", "s4", "s5"]


def test_a_heading_with_sections_below_it_takes_no_text(years: Years) -> None:
    first = years.reports[0]
    asked = [each["key"] for each in contents.asked(first.requirement)]
    assert asked == ["s1", *(f"s2-{number}" for number in range(1, 8))]
    with refused("unknown_section"):
        save(first, years.anna, sections={"s2": "Überschrift"})


def test_nobody_writes_while_the_office_reads(years: Years, report: Report) -> None:
    filed(report, years)
    with refused("report_settled"):
        save(report, years.anna, read=1, sections={"s1": "Anders."})
    with refused("report_settled"):
        reports.file(report=report, by=years.berta, received_at=BEGUN_AT, read="0" * 64)


def test_the_proof_of_use_names_what_is_unspent(years: Years) -> None:
    version = filed(years.reports[3], years, sections=COMPLETE, money=STATED)
    assert version.content["money"] == {
        "expenses": [{"label": "Plattform", "cents": 150_000}],
        "income": [{"label": "Eigenmittel", "cents": 150_000}],
        "grant_cents": 0,
        "received_cents": 0,
        "unspent_cents": 0,
    }


def test_more_than_was_received_is_not_spent(years: Years) -> None:
    proof = years.reports[3]
    spent = {**STATED, "income": [], "grant_cents": "1.500,00"}
    save(proof, years.anna, sections=COMPLETE, money=spent)
    with refused("report_incomplete") as caught:
        reports.file(report=proof, by=years.berta, received_at=BEGUN_AT, read=read_of(proof))
    assert [each.code for each in caught.refusal.causes] == ["grant_overspent"]


def test_the_office_accepts_what_it_has_read(years: Years, report: Report) -> None:
    version = filed(report, years)
    with refused("report_changed"):
        judge(report, version, years.dora, read="0" * 64)
    judge(report, version, years.dora, comments={"s1": "Sehr schön.", "s2": " "})
    report.refresh_from_db()
    version.refresh_from_db()
    assert (report.state, version.is_accepted) == ("accepted", True)
    assert version.comments == {"s1": "Sehr schön."}
    assert "Sehr schön." in Notice.objects.get(kind="report_accepted").body
    with unchanged():
        judge(report, version, years.dora)
    with refused("report_not_waiting"):
        judge(report, version, years.emil)


def test_returned_with_a_remark_it_is_filed_again(years: Years, report: Report) -> None:
    version = filed(report, years)
    with refused("reason_required"):
        judge(report, version, years.dora, is_accepted=False, remark=" ")
    judge(report, version, years.dora, is_accepted=False, remark="Bitte Zahlen nennen.")
    assert "Bitte Zahlen nennen." in Notice.objects.get(kind="report_returned").body
    with refused("report_not_waiting"):
        judge(report, version, years.emil)
    again = filed(report, years, read=1, sections={"s1": "42 Datensätze."})
    assert (again.number, again.content["sections"]["s1"]) == (2, "42 Datensätze.")
    with refused("report_changed"):
        judge(report, version, years.dora)
    assert judge(report, again, years.dora).is_accepted


def test_nothing_is_judged_before_it_is_filed_nor_by_others(years: Years, report: Report) -> None:
    with refused("report_not_waiting"):
        reports.judge(report=report, by=years.dora, read="", is_accepted=True)
    version = filed(report, years)
    with refused("not_allowed"):
        judge(report, version, years.berta)
    with refused("unknown_section"):
        judge(report, version, years.dora, comments={"money": "Nicht gefragt."})


def test_a_report_gets_more_time_for_a_reason(years: Years, report: Report) -> None:
    later = report.due_at + timedelta(days=14)
    reports.extend(report=report, by=years.dora, due_at=later, reason="Wahlkampf im Rat.")
    report.refresh_from_db()
    assert report.due_at == later
    assert "Wahlkampf im Rat." in Notice.objects.get(kind="report_extended").body


@pytest.mark.parametrize(
    ("days", "reason", "code"),
    [
        (14, " ", "reason_required"),
        (0, "Grund", "due_not_later"),
        (-1, "Grund", "due_not_later"),
        (367, "Grund", "period_too_long"),
    ],
)
def test_no_date_moves_without_reason_nor_back_nor_too_far(
    years: Years, report: Report, days: int, reason: str, code: str
) -> None:
    due_at = report.due_at + timedelta(days=days)
    with refused(code):
        reports.extend(report=report, by=years.dora, due_at=due_at, reason=reason)


def test_what_is_filed_needs_no_more_time(years: Years, report: Report) -> None:
    filed(report, years)
    later = report.due_at + timedelta(days=14)
    with refused("report_settled"):
        reports.extend(report=report, by=years.dora, due_at=later, reason="Grund")
    with refused("not_allowed"):
        reports.extend(report=report, by=account("Boris"), due_at=later, reason="Grund")
