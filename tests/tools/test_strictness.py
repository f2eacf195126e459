"""Django is stricter in tests than it is in production (tests/fixtures/strictness.py)."""

import warnings
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.template import Context, Template
from django.utils import timezone

KEYS = [f"key-{number:02}" for number in range(20)]


@pytest.fixture
def sessions(db: None) -> QuerySet[Session]:
    """Twenty rows of a model that has no order of its own."""
    Session.objects.bulk_create(Session(pk=key, expire_date=timezone.now()) for key in KEYS)
    return Session.objects.all()


@pytest.mark.parametrize(
    "read",
    [
        lambda rows: [row.pk for row in rows],
        lambda rows: list(rows.values_list("pk", flat=True)),
        lambda rows: [row.pk for row in rows.iterator()],
        lambda rows: [row.pk for row in rows[:20]],
    ],
)
def test_rows_without_an_order_come_in_any_order(
    sessions: QuerySet[Session], read: Callable[[QuerySet[Session]], list[str]]
) -> None:
    assert len({tuple(read(sessions.all())) for _ in range(5)}) > 1


def test_rows_with_an_order_keep_it(sessions: QuerySet[Session]) -> None:
    assert [row.pk for row in sessions.order_by("pk")] == KEYS


def test_an_unknown_variable_of_a_template_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="unknown_name"):
        Template("{{ unknown_name }}").render(Context())


def test_a_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("soon gone", DeprecationWarning, stacklevel=1)


def test_passwords_are_quick_and_verified_by_the_real_algorithm() -> None:
    stored = make_password("Ein langes Passwort")
    assert identify_hasher(stored).algorithm == "argon2"
    assert check_password("Ein langes Passwort", stored)
