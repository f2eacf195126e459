"""Example municipalities: fictitious, in the reserved range of keys, recognisable by name."""

from datetime import date

from competition.errors import Refusal
from competition.models import Municipality
from competition.register import search_text

MARKS = ("beispiel", "muster")


def add_municipality(
    *,
    ags: str,
    name: str,
    kind: str,
    state: str,
    population: int,
    latitude: str,
    longitude: str,
    as_of: date,
) -> Municipality:
    """Enter or update a fictitious municipality.

    Raises ``synthetic_only`` unless its key begins with 99 and its name says that it is an
    example: no real municipality ever carries an invented score.
    """
    if not ags.startswith("99") or not any(mark in name.casefold() for mark in MARKS):
        raise Refusal("synthetic_only", field="ags")
    municipality, _ = Municipality.objects.update_or_create(
        ags=ags,
        defaults={
            "name": name,
            "kind": kind,
            "state": state,
            "population": population,
            "latitude": latitude,
            "longitude": longitude,
            "search": search_text(name, ags),
            "as_of": as_of,
            "is_synthetic": True,
        },
    )
    return municipality
