"""Chooses the database before Django's settings are read: a pytest plugin (see pyproject.toml).

Tests of the unit floor get SQLite in memory; those of the service floor get a real PostgreSQL,
started here unless ``TEST_POSTGRES_URL`` names one. Parallel workers inherit the choice, and each
makes a database of its own on the one server.
"""

import base64
import os
import tempfile

import pytest

from tools.floors import SERVICES, UNITS, floors_of
from tools.services import PostgresServer

# Known values, so that the processes a test starts agree with the test.
ENVIRONMENT = {
    "SECRET_KEY": "a key for tests only",
    "RECEIPT_KEY": base64.b64encode(b"a seed for tests that signs them").decode(),
    "REDIS_URL": "",
    "DEBUG": "0",
    "DEMO": "0",
    "TLS": "0",
}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    known = early_config.known_args_namespace
    start = early_config.invocation_params.dir
    named = [start / str(name).split("::")[0] for name in known.file_or_dir]
    chosen = floors_of(named or [early_config.rootpath / "tests"]) or {UNITS.name}
    if len(chosen) > 1 and not (known.help or known.version):
        raise pytest.UsageError(
            "These tests need two databases: name folders of one floor at a time "
            f"({', '.join(SERVICES.folders)} run on PostgreSQL, all others on SQLite), "
            "or run all with `make test`."
        )
    mails = tempfile.TemporaryDirectory(prefix="modellkommune-mails-")
    early_config.add_cleanup(mails.cleanup)
    os.environ.update(ENVIRONMENT, EMAIL_URL=f"file://{mails.name}")
    os.environ["DATABASE_URL"] = (
        _postgres(early_config) if SERVICES.name in chosen else "sqlite:///:memory:"
    )


def _postgres(config: pytest.Config) -> str:
    """The address of the database whose test copy Django will make."""
    address = os.environ.get("TEST_POSTGRES_URL")
    if address is None:
        server = PostgresServer().start()
        config.add_cleanup(server.close)
        address = server.url()
    return address.rpartition("/")[0] + "/modellkommune"
