"""Names for rows that have none of their own outside the database.

A running number would tell how many rows there are and which are hidden; the name is a keyed digest
of it, so it stays the same and says nothing.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model
from django.utils.crypto import salted_hmac

from competition.errors import Refusal

CHARS = 20
Row = TypeVar("Row", bound=Model)


def handle_of(row: Model) -> str:
    """The row's name: 20 hexadecimal digits, alike in every answer and for every audience."""
    salt = f"api.handles {row._meta.label_lower}"
    return salted_hmac(salt, str(row.pk), algorithm="sha256").hexdigest()[:CHARS]


def row_of(rows: Iterable[Row], handle: str) -> Row:
    """The one of a few rows with this name. Raises ``not_found``."""
    for row in rows:
        if handle_of(row) == handle:
            return row
    raise Refusal("not_found")
