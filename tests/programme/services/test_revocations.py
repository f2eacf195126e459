"""A revocation that nobody may know of yet changes no answer, and costs nothing."""

from datetime import timedelta

import pytest

from programme.models import Agreement, PaymentRequest, Report
from programme.services import agreements, tranches
from tests.fixtures.amendments import amended
from tests.fixtures.profiles import published, saved
from tests.fixtures.programmes import BEGUN_AT, MakeYears, Years
from tests.fixtures.refusals import refused

TOLD_AT = BEGUN_AT + timedelta(days=1)


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    """The first award is revoked, from the next day on."""
    years = make_years()
    amended(years.round, ends=[0], public_at=TOLD_AT, proposed_at=BEGUN_AT)
    return years


def asked(years: Years) -> PaymentRequest:
    return tranches.ask(
        agreement=years.agreements[0],
        tranche=years.programme.tranches.get(number=1),
        by=years.berta,
        purpose="Honorare der nächsten Monate.",
        iban="DE89 3704 0044 0532 0130 00",
    )


def accepted(years: Years) -> Agreement:
    agreement = years.agreements[0]
    return agreements.accept(agreement=agreement, by=years.berta, read=agreement.digest)


def not_accepted_yet(years: Years) -> None:
    Report.objects.filter(agreement=years.agreements[0]).delete()
    Agreement.objects.filter(pk=years.agreements[0].pk).update(accepted_at=None, accepted_by=None)


def test_money_is_asked_for_as_before_and_never_ordered(years: Years) -> None:
    request = asked(years)
    with refused("award_ended"):
        tranches.certify(request=request, by=years.dora, read=request.digest)


def test_an_agreement_is_accepted_and_a_profile_written_as_before(years: Years) -> None:
    not_accepted_yet(years)
    assert accepted(years).accepted_at
    saved(years)
    assert published(years).number == 1


def test_once_it_is_told_nothing_can_be_done_any_more(years: Years) -> None:
    not_accepted_yet(years)
    years.round.at(TOLD_AT)
    for act in (asked, accepted, saved):
        with refused("award_ended"):
            act(years)
