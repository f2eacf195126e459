"""What machines ask: alive, ready. By a process's own address, in the clear, without a session."""

import http.client

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from config.monitoring import readiness

FOREIGN = {"host": "10.0.0.7:8000"}


def expect(monkeypatch: pytest.MonkeyPatch, *migrations: tuple[str, str]) -> None:
    """The code needs these migrations, which the database may or may not have."""
    monkeypatch.setattr(readiness, "expected", lambda: frozenset(migrations))


def test_alive_asks_no_database(client: Client) -> None:
    """The fixture ``db`` is missing here: any query would fail."""
    answer = client.get("/health/", headers=FOREIGN)
    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/health/", "/ready/"])
def test_a_probe_is_neither_sent_to_https_nor_asked_for_its_host(
    client: Client, settings: Settings, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get(path, headers=FOREIGN)
    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.django_db
def test_ready_with_all_migrations(client: Client) -> None:
    answer = client.get("/ready/")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_a_database_ahead_of_the_code_is_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version has migrated; the old one serves until it is replaced."""
    expect(monkeypatch)
    assert client.get("/ready/").status_code == 200


@pytest.mark.django_db
def test_c23_not_ready_without_its_tables_says_no_more_than_that(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    expect(monkeypatch, ("competition", "9999_later"))
    answer = client.get("/ready/")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert answer["Retry-After"] == "5"
    assert "competition.9999_later" in caplog.text


def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_recorder: MigrationRecorder) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", away)
    answer = client.get("/ready/")
    assert answer.status_code == http.client.SERVICE_UNAVAILABLE
    assert answer["Retry-After"] == "5"
    assert client.get("/health/").status_code == http.client.OK


def test_every_app_s_last_migration_is_expected() -> None:
    """Where tests make the tables without migrations, there are none to wait for."""
    assert {app for app, _name in readiness.expected()} in (
        set(),
        {
            *(
                "account",
                "api",
                "auth",
                "competition",
                "contenttypes",
                "mfa",
                "programme",
                "reviews",
            ),
            *("sessions", "socialaccount", "usersessions"),
        },
    )
