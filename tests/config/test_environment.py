from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.mark.parametrize(
    ("address", "port", "ssl", "starttls"),
    [
        ("smtp://relay", 25, False, False),
        ("smtp+starttls://u:p@mail", 587, False, True),
        ("smtps://u:p@mail", 465, True, False),
        ("smtp://relay:2525", 2525, False, False),
    ],
)
def test_mail_is_encrypted_as_the_address_says(
    monkeypatch: pytest.MonkeyPatch, address: str, port: int, ssl: bool, starttls: bool
) -> None:
    monkeypatch.setenv("EMAIL_URL", address)
    found = environment.mail("EMAIL_URL", "")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (
        port,
        ssl,
        starttls,
    )


@pytest.mark.parametrize("address", ["http://mail", "mail:25", ""])
def test_mail_address_of_another_kind_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("EMAIL_URL", address)
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        environment.mail("EMAIL_URL", "")


def test_database_password_may_hold_any_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://site:p%40ss%2Fw%3Ard@db:5433/round")
    found = environment.database("DATABASE_URL", "")
    assert (found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "p@ss/w:rd",
        "db",
        "5433",
        "round",
    )


def test_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("hidden\n", encoding="ascii")
    monkeypatch.setenv("SECRET_KEY_FILE", str(path))
    assert environment.text("SECRET_KEY") == "hidden"


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("off", False), ("", False)])
def test_flag_reads(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("DEMO", value)
    assert environment.flag("DEMO") is meant


def test_flag_refuses_what_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEMO"):
        environment.flag("DEMO")


@pytest.mark.parametrize(("written", "found"), [("", []), ("[]", []), ('[{"a": 1}]', [{"a": 1}])])
def test_rows_are_a_list_in_json(
    monkeypatch: pytest.MonkeyPatch, written: str, found: list[object]
) -> None:
    monkeypatch.setenv("ROWS", written)
    assert environment.rows("ROWS") == found


@pytest.mark.parametrize("written", ["{}", "7", "[", "null"])
def test_rows_that_are_no_list_stop_the_start(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("ROWS", written)
    with pytest.raises(ImproperlyConfigured, match="ROWS must be a list in JSON"):
        environment.rows("ROWS")


def test_megabytes_are_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.megabytes("SIZE", 20) == 20 * 2**20
    monkeypatch.setenv("SIZE", "1000")
    assert environment.megabytes("SIZE", 20) == 1_000 * 2**20


@pytest.mark.parametrize("written", ["0", "1001", "1.5", "-1", "20MB", "²"])
def test_odd_megabytes_stop_the_start(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("SIZE", written)
    with pytest.raises(ImproperlyConfigured, match="SIZE"):
        environment.megabytes("SIZE", 20)
