"""Whether this process can serve: its database answers and holds the tables that the code needs."""

import logging
from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

logger = logging.getLogger(__name__)


@cache
def expected() -> frozenset[tuple[str, str]]:
    """The last migration of every app, as the code of this process has them."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def is_ready() -> bool:
    """Whether the database answers and every migration of this code has been applied.

    A database that is ahead (the new version has migrated it while this one still runs) is ready:
    migrations leave the running version its columns (docs/operations.md, "Update").
    """
    try:
        missing = expected() - MigrationRecorder(connection).applied_migrations().keys()
    except Error as error:
        logger.warning("not ready: %s", error)
        return False
    if missing:
        logger.warning("not ready: %s", ", ".join(sorted(f"{app}.{name}" for app, name in missing)))
    return not missing
