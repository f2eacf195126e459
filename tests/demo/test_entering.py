"""Entering as an example person, without a password: in demo mode and nowhere else."""

import os
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from demo.people import CHAIR, CLERK, ENTERED, OFFICE_1, SIGNATORY, Person
from tests.fixtures.programmes import MakeYears
from tools.programs import ROOT

RESOLVE = (
    "import django; django.setup(); from django.urls import reverse; print(reverse('demo-enter'))"
)


def test_address_does_not_exist_without_demo_mode(client: Client, db: None) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo-enter")
    answer = client.post("/beispiel/eintreten/", {"person": CLERK.key})
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("demo", "found"), [("1", True), ("0", False)])
def test_address_follows_the_setting(demo: str, *, found: bool) -> None:
    environment = {**os.environ, "DEMO": demo, "DJANGO_SETTINGS_MODULE": "config.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", RESOLVE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (asked.returncode == 0) is found
    assert ("/beispiel/eintreten/" in asked.stdout) is found


@pytest.mark.urls("tests.demo.urls")
@pytest.mark.parametrize(
    ("person", "home"),
    [
        (CLERK, "/portal/"),
        (SIGNATORY, "/portal/"),
        (CHAIR, "/jury/"),
        (OFFICE_1, "/geschaeftsstelle/"),
    ],
    ids=lambda value: getattr(value, "key", None),
)
def test_entering_signs_in_and_leads_home(
    client: Client, db: None, person: Person, home: str
) -> None:
    answer = client.post("/beispiel/eintreten/", {"person": person.key})
    assert answer.headers["Location"] == home
    assert client.session["_auth_user_id"] == str(person.user().pk)


@pytest.mark.urls("tests.demo.urls")
def test_nobody_else_can_be_entered(client: Client, db: None) -> None:
    assert client.post("/beispiel/eintreten/", {"person": "root"}).status_code == 404
    assert client.get("/beispiel/eintreten/").status_code == 405


def test_example_people_have_no_password(db: None) -> None:
    assert not any(person.user().has_usable_password() for person in ENTERED)


@pytest.mark.urls("tests.demo.urls")
def test_sign_in_page_says_who_does_what_in_the_two_years(
    client: Client, make_years: MakeYears, settings: Settings
) -> None:
    settings.DEMO = True
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "demo"]
    before = client.get("/anmelden/").content.decode()
    years = make_years()

    page = client.get("/anmelden/").content.decode()

    assert CLERK.name in before
    assert CLERK.years not in before
    assert all(person.years in page for person in ENTERED)
    assert f'href="/wettbewerbe/{years.call.slug}/umsetzung/"' in page
