"""The way from a call's page to its funded years, as soon as and only where they are public."""

from django.test import Client
from django.urls import reverse

from programme.services import programmes
from tests.fixtures.programmes import BEGUN_AT, Years, programme_fields
from tests.fixtures.rounds import MakeRound, Stage


def test_a_call_leads_to_its_public_years(client: Client, make_round: MakeRound) -> None:
    years = Years(make_round(Stage.ANNOUNCED))
    page = reverse("call", args=[years.call.slug])
    there = reverse("programme", args=[years.call.slug])
    programme = programmes.create(call=years.call, by=years.dora, fields=programme_fields())
    assert there not in client.get(page).content.decode()
    programmes.publish(programme=programme, by=years.dora, read=programme.version)
    years.round.at(BEGUN_AT)
    assert f'href="{there}"' in client.get(page).content.decode()
