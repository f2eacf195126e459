"""What goes with an erased application, what stays, what a person and a court read of it."""

import json

from competition import clock
from competition.retention.stubs import GONE
from competition.services import erasing, own_data, pseudonyms
from programme.models import PaymentRequest, Report, ReportVersion
from tests.fixtures.court_files import made
from tests.fixtures.programmes import MakeYears, Years

TEXT = "Der Rat hat zugestimmt."


def filed(years: Years) -> ReportVersion:
    """A version of the first report, and a request for the first tranche, as rows: what the
    services would have written, however they come to it."""
    report, agreement = years.reports[0], years.agreements[0]
    version = ReportVersion.objects.create(
        report=report,
        number=1,
        content={"sections": {"s1": TEXT}, "money": None},
        digest="a" * 64,
        submitted_at=clock.now(years.call),
        submitted_by=years.anna,
    )
    Report.objects.filter(pk=report.pk).update(state="submitted", latest=version)
    PaymentRequest.objects.create(
        agreement=agreement,
        tranche=years.programme.tranches.get(number=1),
        amount_cents=20_000_00,
        before_cents=0,
        ceiling_cents=50_000_00,
        purpose=TEXT,
        iban="DE02120300000000202051",
        digest="b" * 64,
        requested_at=clock.now(years.call),
        requested_by=years.berta,
    )
    return version


def test_words_go_and_sums_stay(make_years: MakeYears) -> None:
    years = make_years()
    version = filed(years)
    application = years.agreements[0].award.application
    assert application
    erasing.erase(application=application, erasure_id=1, by=years.dora)
    version.refresh_from_db()
    asked = PaymentRequest.objects.get()
    assert version.content == {"erased": {"sha256": "a" * 64}}
    assert (asked.purpose, asked.iban, asked.amount_cents) == (GONE, "", 20_000_00)


def test_who_acted_is_needed_until_then(make_years: MakeYears) -> None:
    years = make_years()
    filed(years)
    years.anna.memberships.all().delete()
    years.anna.__class__.objects.update(last_login=None, joined_at="2001-01-01T00:00Z")
    assert years.anna not in pseudonyms.closable(years.call)
    for application in years.round.applications:
        erasing.erase(application=application, erasure_id=1, by=years.dora)
    assert years.anna in pseudonyms.closable(years.call)


def test_the_court_file_holds_agreement_reports_and_payments(make_years: MakeYears) -> None:
    years = make_years()
    filed(years)
    application = years.agreements[0].award.application
    assert application
    file = made(application, years.dora)
    assert "Vereinbarung OG-1" in file.index
    assert "1. Teilbetrag: 20.000,00" in file.index
    assert PaymentRequest.objects.get().digest in file.index
    (kept,) = file.named("bericht-sachstand-1.json")
    assert json.loads(kept)["sections"]["s1"] == TEXT
    other = made(years.round.applications[1], years.dora)
    assert "OG-1" not in other.everything()


def test_the_court_file_holds_what_the_office_said_to_single_sections(
    make_years: MakeYears,
) -> None:
    years = make_years()
    version = filed(years)
    key = years.reports[0].requirement.outline[0]["key"]
    ReportVersion.objects.filter(pk=version.pk).update(
        is_accepted=False,
        judged_at=clock.now(years.call),
        judged_by=years.dora,
        remark="Bitte nachtragen.",
        comments={key: "Hier fehlen Zahlen."},
    )
    application = years.agreements[0].award.application
    assert application
    index = made(application, years.dora).index
    assert "Bitte nachtragen." in index
    assert "Hier fehlen Zahlen." in index


def test_a_person_takes_what_the_programme_keeps_of_them(make_years: MakeYears) -> None:
    years = make_years()
    filed(years)
    mine = json.loads("".join(own_data.export(person=years.anna)))
    assert [each["report"] for each in mine["reports"]] == ["sachstand"]
    assert mine["agreements"] == mine["payment_requests"] == []
    hers = json.loads("".join(own_data.export(person=years.berta)))
    assert [each["reference"] for each in hers["agreements"]] == ["OG-1"]
    assert hers["reports"] == []
