"""Asking for money in the portal, and paying it by two of the office."""

import pytest
from django.test import Client
from django.urls import reverse

from programme.models import Agreement, PaymentRequest
from programme.services import agreements
from tests.fixtures.programmes import BEGUN_AT, MakeYears, Years
from tests.fixtures.rounds import MakeRound, Stage

IBAN = "DE89 3704 0044 0532 0130 00"


def portal(years: Years, name: str) -> str:
    application = years.awards[0].application
    assert application
    return reverse(name, args=[application.public_id])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def asked(client: Client, years: Years) -> PaymentRequest:
    client.force_login(years.berta)
    tranche = years.programme.tranches.earliest("number")
    typed = {"tranche": tranche.pk, "purpose": "Honorare", "iban": IBAN, "payment_reference": ""}
    assert client.post(portal(years, "portal-payments"), typed).status_code == 302
    return PaymentRequest.objects.get()


def test_a_signatory_accepts_and_sees_every_date(client: Client, make_round: MakeRound) -> None:
    years = Years(make_round(Stage.ANNOUNCED)).set_up()
    agreement = agreements.propose(
        programme=years.programme, award=years.awards[0], by=years.dora, reference="OG-1"
    )
    client.force_login(years.berta)
    assert client.get(portal(years, "portal-agreement")).status_code == 404
    agreements.confirm(agreement=agreement, by=years.emil, read=agreement.digest)
    client.force_login(years.anna)
    assert "Wenn Sie dort nichts tun, wird nichts ausgezahlt." in text(client, reverse("portal"))
    assert "Wer annehmen kann" in text(client, portal(years, "portal-agreement"))
    client.force_login(years.berta)
    page = portal(years, "portal-agreement")
    assert "1. November 2017" in text(client, page)
    assert client.post(page, {"read": agreement.digest}).status_code == 400
    assert client.post(page, {"read": agreement.digest, "meant": "on"}).status_code == 302
    assert Agreement.objects.get().accepted_by == years.berta
    assert "In Kraft" in text(client, page)


def test_money_is_asked_for_certified_ordered_and_paid(
    client: Client, make_years: MakeYears
) -> None:
    years = make_years()
    request = asked(client, years)
    page = reverse("office-payment", args=[years.call.slug, request.pk])
    client.force_login(years.dora)
    assert "1. Teilbetrag" in text(client, reverse("office-programme", args=[years.call.slug]))
    assert "prüfen und bescheinigen" in text(client, page)
    assert client.post(page, {"act": "certify", "read": request.digest}).status_code == 302
    assert "Anordnen muss eine zweite Person" in text(client, page)
    assert client.post(page, {"act": "order", "read": request.digest}).status_code == 409
    client.force_login(years.emil)
    assert client.post(page, {"act": "order", "read": request.digest}).status_code == 302
    assert client.post(page, {"act": "pay", "paid_on": BEGUN_AT.date()}).status_code == 302
    assert "überwiesen" in text(client, page)
    assert "20.000,00" in text(client, reverse("office-payments", args=[years.call.slug]))
    client.force_login(years.berta)
    assert "überwiesen" in text(client, portal(years, "portal-payments"))


def test_the_only_tranche_that_can_be_asked_for_is_chosen(
    client: Client, make_years: MakeYears
) -> None:
    years = make_years()
    client.force_login(years.berta)
    page = text(client, portal(years, "portal-payments"))
    assert page.count('type="radio"') == 1
    assert "checked" in page


def test_what_is_wrong_is_said_at_its_field(client: Client, make_years: MakeYears) -> None:
    years = make_years()
    client.force_login(years.berta)
    tranche = years.programme.tranches.earliest("number")
    typed = {"tranche": tranche.pk, "purpose": "Honorare", "iban": "DE00"}
    answer = client.post(portal(years, "portal-payments"), typed)
    assert answer.status_code == 400
    assert "Diese IBAN gibt es nicht" in answer.content.decode()
    assert not PaymentRequest.objects.exists()


@pytest.mark.parametrize("act", ["", "steal"])
def test_no_other_act(client: Client, make_years: MakeYears, act: str) -> None:
    years = make_years()
    request = asked(client, years)
    client.force_login(years.dora)
    page = reverse("office-payment", args=[years.call.slug, request.pk])
    assert client.post(page, {"act": act}).status_code == 400
    answer = client.post(page, {"act": "reject", "reason": "Falsches Konto."})
    assert answer.status_code == 302
    assert "Falsches Konto." in text(client, page)
    client.force_login(years.berta)
    assert "Falsches Konto." in text(client, portal(years, "portal-payments"))
