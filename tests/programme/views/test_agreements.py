"""The office's pages of agreements, and the municipality's own."""

import pytest
from django.test import Client
from django.urls import reverse

from programme.models import Agreement
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.rounds import MakeRound, Stage


@pytest.fixture
def years(make_round: MakeRound) -> Years:
    return Years(make_round(Stage.ANNOUNCED)).set_up()


def office_page(years: Years) -> str:
    return reverse("office-agreement", args=[years.call.slug, years.awards[0].municipality.ags])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_of_the_office_bring_an_agreement_to_its_municipality(
    client: Client, years: Years
) -> None:
    page = office_page(years)
    client.force_login(years.dora)
    days = {"starts_on": "2017-07-01", "ends_on": "2019-06-30"}
    assert client.post(page, {"act": "propose", "reference": "OG-1", **days}).status_code == 302
    assert "zweiten Person" in text(client, page)
    read = Agreement.objects.get().digest
    assert client.post(page, {"act": "confirm", "read": read}).status_code == 409
    client.force_login(years.emil)
    assert "prüfen und bestätigen" in text(client, page)
    assert client.post(page, {"act": "confirm", "read": read}).status_code == 302
    client.force_login(years.berta)
    application = years.awards[0].application
    assert application
    assert "lesen und annehmen" in text(
        client, reverse("portal-award", args=[application.public_id])
    )


def test_the_overview_says_what_is_due(client: Client, years: Years) -> None:
    client.force_login(years.dora)
    page = text(client, reverse("office-programme", args=[years.call.slug]))
    assert "Beispielstadt: Vereinbarung vorschlagen" in page


def test_a_call_without_programme_says_what_comes_first(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.ANNOUNCED)
    client.force_login(round_.dora)
    page = text(client, reverse("office-programme", args=[round_.call.slug]))
    assert "Förderzeitraum einrichten" in page


def test_nobody_else_sees_an_award(client: Client, make_years: MakeYears) -> None:
    years = make_years()
    application = years.awards[0].application
    assert application
    client.force_login(years.boris)
    address = reverse("portal-award", args=[application.public_id])
    assert client.get(address).status_code == 404
    client.force_login(years.berta)
    assert client.get(address).status_code == 200
