"""Addresses of many things of one kind: the route is asked once, not for each row of a table."""

from collections.abc import Callable

from django.urls import reverse

HOLE = "0"


def of_each(name: str, *parts: str) -> Callable[[str], str]:
    """The addresses of a page whose last part differs: from that part, a slug, to the address."""
    before, _hole, after = reverse(name, args=[*parts, HOLE]).rpartition(HOLE)
    return lambda part: f"{before}{part}{after}"
