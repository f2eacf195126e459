"""The harnesses know every address of the site, and none that does not exist."""

from django.urls import reverse

from tests.harness.addresses import (
    ALIASES,
    OPERATIONS,
    PAGES,
    operation_names,
    page_names,
    patterns,
)


def test_every_address_has_a_name_of_its_own() -> None:
    names = [each.name for each in patterns()]
    assert None not in names
    assert len(set(names)) == len(names)


def test_names_of_one_address_mean_the_same() -> None:
    for alias, name in ALIASES.items():
        assert reverse(alias) == reverse(name)


def test_every_page_is_known() -> None:
    assert sorted(PAGES) == page_names()


def test_every_operation_is_known() -> None:
    assert sorted(OPERATIONS) == operation_names()
