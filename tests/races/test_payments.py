"""Money that many hands ask for and order at once: never twice, never more than the award."""

from collections.abc import Callable

import pytest
from django.db.models import Sum

from competition.models import AuditEntry, Notice, User
from programme.models import PaymentRequest, Tranche
from programme.services import tranches
from tests.fixtures.people import office_member
from tests.fixtures.programmes import MakeYears, Years
from tests.races.hands import at_once, insisting, refusals, successes

IBAN = "DE89370400440532013000"
AWARD, HALF = 50_000_00, 30_000_00


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


def asking(years: Years, number: int) -> Callable[[], PaymentRequest]:
    tranche = Tranche.objects.get(programme=years.programme, number=number)
    return insisting(
        lambda: tranches.ask(
            agreement=years.agreements[0],
            tranche=tranche,
            by=years.berta,
            purpose="Honorare",
            iban=IBAN,
        )
    )


def acts(name: str) -> int:
    return AuditEntry.objects.filter(act=name).count()


def test_a_payment_ordered_by_many_at_once_is_ordered_once(years: Years) -> None:
    """Everybody presses twice, also who has certified; one order, one letter, two persons."""
    request = asking(years, 1)()
    tranches.certify(request=request, by=years.dora, read=request.digest)
    others = [years.emil, office_member("Fanny"), office_member("Gustav")]

    def ordering(person: User) -> Callable[[], PaymentRequest]:
        return insisting(lambda: tranches.order(request=request, by=person, read=request.digest))

    outcomes = at_once([ordering(each) for each in (years.dora, *others) * 2])
    stored = PaymentRequest.objects.get()
    assert stored.approved_by in others
    assert len(successes(outcomes)) == 2  # both clicks of the one who came first
    assert set(refusals(outcomes)) <= {"decision_settled", "same_person"}
    assert acts("payment.ordered") == Notice.objects.filter(kind="payment_ordered").count() == 1


def test_a_payment_ordered_and_rejected_at_once_is_one_of_the_two(years: Years) -> None:
    request = asking(years, 1)()
    tranches.certify(request=request, by=years.dora, read=request.digest)
    outcomes = at_once(
        [
            insisting(lambda: tranches.order(request=request, by=years.emil, read=request.digest)),
            insisting(lambda: tranches.reject(request=request, by=years.dora, reason="Konto?")),
        ]
    )
    assert refusals(outcomes) == ["decision_settled"]
    stored = PaymentRequest.objects.get()
    assert (stored.approved_at is None) != (stored.rejected_at is None)
    assert acts("payment.ordered") + acts("payment.rejected") == 1


def test_two_tranches_at_once_never_exceed_the_award(years: Years) -> None:
    """Each fits into the award, both do not: one is asked for, the other refused by its code."""
    Tranche.objects.filter(programme=years.programme, number__in=(1, 2)).update(
        amount_cents=HALF, requirement=None
    )
    outcomes = at_once([asking(years, 1), asking(years, 2)] * 4)
    assert len(successes(outcomes)) == 1
    assert set(refusals(outcomes)) <= {"award_exceeded", "tranche_requested"}
    assert "award_exceeded" in refusals(outcomes)
    total = PaymentRequest.objects.standing().aggregate(all=Sum("amount_cents"))["all"]
    assert total == HALF <= AWARD


def test_one_tranche_asked_for_by_many_clicks_is_asked_for_once(years: Years) -> None:
    outcomes = at_once([asking(years, 1)] * 8)
    assert refusals(outcomes) == ["tranche_requested"] * 7
    assert PaymentRequest.objects.count() == acts("payment.requested") == 1
    assert Notice.objects.filter(kind="payment_requested").count() == 1
