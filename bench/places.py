"""Invented municipalities, so many, each with one person who signs for it.

Sizes, states and kinds have the frequencies of bench/rounds.py. Django must be set up first.
"""

import random
from dataclasses import dataclass
from datetime import date

from bench.rounds import STATES
from competition.models import Membership, Municipality, User
from competition.models.membership import Role
from competition.register import search_text

BATCH = 2_000
NO_PASSWORD = "!"  # noqa: S105  # as Django marks accounts without one
KINDS = {"municipality": 50, "town": 38, "county": 12}


@dataclass(frozen=True)
class Place:
    """One of them."""

    town: Municipality
    person: User


def places(count: int) -> list[Place]:
    """The first so many; what is there already stays."""
    there = list(Municipality.objects.filter(ags__startswith="995").order_by("ags")[:count])
    people = list(User.objects.filter(email__startswith="amt-").order_by("email")[:count])
    made = [_town(number) for number in range(len(there), count)]
    towns = there + Municipality.objects.bulk_create(made, BATCH)
    people += User.objects.bulk_create(
        [
            User(
                email=f"amt-{number:05}@example.org",
                name=f"Beispielperson {number}",
                password=NO_PASSWORD,
                is_synthetic=True,
            )
            for number in range(len(people), count)
        ],
        BATCH,
    )
    found = [Place(town, person) for town, person in zip(towns, people, strict=True)]
    Membership.objects.bulk_create(
        [
            Membership(user=each.person, municipality=each.town, role=Role.SIGNATORY)
            for each in found[len(there) :]
        ],
        BATCH,
    )
    return found


def _town(number: int) -> Municipality:
    draw = random.Random(number)
    kind = draw.choices(list(KINDS), list(KINDS.values()))[0]
    name, ags = f"Beispielort {number:05}", f"995{number:05}"
    return Municipality(
        ags=ags,
        name=name,
        kind=kind,
        state=draw.choices(list(STATES), list(STATES.values()))[0],
        population=int(draw.lognormvariate(9.7, 1.1)) + 500,
        latitude=f"{draw.uniform(47.6, 54.8):.3f}",
        longitude=f"{draw.uniform(6.5, 14.8):.3f}",
        search=search_text(name, ags),
        as_of=date(2023, 11, 30),
        is_synthetic=True,
    )
