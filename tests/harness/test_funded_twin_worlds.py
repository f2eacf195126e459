"""Twin worlds after the announcement: the two years tell nothing of how the jury came to it.

Rounds that end alike and differ in scores, review texts and jurors' names have the same two years:
public pages, municipalities' pages and both audiences' lists answer alike, byte for byte.
"""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.test import Client
from django.urls import reverse

from competition.models import User
from tests.fixtures.rounds import CRITERIA, Stage
from tests.harness import funded
from tests.harness.asked import Address
from tests.harness.funded_addresses import PAGES, PORTAL_OPERATIONS, PUBLIC_OPERATIONS
from tests.harness.test_twin_worlds import (
    ONE,
    Answers,
    Ending,
    Twin,
    ask,
    beginning,
    differences,
    ending,
    portal_token,
    told,
)
from tests.harness.world import World

pytestmark = pytest.mark.django_db
# The years by the services' own clock, which goes on while the worlds are made; and what chance
# draws: the numbers of comments and registrations.
MOMENT = re.compile(rb"\d\d:\d\d(:\d\d([.,]\d+)?)?|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
DIGEST = re.compile(rb"[0-9a-f]{64}")
PEOPLE = {"editor": "anna", "signatory": "berta"}
OUTSIDE: dict[str, Address] = {
    **{name: each for name, each in PAGES.items() if not name.startswith("office")},
    **{
        operation.removesuffix(" GET"): each
        for operation, each in {**PUBLIC_OPERATIONS, **PORTAL_OPERATIONS}.items()
        if operation.endswith(" GET")
    },
}


class Weaker(Ending):
    """The same order, by other points."""

    def points(self, juror: int, application: int) -> dict[str, str]:
        given = str(3 - application / 2 + (juror == 0 and application == 0) / 2)
        return {criterion["key"]: given for criterion in CRITERIA}


OTHER = Weaker("Yvonne", "Kein Konzept, aber die Übrigen sind schwächer.", reverse=False)


def years_of(round_: Twin) -> World:
    """What the tables of addresses need to know of a world, of this one round."""
    years = funded.of(round_, 1)
    own = years.awards[0].application
    assert own
    found: Any = SimpleNamespace(
        years=years,
        rounds={"funded": round_},
        own=lambda _stage: own.public_id,
        slug=lambda _stage: round_.call.slug,
    )
    return cast(World, found)


def answers(world: World) -> Answers:
    found: Answers = {}
    for name, address in OUTSIDE.items():
        parts: dict[str, Any] = address.parts(world)
        path = reverse(name, kwargs=parts)
        status, body, headers, cookies = told(ask(client_of(address.viewer), "GET", path), path)
        body = DIGEST.sub(b"", MOMENT.sub(b"", body))
        headers = {key: each for key, each in headers.items() if key in ("Content-Type", "Link")}
        found[address.viewer, "GET", name] = status, body, headers, cookies
    return found


def client_of(viewer: str) -> Client:
    if viewer == "anonymous":
        return Client()
    person = User.objects.get(email=f"{PEOPLE[viewer]}@example.org")
    client = Client(headers={"Authorization": f"Bearer {portal_token(person)}"})
    client.force_login(person)
    return client


def test_two_years_tell_nothing_of_scores() -> None:
    shared, worlds, decisions = beginning(), [], []
    for how in (ONE, OTHER):
        with ending(shared, how) as round_:
            round_.advance(Stage.ANNOUNCED)
            names = round_.call.awards.values_list("municipality__name", flat=True)
            assert set(names) == {"Beispielstadt", "Musterdorf"}
            path = reverse("decision", kwargs={"slug": round_.call.slug})
            decisions.append(Client().get(path).content)
            worlds.append(answers(years_of(round_)))
    assert decisions[0] != decisions[1]  # the worlds are not the same
    assert len(worlds[0]) > 30
    assert {asked[2]: each[0] for asked, each in worlds[0].items() if each[0] >= 500} == {}
    assert sum(each[0] == 200 for each in worlds[0].values()) > 25
    assert differences(*worlds) == {}
