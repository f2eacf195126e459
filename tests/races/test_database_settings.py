"""What every connection to PostgreSQL asks of it (config/environment.py)."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "value"),
    [("jit", "off"), ("lock_timeout", "3s"), ("statement_timeout", "30s"), ("TimeZone", "UTC")],
)
def test_a_connection_is_set_up(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        assert cursor.fetchone() == (value,)
