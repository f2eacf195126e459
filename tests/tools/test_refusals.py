"""Whether a refusal that changes anything would be noticed."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import transaction
from django.db.transaction import TransactionManagementError

from api.models import RequestCount
from competition.models import Attempt, User
from tests.fixtures.people import account
from tests.fixtures.refusals import snapshot, unchanged

pytestmark = pytest.mark.django_db
CHANGES: dict[str, Callable[[], object]] = {
    "added": lambda: account("Boris"),
    "altered": lambda: User.objects.update(name="Anna Anders"),
    "removed": lambda: User.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(change: str) -> None:
    account("Anna")
    with pytest.raises(AssertionError), unchanged():
        CHANGES[change]()


def test_what_was_taken_back_is_no_change() -> None:
    account("Anna")
    with unchanged(), transaction.atomic():
        account("Boris")
        transaction.set_rollback(True)


def test_every_table_is_looked_at_but_those_that_are_written_on_purpose() -> None:
    models = set(apps.get_models(include_auto_created=True)) - {Attempt, RequestCount}
    assert snapshot().keys() == {model._meta.db_table for model in models}


def test_a_transaction_that_is_broken_says_so_also_where_nothing_was_changed() -> None:
    with (
        pytest.raises(TransactionManagementError),
        transaction.atomic(),
        unchanged(),
    ):
        transaction.set_rollback(True)
