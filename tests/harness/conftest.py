"""The worlds of the harnesses: built once for a file of tests, and left as they were built."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.harness.world import World, build


# Each test's own transaction lies inside that of its file, so what a test does is undone.
@contextmanager
def _built(rows: int, blocker: DjangoDbBlocker) -> Iterator[World]:
    with blocker.unblock(), transaction.atomic():
        yield build(rows)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One row of everything."""
    with _built(1, django_db_blocker) as made:
        yield made


@pytest.fixture(scope="module", params=[1, 3], ids=["one row", "three rows"])
def sized_world(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """A world with one row of everything, then one with three."""
    with _built(request.param, django_db_blocker) as made:
        yield made
