"""The pages of profiles: written and published by a municipality, read by all, watched."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import User
from programme.models import Profile, ProfileVersion, Programme
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN
from tests.fixtures.profiles import CONTENT, published, saved
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import unchanged
from tests.fixtures.workshops import announced

pytestmark = pytest.mark.django_db
TYPED = {
    "read": 0,
    "rows": 2,
    "summary": "Offene Vorlagen.",
    "stand": "Wir haben begonnen.",
    "stand_on": "2017-07-01",
    "contact": "",
    "m1_title": "Ratsportal",
    "m1_perspective": "data",
    "m1_state": "running",
}


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


def as_(user: User | None) -> Client:
    assert user
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def own(years: Years, name: str = "portal-profile") -> str:
    application = years.awards[0].application
    assert application
    return reverse(name, args=[application.public_id])


def test_a_profile_is_written_looked_at_and_published(years: Years) -> None:
    anna = as_(years.anna)
    assert "noch nicht veröffentlicht" in text(anna.get(own(years)))
    page = anna.post(own(years), {**TYPED, "then": "preview"}, follow=True)
    assert "So werden es alle lesen" in text(page)
    public = reverse("profile", args=[years.call.slug, OWN_TOWN])
    assert Client().get(public).status_code == 404
    digest = page.context["digest"]
    anna.post(own(years, "portal-profile-preview"), {"digest": digest})
    shown = text(Client().get(public))
    assert "Offene digitale Technologien und Daten" in shown
    assert "Stand: 1. Juli 2017" in shown
    assert "Genau das ist veröffentlicht" in text(anna.get(own(years, "portal-profile-preview")))


def test_what_is_wrong_stands_at_its_row(years: Years) -> None:
    anna = as_(years.anna)
    with unchanged():
        page = anna.post(own(years), {**TYPED, "m1_state": ""})
    assert page.status_code == 400
    assert page.context["form"].errors["m1_state"] == ["Diese Auswahl gibt es nicht."]
    for rows in ("", "viele", "99", "٣", "-1"):
        assert anna.post(own(years), {**TYPED, "rows": rows}).status_code in {302, 400}


def test_a_colleagues_draft_is_shown_before_it_is_replaced(years: Years) -> None:
    saved(years)
    anna = as_(years.anna)
    page = anna.post(own(years), TYPED)
    assert page.status_code == 409
    assert CONTENT["summary"] in text(page)
    assert "Offene Vorlagen." in text(page)
    assert anna.post(own(years), {**TYPED, "read": 1}).status_code == 302
    assert Profile.objects.get().content["measures"][0]["title"] == "Ratsportal"


def test_what_is_missing_or_stale_is_not_published(years: Years) -> None:
    saved(years, stand="")
    anna = as_(years.anna)
    address = own(years, "portal-profile-preview")
    assert "der Stand" in text(anna.get(address))
    for digest in ("", "0" * 64, "\x00"):
        assert anna.post(address, {"digest": digest}).status_code == 409
    assert not ProfileVersion.objects.exists()
    assert as_(years.boris).get(address).status_code == 404


def test_the_office_takes_a_profile_down(years: Years) -> None:
    saved(years)
    published(years)
    dora = as_(years.dora)
    assert "noch keines" in text(dora.get(reverse("office-profiles", args=[years.call.slug])))
    address = reverse("office-profile", args=[years.call.slug, OWN_TOWN])
    assert "Ratsportal" in text(dora.get(address))
    assert dora.post(address, {"read": 1, "reason": ""}).status_code == 400
    assert dora.post(address, {"read": 9, "reason": "Foto."}).status_code == 409
    page = dora.post(address, {"read": 1, "reason": "Fremdes Foto."}, follow=True)
    assert "Heruntergenommen" in text(page)
    public = reverse("profile", args=[years.call.slug, OWN_TOWN])
    assert Client().get(public).status_code == 404
    assert "Fremdes Foto." in text(as_(years.anna).get(own(years)))
    other = reverse("office-profile", args=[years.call.slug, OTHER_TOWN])
    assert "Noch kein Profil" in text(dora.get(other))


def test_the_programme_tells_everybody_what_there_is(years: Years) -> None:
    saved(years)
    published(years)
    announced(years)
    address = reverse("programme", args=[years.call.slug])
    page = text(Client().get(address))
    assert "Profil von Beispielstadt" in page
    assert "noch keines" in page
    assert "Auftakt" in page
    Programme.objects.update(published_at=None, published_by=None)
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("profile", args=[years.call.slug, OWN_TOWN])).status_code == 200


def test_the_hub_and_the_award_lead_to_it(years: Years) -> None:
    workshop = announced(years)
    saved(years)
    award = reverse("award", args=[years.call.slug, OWN_TOWN])
    public = reverse("profile", args=[years.call.slug, OWN_TOWN])
    assert public not in text(Client().get(award))
    published(years)
    assert public in text(Client().get(award))
    assert reverse("programme", args=[years.call.slug]) in text(Client().get(award))
    hub = text(as_(years.anna).get(own(years, "portal-award")))
    assert own(years) in hub
    assert f"/workshops/{workshop.pk}/" in hub
    assert "Anmeldung fehlt" in hub
