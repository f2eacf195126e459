"""The funded years by API: what is public, and nothing before its time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.models import Programme
from programme.services import profiles
from tests.api.caller import Caller, assert_problem
from tests.fixtures.people import OWN_TOWN
from tests.fixtures.profiles import published, saved
from tests.fixtures.programmes import MakeYears, Years
from tests.fixtures.workshops import announced, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(make_years: MakeYears) -> Years:
    return make_years()


def test_a_programme_is_told_once_it_is_public(years: Years, anybody: Caller) -> None:
    row = anybody.get("public/programmes/").rows[0]
    assert anybody.get(f"public/programmes/{years.call.slug}/").value == row
    assert (row["starts_on"], row["call"]) == ("2017-07-01", years.call.slug)
    Programme.objects.update(published_at=None, published_by=None)
    assert anybody.get("public/programmes/").rows == []
    hidden = anybody.get(f"public/programmes/{years.call.slug}/")
    assert_problem(hidden, "not_found", 404)


def test_only_announced_workshops_are_told(years: Years, anybody: Caller) -> None:
    planned(years, title="Geheim")
    announced(years, title="Auftakt")
    assert [row["title"] for row in anybody.get("public/workshops/").rows] == ["Auftakt"]
    assert anybody.get("public/workshops/?call=andere").rows == []
    Programme.objects.update(published_at=None, published_by=None)
    assert anybody.get("public/workshops/").rows == []


def test_a_profile_is_told_from_its_publication_until_it_is_taken_down(
    years: Years, anybody: Caller
) -> None:
    saved(years)
    path = f"public/profiles/{years.call.slug}/{OWN_TOWN}/"
    assert anybody.get("public/profiles/").rows == []
    assert_problem(anybody.get(path), "not_found", 404)
    published(years)
    row = anybody.get(f"public/profiles/?municipality={OWN_TOWN}").rows[0]
    assert anybody.get(path).value == row
    assert row["measures"][0]["perspective"] == "data"
    profiles.take_down(award=years.awards[0], by=years.dora, read=1, reason="Foto.")
    assert_problem(anybody.get(path), "not_found", 404)
    assert "Foto" not in anybody.get("public/profiles/").body.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_two_queries(years: Years, anybody: Caller, count: int) -> None:
    for number in range(count):
        announced(years)
        if number < 2:
            saved(years, number=number)
            published(years, number)
    for name in ("workshops", "profiles", "programmes"):
        with CaptureQueriesContext(connection) as asked:
            anybody.get(f"public/{name}/")
        assert len(asked) == 2, name
