"""Addresses that are made for many rows are those that the routes give for each."""

import pytest
from django.urls import reverse

from competition import addresses


@pytest.mark.parametrize("slug", ["runde", "0", "runde-0-0"])
def test_address_is_the_one_of_the_route(slug: str) -> None:
    of_each = addresses.of_each("review", slug)

    for part in ("ABCD-2345", "0", "a_0"):
        assert of_each(part) == reverse("review", args=[slug, part])
