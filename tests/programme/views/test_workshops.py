"""The pages of workshops: planned and announced by the office, answered by a municipality."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competition import clock
from competition.models import User
from programme.models import Attendance, Workshop
from programme.queries import workshops as queries
from tests.fixtures.people import OTHER_TOWN, OWN_TOWN
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.refusals import unchanged
from tests.fixtures.workshops import AFTER, announced, taking

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Auftakt",
    "starts_day": "2017-09-14",
    "starts_time": "10:00",
    "ends_day": "2017-09-14",
    "ends_time": "18:00",
    "place": "Berlin",
    "agenda": "",
    "is_duty": "on",
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


def office(years: Years, *parts: object) -> str:
    name = "office-workshop" if parts else "office-workshops"
    return reverse(name, args=[years.call.slug, *parts])


def own(years: Years, workshop: Workshop) -> str:
    application = years.awards[0].application
    assert application
    return reverse("portal-workshop", args=[application.public_id, workshop.pk])


def test_the_office_plans_announces_and_calls_off(years: Years) -> None:
    dora = as_(years.dora)
    empty = text(dora.get(office(years)))
    assert "Noch ist kein Workshop" in empty
    assert "Die Teilnahme ist Pflicht" in empty
    assert not re.search(r"ist Pflicht\s*<span[^>]*>\(optional", empty)
    page = dora.post(office(years), TYPED, follow=True)
    workshop = Workshop.objects.get()
    assert workshop.is_duty
    assert "In Vorbereitung" in text(page)
    address = office(years, workshop.pk)
    shown = dora.post(address, {"act": "publish", "read": 1}, follow=True)
    assert "Der Workshop ist angekündigt" in text(shown)
    dora.post(address, {**TYPED, "act": "change", "read": 1, "place": "Köln"})
    stale = dora.post(address, {**TYPED, "act": "change", "read": 1, "place": "Bonn"})
    assert (stale.status_code, 'value="Bonn"' in text(stale)) == (409, True)
    again = dora.post(address, {**TYPED, "act": "change", "read": 2, "place": "Bonn"})
    assert again.status_code == 302
    gone = dora.post(address, {"act": "cancel", "reason": "Krank."}, follow=True)
    assert "Krank." in text(gone)


def test_what_is_wrong_stands_at_its_field(years: Years) -> None:
    dora = as_(years.dora)
    with unchanged():
        reversed_ = dora.post(office(years), {**TYPED, "ends_time": "09:00"})
        assert reversed_.status_code == 400
        assert "Das Ende muss nach dem Beginn liegen." in text(reversed_)
        assert dora.post(office(years), {**TYPED, "title": "\x00"}).status_code == 400
        assert dora.post(office(years), {}).status_code == 400


def test_a_draft_is_dropped(years: Years) -> None:
    dora = as_(years.dora)
    dora.post(office(years), TYPED)
    dora.post(office(years, Workshop.objects.get().pk), {"act": "discard"})
    assert not Workshop.objects.exists()


def test_a_municipality_announces_and_the_office_notes_who_came(years: Years) -> None:
    workshop = announced(years)
    anna, dora = as_(years.anna), as_(years.dora)
    page = anna.get(own(years, workshop))
    assert "Bitte melden Sie sich an" in text(page)
    said = {"read": taking(years).digest, "count": 3, "message": "Ohne Stufen, bitte."}
    page = anna.post(own(years, workshop), said, follow=True)
    assert "3 Personen" in text(page)
    stale = anna.post(own(years, workshop), {**said, "count": 4})
    assert (stale.status_code, taking(years).digest in text(stale)) == (409, True)

    years.round.at(AFTER)
    assert "Ohne Stufen, bitte." in text(dora.get(office(years, workshop.pk)))
    noted = {
        "act": "record",
        "read": queries.recorded_digest(queries.takings(workshop, clock.now(years.round.call))),
        f"state_{OWN_TOWN}": "attended",
        f"count_{OWN_TOWN}": "",
        f"state_{OTHER_TOWN}": "absent",
    }
    address = office(years, workshop.pk)
    assert "mit mindestens einer Person" in text(dora.post(address, noted))
    dora.post(address, {**noted, f"count_{OWN_TOWN}": "3"})
    states = Attendance.objects.order_by("agreement__reference").values_list("state", flat=True)
    assert list(states) == ["attended", "absent"]
    late = {"read": taking(years).digest, "count": 0, "message": "Doch nicht."}
    assert as_(years.boris).post(own(years, workshop), late).status_code == 404
    assert anna.post(own(years, workshop), late).status_code == 409


def test_who_missed_a_duty_is_told_what_to_do(years: Years) -> None:
    workshop = announced(years)
    years.round.at(AFTER)
    read = queries.recorded_digest([])
    as_(years.dora).post(
        office(years, workshop.pk), {"act": "record", "read": read, f"state_{OWN_TOWN}": "absent"}
    )
    anna = as_(years.anna)
    assert "Ihre Kommune hat gefehlt" in text(anna.get(own(years, workshop)))
    said = {"read": taking(years).digest, "count": 0, "message": "Glatteis."}
    page = anna.post(own(years, workshop), said, follow=True)
    assert "Glatteis." in text(page)


def test_drafts_are_nobodys_to_see(years: Years) -> None:
    workshop = announced(years)
    Workshop.objects.update(published_at=None)
    assert as_(years.anna).get(own(years, workshop)).status_code == 404
    public = Client().get(reverse("programme", args=[years.call.slug]))
    assert "Auftakt" not in text(public)
