"""Payment requests: who asks, who certifies, who orders, and never more than the award."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from competition.models import Application, Membership, Notice, OfficeMember
from competition.services import awards
from programme.models import PaymentRequest, Report, ReportVersion, Tranche
from programme.queries import tranches as found
from programme.services import tranches
from tests.fixtures.programmes import BEGUN_AT, MakeYears, Years
from tests.fixtures.refusals import refused, unchanged

IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


def tranche(years: Years, number: int = 1) -> Tranche:
    return Tranche.objects.get(programme=years.programme, number=number)


def asked(years: Years, number: int = 1, **fields: str) -> PaymentRequest:
    given = {"purpose": "Honorare der nächsten Monate.", "iban": IBAN, **fields}
    return tranches.ask(
        agreement=years.agreements[0], tranche=tranche(years, number), by=years.berta, **given
    )


def ordered(years: Years, number: int = 1) -> PaymentRequest:
    request = asked(years, number)
    tranches.certify(request=request, by=years.dora, read=request.digest)
    return tranches.order(request=request, by=years.emil, read=request.digest)


def accepted(years: Years, key: str) -> None:
    """The report of that key, filed and accepted."""
    report = Report.objects.get(agreement=years.agreements[0], requirement__key=key)
    version = ReportVersion.objects.create(
        report=report,
        number=1,
        content={},
        digest="0" * 64,
        submitted_at=BEGUN_AT,
        submitted_by=years.berta,
        is_accepted=True,
        judged_at=BEGUN_AT,
        judged_by=years.dora,
    )
    Report.objects.filter(pk=report.pk).update(state="accepted", latest=version)


def test_two_of_the_office_bring_money_to_the_municipality(years: Years) -> None:
    request = ordered(years)
    assert (request.amount_cents, request.iban) == (20_000_00, "DE89370400440532013000")
    paid = tranches.enter_paid(request=request, by=years.dora, paid_on=BEGUN_AT.date())
    assert found.paid_cents(found.requests_of(years.agreements[0])) == 20_000_00
    assert paid.paid_by == years.dora
    kinds = Notice.objects.filter(kind__startswith="payment").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["payment_requested", "payment_ordered"]
    assert "DE89 3704 0044 0532 0130 00" in kinds[0].body


def test_who_certifies_never_orders(years: Years) -> None:
    request = asked(years)
    with refused("payment_not_certified"):
        tranches.order(request=request, by=years.emil, read=request.digest)
    tranches.certify(request=request, by=years.dora, read=request.digest)
    with refused("same_person"), unchanged():
        tranches.order(request=request, by=years.dora, read=request.digest)
    with refused("payment_not_ordered"):
        tranches.enter_paid(request=request, by=years.dora, paid_on=BEGUN_AT.date())


def test_only_what_was_read_is_certified_and_ordered(years: Years) -> None:
    request = asked(years)
    with refused("version_conflict"):
        tranches.certify(request=request, by=years.dora, read="0" * 64)
    tranches.certify(request=request, by=years.dora, read=request.digest)
    with refused("version_conflict"):
        tranches.order(request=request, by=years.emil, read="0" * 64)
    with refused("decision_settled"):
        tranches.certify(request=request, by=years.emil, read=request.digest)


def test_only_a_signatory_of_the_municipality_asks(years: Years) -> None:
    given: dict[str, Any] = {"agreement": years.agreements[0], "tranche": tranche(years)}
    with refused("not_allowed"):
        tranches.ask(**given, by=years.anna, purpose="Honorare", iban=IBAN)
    with refused("not_found"):
        tranches.ask(**given, by=years.boris, purpose="Honorare", iban=IBAN)


def test_what_is_asked_for_is_complete_and_can_be_paid(years: Years) -> None:
    with refused("required"):
        asked(years, purpose=" ")
    with refused("iban_invalid"):
        asked(years, iban="DE88 3704 0044 0532 0130 00")


def test_a_tranche_waits_for_its_report(years: Years) -> None:
    with refused("report_not_accepted"), unchanged():
        asked(years, 2)
    accepted(years, "sachstand")
    assert asked(years, 2).before_cents == 0


def test_nobody_asks_twice_but_again_after_a_rejection(years: Years) -> None:
    request = asked(years)
    with refused("tranche_requested"), unchanged():
        asked(years)
    with refused("reason_required"):
        tranches.reject(request=request, by=years.dora, reason=" ")
    tranches.reject(request=request, by=years.dora, reason="Das Konto gehört einem Verein.")
    with refused("decision_settled"):
        tranches.certify(request=request, by=years.emil, read=request.digest)
    assert "einem Verein" in Notice.objects.get(kind="payment_rejected").body
    assert asked(years).pk != request.pk


def test_never_more_than_the_award(years: Years) -> None:
    asked(years)
    Tranche.objects.filter(programme=years.programme, number=3).update(
        amount_cents=30_000_01, requirement=None
    )
    with refused("award_exceeded"), unchanged():
        asked(years, 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentRequest.objects.update(before_cents=30_000_01)


def test_a_day_of_transfer_lies_between_the_order_and_today(years: Years) -> None:
    request = ordered(years)
    for wrong in (date(2017, 7, 1), BEGUN_AT.date() + timedelta(days=1)):
        with refused("paid_day_wrong"):
            tranches.enter_paid(request=request, by=years.dora, paid_on=wrong)


def test_nothing_flows_before_the_acceptance_nor_after_the_end_of_an_award(years: Years) -> None:
    request = asked(years)
    agreement = years.agreements[0]
    awards.decline(award=agreement.award, reason="Kein Eigenanteil.", by=years.berta)
    with refused("award_ended"):
        tranches.certify(request=request, by=years.dora, read=request.digest)
    years.agreements[1].accepted_at = None
    type(agreement).objects.filter(pk=years.agreements[1].pk).update(
        accepted_at=None, accepted_by=None
    )
    with refused("agreement_not_in_force"):
        tranches.ask(
            agreement=years.agreements[1],
            tranche=tranche(years),
            by=years.boris,
            purpose="Honorare",
            iban=IBAN,
        )


def test_nobody_of_the_municipality_certifies(years: Years) -> None:
    request = asked(years)
    with refused("not_allowed"):
        tranches.certify(request=request, by=years.berta, read=request.digest)


def test_who_asked_and_joined_the_office_later_settles_nothing(years: Years) -> None:
    request = asked(years)
    Membership.objects.filter(user=years.berta).delete()
    OfficeMember.objects.create(user=years.berta)
    with refused("same_person"):
        tranches.certify(request=request, by=years.berta, read=request.digest)
    tranches.certify(request=request, by=years.dora, read=request.digest)
    with refused("same_person"), unchanged():
        tranches.order(request=request, by=years.berta, read=request.digest)


def test_once_the_account_is_erased_nothing_is_ordered_and_no_other_is_named(years: Years) -> None:
    request = asked(years)
    Application.objects.filter(awards=years.awards[0]).update(erased_at=BEGUN_AT)
    for act in (tranches.certify, tranches.order):
        PaymentRequest.objects.filter(pk=request.pk).update(
            checked_at=BEGUN_AT if act is tranches.order else None,
            checked_by=years.dora if act is tranches.order else None,
        )
        with refused("application_erased"), unchanged():
            act(request=request, by=years.emil, read=request.digest)
    tranches.reject(request=request, by=years.emil, reason="Die Bewerbung ist gelöscht.")
    with refused("application_erased"), unchanged():
        asked(years)


def test_what_is_typed_reads_as_it_stands_and_fits_on_one_line(years: Years) -> None:
    turned = "Kasse \u202e12345"
    with refused("control_characters"):
        asked(years, purpose=turned)
    with refused("control_characters"):
        asked(years, payment_reference=turned)
    with refused("too_long"):
        asked(years, purpose="x" * 2_001)
    assert asked(years, payment_reference=" Kasse\r\n 12\t34 ").payment_reference == "Kasse 12 34"


def test_repeating_changes_nothing(years: Years) -> None:
    request = ordered(years)
    with unchanged():
        tranches.certify(request=request, by=years.dora, read=request.digest)
        tranches.order(request=request, by=years.emil, read=request.digest)
