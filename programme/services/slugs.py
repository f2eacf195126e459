"""Names in addresses that are given once, whoever asks first."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from competition.errors import Refusal


@contextmanager
def taken_as(code: str) -> Iterator[None]:
    """Around the row that is kept: where another has taken its slug at this very moment, since the
    look for it, the refusal ``code`` and not the database's error. Needs a transaction."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refusal(code, field="slug") from error
