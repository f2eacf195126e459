"""An empty database for a measurement, thrown away afterwards: SQLite in memory, or PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


class NoMigrations:
    """Says that no app has migrations: the tables are made as the models say, in a second."""

    def __contains__(self, _app: object) -> bool:
        return True

    def __getitem__(self, _app: str) -> None:
        return None


def set_up(url: str = "sqlite://:memory:") -> None:
    """Make Django ready, before any model is imported; the environment's ``DATABASE_URL`` wins."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DATABASE_URL", url)
    import django  # noqa: PLC0415  # settings come first
    from django.conf import settings  # noqa: PLC0415  # as above

    django.setup()
    settings.MIGRATION_MODULES = NoMigrations()


@contextmanager
def empty() -> Iterator[None]:
    """All tables and no rows, as long as the context lasts."""
    from django.conf import settings  # noqa: PLC0415  # settings come first
    from django.test.utils import get_runner  # noqa: PLC0415  # as above

    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)
