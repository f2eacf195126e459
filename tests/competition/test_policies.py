"""Policies: who may do what."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from competition import policies
from competition.models import Application, Call, Municipality, User
from competition.moves import Actor
from tests.fixtures.people import place
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import DEADLINE_AT, MICROSECOND, call_fields

pytestmark = pytest.mark.django_db


def test_office_is_who_was_admitted_to_it(dora: User, anna: User, clara: User) -> None:
    people: list[User | AnonymousUser] = [dora, anna, clara, AnonymousUser()]

    assert [policies.is_office(person) for person in people] == [True, False, False, False]


def test_office_loses_its_rights_with_the_account(dora: User) -> None:
    dora.is_active = False
    dora.save()

    with refused("not_allowed"):
        policies.require_office(dora)


def test_actors_of_a_town_are_its_own_people(
    own_town: Municipality, anna: User, berta: User, boris: User, dora: User
) -> None:
    found = {
        person.name: policies.actors(person, own_town) for person in (anna, berta, boris, dora)
    }

    assert found == {
        "Anna Beispiel": {Actor.EDITOR},
        "Berta Beispiel": {Actor.EDITOR, Actor.SIGNATORY},
        "Boris Beispiel": set(),
        "Dora Beispiel": set(),
    }


def test_stranger_learns_nothing_and_colleague_learns_why(
    draft: Application, anna: User, boris: User
) -> None:
    with refused("not_found"):
        policies.require_actor(boris, draft, Actor.EDITOR)
    with refused("not_allowed"):
        policies.require_actor(anna, draft, Actor.SIGNATORY)


def test_content_is_sealed_until_the_deadline(call: Call) -> None:
    assert policies.may_open_content(call, DEADLINE_AT) == policies.YES
    with refused("call_not_closed"):
        policies.may_open_content(call, DEADLINE_AT - MICROSECOND).enforce()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, ""),
        ({"population_min": 34_920, "population_max": 34_920}, ""),
        ({"population_min": 34_921}, "sie hat zu wenige Einwohner"),
        ({"population_max": 34_919}, "sie hat zu viele Einwohner"),
        ({"eligible_kinds": ["county"]}, "diese Art von Kommune ist nicht vorgesehen"),
        (
            {"is_synthetic": False},
            "Beispielrunden sind Beispielkommunen vorbehalten und umgekehrt",
        ),
    ],
)
def test_eligibility_is_by_kind_and_population(
    own_town: Municipality, fields: dict[str, Any], why: str
) -> None:
    verdict = policies.eligibility(Call(**call_fields(**fields)), own_town)

    assert (verdict.allowed, verdict.detail) == (not why, why)


def test_real_town_takes_no_part_in_an_example(call: Call) -> None:
    real = Municipality(ags="05314000", kind="town", population=300_000, is_synthetic=False)

    with refused("not_eligible") as caught:
        policies.eligibility(call, real).enforce()
    assert caught.sentence.endswith("Beispielkommunen vorbehalten und umgekehrt")


def test_refusal_of_eligibility_is_in_the_language_of_the_reader(call: Call) -> None:
    county = place("99009000", "Landkreis Muster", kind="county")
    call.eligible_kinds = ["town"]

    with refused("not_eligible") as caught, translation.override("de"):
        policies.eligibility(call, county).enforce()
    assert caught.sentence == (
        "Ihre Kommune ist nicht antragsberechtigt: diese Art von Kommune ist nicht vorgesehen"
    )
